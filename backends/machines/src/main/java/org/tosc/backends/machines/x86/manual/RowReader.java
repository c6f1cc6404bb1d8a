package org.tosc.backends.machines.x86.manual;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// Reads the text of the tables into rows.
final class RowReader {
  /// The names of conditions, by number (SDM volume 2, appendix B, table B-10).
  private static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");

  private final List<Row> rows = new ArrayList<>();

  static List<Row> read(List<String> tables) {
    var reader = new RowReader();
    tables.stream().flatMap(String::lines).forEach(reader::line);
    return List.copyOf(reader.rows);
  }

  private void line(String line) {
    String[] columns = line.strip().split(" {2,}", -1);
    String[] instruction = columns[1].split(" ", 2);
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (columns.length > 2) {
      for (String word : columns[2].split(" ", -1)) {
        traits.add(Trait.valueOf(word.toUpperCase(Locale.ROOT)));
      }
    }
    List<Slot> slots = List.of();
    if (instruction.length > 1 && !traits.contains(Trait.UNMODELLED)) {
      slots = Stream.of(instruction[1].split(",", -1)).map(SlotReader::read).toList();
    }
    var words = new ArrayList<>(List.of(columns[0].split(" ", -1)));
    boolean conditions = words.remove("+cc");
    boolean registers = words.remove("+r");
    for (int i = 0; i < (conditions ? 16 : registers ? 8 : 1); i++) {
      String name =
          conditions
              ? instruction[0].substring(0, instruction[0].length() - 2) + CONDITIONS.get(i)
              : instruction[0];
      rows.add(new Row(rows.size(), encoding(words, slots, i), name, slots, traits));
    }
  }

  private static Encoding encoding(List<String> words, List<Slot> slots, int added) {
    var parts = new Parts();
    for (String word : words) {
      parts.take(word);
    }
    boolean modrm = parts.hasModrm || slots.stream().anyMatch(Slot::needsModrm);
    for (Slot slot : slots) {
      Slot.Source source = slot.source();
      if (source == Slot.Source.RM_MEMORY || source == Slot.Source.VSIB) {
        parts.mod = Encoding.MEMORY;
      } else if (source == Slot.Source.RM_REGISTER) {
        parts.mod = Encoding.REGISTER;
      }
    }
    return new Encoding(
        parts.space,
        parts.map,
        parts.opcode + added,
        parts.prefix,
        parts.w,
        parts.b,
        parts.length,
        parts.digit,
        parts.mod,
        parts.modrm,
        modrm);
  }

  /// The words of an encoding, as they come.
  private static final class Parts {
    Space space = Space.LEGACY;
    int map;
    int opcode = Encoding.ANY;
    int prefix = Encoding.ANY;
    int w = Encoding.ANY;
    int b = Encoding.ANY;
    int length = Encoding.ANY;
    int digit = Encoding.ANY;
    int mod = Encoding.ANY;
    int modrm = Encoding.ANY;
    boolean hasModrm;

    void take(String word) {
      if (word.startsWith("VEX.") || word.startsWith("EVEX.")) {
        space = word.startsWith("V") ? Space.VEX : Space.EVEX;
        Stream.of(word.split("\\.", -1)).skip(1).forEach(this::mark);
      } else if (word.startsWith("/")) {
        hasModrm = true;
        digit = word.equals("/r") ? Encoding.ANY : word.charAt(1) - '0';
      } else if (word.startsWith("=")) {
        hasModrm = true;
        modrm = Integer.parseInt(word.substring(1), 16);
      } else if (opcode != Encoding.ANY || !isOpcode(word)) {
        mark(word);
      } else {
        opcode = Integer.parseInt(word, 16);
      }
    }

    /// `66`, `F2`, `F3` and `0F` alone are opcodes of no row here, so they are prefixes and maps
    /// where another word follows; the one-byte table has no row for them.
    private boolean isOpcode(String word) {
      return word.length() == 2 && !isMark(word);
    }

    private boolean isMark(String word) {
      return switch (word) {
        case "NP", "66", "F3", "F2" -> prefix == Encoding.ANY && space == Space.LEGACY && map == 0;
        case "0F" -> map == 0;
        default -> false;
      };
    }

    private void mark(String word) {
      switch (word) {
        case "NP" -> prefix = 0;
        case "66" -> prefix = 1;
        case "F3" -> prefix = 2;
        case "F2" -> prefix = 3;
        case "0F" -> map = 1;
        case "0F38" -> map = 2;
        case "0F3A" -> map = 3;
        case "W0" -> w = 0;
        case "W1" -> w = 1;
        case "B0" -> b = 0;
        case "128", "LZ" -> length = 0;
        case "256" -> length = 1;
        case "512" -> length = 2;
        case "LIG" -> length = Encoding.IGNORED;
        case "m" -> mod = Encoding.MEMORY;
        case "r" -> mod = Encoding.REGISTER;
        default -> throw new IllegalArgumentException("encoding " + word);
      }
    }
  }
}
