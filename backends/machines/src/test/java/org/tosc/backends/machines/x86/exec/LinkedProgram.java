package org.tosc.backends.machines.x86.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.machines.x86.exec.Memory.Access;

/// A linked ELF64 executable: its segments and symbols (System V ABI, chapters 4 and 5).
final class LinkedProgram {
  private static final int LOAD = 1;
  private static final int SYMBOLS = 2;
  private final ByteBuffer file;
  private final Map<String, Long> symbols = new HashMap<>();

  LinkedProgram(Path path) throws IOException {
    file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) file.getLong(0x28);
    int size = file.getShort(0x3A);
    for (int n = 0; n < file.getShort(0x3C); n++) {
      int at = sections + n * size;
      if (file.getInt(at + 4) == SYMBOLS) {
        int names = (int) file.getLong(sections + file.getInt(at + 0x28) * size + 0x18);
        readSymbols((int) file.getLong(at + 0x18), (int) file.getLong(at + 0x20), names);
      }
    }
  }

  private void readSymbols(int at, int bytes, int names) {
    for (int symbol = at; symbol < at + bytes; symbol += 24) {
      var name = new StringBuilder();
      for (int k = names + file.getInt(symbol); file.get(k) != 0; k++) {
        name.append((char) file.get(k));
      }
      symbols.put(name.toString(), file.getLong(symbol + 8));
    }
  }

  Map<String, Long> symbols() {
    return symbols;
  }

  /// Adds its segments to a memory. Code can also be read: constants may stand beside it.
  void map(Memory memory) {
    int headers = (int) file.getLong(0x20);
    for (int n = 0; n < file.getShort(0x38); n++) {
      int at = headers + n * file.getShort(0x36);
      if (file.getInt(at) == LOAD) {
        byte[] bytes = new byte[Math.toIntExact(file.getLong(at + 0x28))];
        file.get((int) file.getLong(at + 8), bytes, 0, (int) file.getLong(at + 0x20));
        int flags = file.getInt(at + 4);
        Access access =
            (flags & 1) != 0 ? Access.EXECUTE : (flags & 2) != 0 ? Access.READ_WRITE : Access.READ;
        memory.map("segment " + n, file.getLong(at + 0x10), bytes, access);
      }
    }
  }
}
