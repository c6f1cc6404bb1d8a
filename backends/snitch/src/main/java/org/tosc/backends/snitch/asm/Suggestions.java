package org.tosc.backends.snitch.asm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Opcodes;
import org.tosc.tir.source.EditDistance;

/// What was meant by a mnemonic that does not exist.
final class Suggestions {
  /// Longer ones are nothing that was mistyped.
  private static final int MOST = 24;

  private static final List<String> ALL =
      Stream.of(
              Opcodes.all().stream().map(Opcode::mnemonic),
              Pseudo.names().stream(),
              AddressForms.NAMES.stream())
          .flatMap(names -> names)
          .distinct()
          .sorted()
          .toList();

  private Suggestions() {}

  /// The nearest mnemonic, where one differs in at most two letters, or a third of all.
  static Optional<String> nearest(String wrong) {
    if (wrong.length() > MOST) {
      return Optional.empty();
    }
    String best = "";
    int least = Math.min(2, wrong.length() / 3) + 1;
    for (String name : ALL) {
      if (Math.abs(wrong.length() - name.length()) < least) {
        int distance = EditDistance.of(wrong, name);
        best = distance < least ? name : best;
        least = Math.min(least, distance);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }
}
