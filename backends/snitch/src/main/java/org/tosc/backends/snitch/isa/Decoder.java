package org.tosc.backends.snitch.isa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// From words to instructions.
///
/// Where bits fit several rows, the row with the most fixed bits is meant; where these are the same
/// bits, the one whose name has the formats in use.
public final class Decoder {
  private static final int MAJOR = 0x7f;

  /// The rows that may fit, by the major opcode, those with the most fixed bits first.
  private static final Map<Integer, List<Row>> ROWS = rows();

  private final Alternatives formats;

  private Decoder(Alternatives formats) {
    this.formats = formats;
  }

  public static Decoder of(Alternatives formats) {
    return new Decoder(formats);
  }

  private static Map<Integer, List<Row>> rows() {
    Map<Integer, List<Row>> rows = new TreeMap<>();
    for (Opcode opcode : Opcodes.all()) {
      Row row = new Row(opcode, opcode.format(), SmallFormats.of(opcode));
      rows.computeIfAbsent(row.format.match() & MAJOR, _ -> new ArrayList<>()).add(row);
    }
    Comparator<Row> fixed = Comparator.comparingInt(r -> -Integer.bitCount(r.format.mask()));
    rows.values().forEach(list -> list.sort(fixed));
    return Map.copyOf(rows);
  }

  /// The instruction of a word, with the formats of IEEE 754; empty where none has these bits.
  public static Optional<Instruction> decode(int word) {
    return new Decoder(Alternatives.NONE).instruction(word);
  }

  /// The instruction of a word; empty where none has these bits.
  public Optional<Instruction> instruction(int word) {
    Row first = null;
    for (Row row : ROWS.getOrDefault(word & MAJOR, List.of())) {
      if (first != null && row.format.mask() != first.format.mask()) {
        break;
      }
      if (row.format.matches(word)) {
        if (row.names.fit(formats)) {
          return Optional.of(new Instruction(row.opcode, word));
        }
        first = first == null ? row : first;
      }
    }
    return first == null ? Optional.empty() : Optional.of(new Instruction(first.opcode, word));
  }

  private record Row(Opcode opcode, Format format, SmallFormats names) {}
}
