package org.tosc.backends.snitch.asm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Opcodes;

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
        int distance = distance(wrong, name);
        best = distance < least ? name : best;
        least = Math.min(least, distance);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /// How many letters must be put in, taken away or replaced.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
