package org.tosc.backends.snitch.isa;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Code as text, a line for each word.
///
/// ```java
/// Disassembly.of(code, 0x1000_0000).forEach(line -> out.println(line.text()));
/// ```
public final class Disassembly {
  private Disassembly() {}

  /// A word of code.
  ///
  /// @param instruction empty where no instruction has these bits
  public record Line(int address, int word, Optional<Instruction> instruction) {
    /// The instruction with the addresses of targets, or `.word 0x00000000`.
    public String text() {
      return instruction.map(i -> i.at(address)).orElse(".word 0x%08x".formatted(word));
    }
  }

  /// Code that lies at an address; bytes behind the last whole word are left out.
  public static List<Line> of(byte[] code, int address) {
    return of(code, address, Alternatives.NONE);
  }

  /// The same, where the CSR `fmode` says which small formats are meant.
  public static List<Line> of(byte[] code, int address, Alternatives formats) {
    ByteBuffer words = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    Decoder decoder = Decoder.of(formats);
    List<Line> lines = new ArrayList<>();
    while (words.remaining() >= 4) {
      int at = address + words.position();
      int word = words.getInt();
      lines.add(new Line(at, word, decoder.instruction(word)));
    }
    return List.copyOf(lines);
  }
}
