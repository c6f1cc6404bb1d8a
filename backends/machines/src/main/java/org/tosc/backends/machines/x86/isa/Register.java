package org.tosc.backends.machines.x86.isa;

import java.util.List;
import java.util.stream.IntStream;

/// A register, or the part of one that an instruction names.
///
/// @param number as encoded; for [File#HIGH_BYTE] 0 to 3 are ah, ch, dh, bh
public record Register(File file, int number) implements Operand {
  /// Register files, and the widths by which instructions see them.
  public enum File {
    BYTE(1),
    HIGH_BYTE(1),
    WORD(2),
    DOUBLEWORD(4),
    QUADWORD(8),
    XMM(16),
    YMM(32),
    ZMM(64),
    MASK(8);

    private final int bytes;
    private final List<Register> registers;

    File(int bytes) {
      this.bytes = bytes;
      registers = IntStream.range(0, 32).mapToObj(n -> new Register(this, n)).toList();
    }

    public int bytes() {
      return bytes;
    }
  }

  public static Register of(File file, int number) {
    return file.registers.get(number);
  }

  /// The general-purpose register of a width; the high bytes are not among them.
  public static Register general(int bytes, int number) {
    return of(
        switch (bytes) {
          case 1 -> File.BYTE;
          case 2 -> File.WORD;
          case 4 -> File.DOUBLEWORD;
          default -> File.QUADWORD;
        },
        number);
  }

  /// The vector register of a width.
  public static Register vector(int bytes, int number) {
    return of(bytes == 64 ? File.ZMM : bytes == 32 ? File.YMM : File.XMM, number);
  }

  public int bytes() {
    return file.bytes();
  }
}
