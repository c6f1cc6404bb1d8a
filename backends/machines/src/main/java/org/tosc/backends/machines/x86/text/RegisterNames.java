package org.tosc.backends.machines.x86.text;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tosc.backends.machines.x86.isa.Register;

/// The names of registers (SDM volume 2, tables 3-1 and 2-31).
final class RegisterNames {
  private static final List<String> OLD = List.of("ax", "cx", "dx", "bx", "sp", "bp", "si", "di");
  private static final List<String> BYTES = general("", "al cl dl bl spl bpl sil dil", "b");
  private static final List<String> WORDS = general("", String.join(" ", OLD), "w");
  private static final List<String> DOUBLEWORDS = general("e", String.join(" ", OLD), "d");
  private static final List<String> QUADWORDS = general("r", String.join(" ", OLD), "");
  private static final List<String> HIGH = List.of("ah", "ch", "dh", "bh");
  static final List<String> SEGMENTS = List.of("es", "cs", "ss", "ds", "fs", "gs");

  private RegisterNames() {}

  static String of(Register register) {
    int n = register.number();
    return switch (register.file()) {
      case BYTE -> BYTES.get(n);
      case HIGH_BYTE -> HIGH.get(n);
      case WORD -> WORDS.get(n);
      case DOUBLEWORD -> DOUBLEWORDS.get(n);
      case QUADWORD -> QUADWORDS.get(n);
      case XMM -> "xmm" + n;
      case YMM -> "ymm" + n;
      case ZMM -> "zmm" + n;
      case MASK -> "k" + n;
    };
  }

  private static List<String> general(String before, String names, String after) {
    return Stream.concat(
            Stream.of(names.split(" ", -1)).map(name -> before + name),
            IntStream.range(8, 16).mapToObj(n -> "r" + n + after))
        .toList();
  }
}
