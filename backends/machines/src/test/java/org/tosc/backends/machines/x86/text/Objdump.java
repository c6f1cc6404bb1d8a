package org.tosc.backends.machines.x86.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The disassembler of GNU binutils.
final class Objdump {
  private Objdump() {}

  /// One line of its output.
  record Line(long address, String text, int length) {}

  /// All lines of plain code, by address.
  static Map<Long, Line> disassemble(Path folder, byte[] code) throws IOException {
    Path file = Files.write(folder.resolve("code.bin"), code);
    return read(
        List.of(
            "objdump",
            "-D",
            "-b",
            "binary",
            "-m",
            "i386:x86-64",
            "-M",
            "intel",
            "--no-show-raw-insn",
            file.toString()),
        code.length);
  }

  private static Map<Long, Line> read(List<String> command, long end) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Map<Long, Line> lines = new HashMap<>();
    long before = -1;
    String text = "";
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int colon = line.indexOf(":\t");
        if (colon > 0) {
          long address = Long.parseLong(line.substring(0, colon).strip(), 16);
          if (before >= 0) {
            lines.put(before, new Line(before, text, (int) (address - before)));
          }
          before = address;
          text = line.substring(colon + 2);
        }
      }
    }
    if (before >= 0) {
      lines.put(before, new Line(before, text, (int) (end - before)));
    }
    return lines;
  }
}
