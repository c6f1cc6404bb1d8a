package org.tosc.backends.snitch.isa;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which formats the name of a row says: of results and of operands, each `h`, `ah`, `b`, `ab`, or
/// something that is the same under all modes.
record SmallFormats(String result, String source) {
  private static final Set<String> SMALL = Set.of("h", "ah", "b", "ab");
  private static final Set<String> NO_FORMAT = Set.of("r", "copift");

  static SmallFormats of(Opcode opcode) {
    String mnemonic = opcode.mnemonic();
    // Loads and stores have the format without a dot: `flah`.
    List<String> names =
        mnemonic.contains(".")
            ? Stream.of(mnemonic.split("\\.", -1))
                .skip(1)
                .filter(n -> !NO_FORMAT.contains(n))
                .toList()
            : List.of(mnemonic.replaceFirst("f[ls]", ""));
    if (names.isEmpty()) {
      return new SmallFormats("", "");
    }
    List<Operand> operands = opcode.format().operands();
    boolean hasResult = operands.contains(Operand.FD);
    boolean hasSource = operands.contains(Operand.FS1) || operands.contains(Operand.FS2);
    return new SmallFormats(hasResult ? names.getFirst() : "", hasSource ? names.getLast() : "");
  }

  boolean fit(Alternatives formats) {
    return fits(result, formats.result()) && fits(source, formats.source());
  }

  private static boolean fits(String name, boolean isAlternative) {
    return !SMALL.contains(name) || name.startsWith("a") == isAlternative;
  }
}
