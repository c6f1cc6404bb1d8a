package org.tosc.backends.machines.snitch.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The model's table against the list of all encodings, with what the RTL's decoders make of each
/// (snitch.md section 2: `encodings.csv`).
final class InstructionSetTest {
  private static final int TRIES = 200;

  /// Instructions of a unit that this configuration of the core does not have.
  private static final List<String> OTHER_UNITS = List.of("irep");

  /// How the list names cycles from an instruction to one that needs its result, by unit.
  private static final Map<String, FloatOperation.Unit> UNITS =
      Map.of(
          "ADDMUL", FloatOperation.Unit.MULTIPLY_ADD,
          "DIVSQRT", FloatOperation.Unit.DIVIDE,
          "NONCOMP", FloatOperation.Unit.NON_COMPUTE,
          "CONV", FloatOperation.Unit.CONVERT,
          "DOTP", FloatOperation.Unit.DOT_PRODUCT);

  /// A row of the list.
  private record Listed(
      String mnemonic, int match, int mask, boolean decoded, String unit, boolean toInteger) {
    boolean is(int word) {
      return (word & mask) == match;
    }
  }

  private static List<Listed> list() throws IOException {
    try (InputStream in = InstructionSetTest.class.getResourceAsStream("encodings.csv")) {
      if (in == null) {
        throw new IllegalStateException("no list");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(InstructionSetTest::listed).toList();
    }
  }

  private static Listed listed(String line) {
    String[] fields = line.split(",", -1);
    return new Listed(
        fields[0],
        Integer.parseUnsignedInt(fields[1].substring(2), 16),
        Integer.parseUnsignedInt(fields[2].substring(2), 16),
        fields[4].equals("yes"),
        fields[6],
        fields[11].equals("yes"));
  }

  @Test
  void decodesWhatTheProcessorDoes() throws IOException {
    List<String> wrong = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    int decoded = 0;
    List<Listed> all = list();
    for (Listed row : all) {
      if (!row.decoded() || OTHER_UNITS.contains(row.mnemonic())) {
        continue;
      }
      decoded++;
      for (int i = 0; i < TRIES; i++) {
        int word = row.match() | (random.nextInt() & ~row.mask());
        if (all.stream().noneMatch(r -> r != row && r.decoded() && r.is(word))) {
          check(wrong, row, InstructionSet.decode(word));
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(254, decoded);
  }

  private static void check(List<String> wrong, Listed row, Instruction found) {
    if (!found.row().mnemonic().equals(row.mnemonic())) {
      wrong.add("%s is %s".formatted(row.mnemonic(), found.row().mnemonic()));
    } else if (found.behaviour() instanceof Behaviour.FloatCompute(FloatOperation operation)) {
      if (operation.kind().unit() != UNITS.get(row.unit())) {
        wrong.add("%s goes to %s".formatted(row.mnemonic(), operation.kind().unit()));
      }
      if (operation.toInteger() != row.toInteger()) {
        wrong.add("%s gives its result to the other side".formatted(row.mnemonic()));
      }
    }
  }
}
