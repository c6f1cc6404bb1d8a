package org.tosc.backends.snitch.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads rows of the tables; the package's description is their grammar.
final class FormatReader {
  private static final Pattern BITS = Pattern.compile("[01]+");

  /// How many bits the fields of the manual have.
  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("rd", 5),
          Map.entry("rs1", 5),
          Map.entry("rs2", 5),
          Map.entry("rs3", 5),
          Map.entry("rm", 3),
          Map.entry("imm5", 5),
          Map.entry("imm7", 7),
          Map.entry("imm12", 12),
          Map.entry("imm20", 20),
          Map.entry("shamt", 5),
          Map.entry("csr", 12),
          Map.entry("pred", 4),
          Map.entry("succ", 4),
          Map.entry("order", 2),
          Map.entry("length", 11),
          Map.entry("stagger", 3),
          Map.entry("mask", 4),
          Map.entry("mask5", 5));

  private final String row;
  private final List<Part> parts = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();

  FormatReader(String row) {
    this.row = row;
  }

  Format read() {
    String[] halves = row.split(":", -1);
    long match = 0;
    long mask = 0;
    int bits = 0;
    for (String token : halves[0].strip().split(" +", -1)) {
      boolean isFixed = BITS.matcher(token).matches();
      int width = isFixed ? token.length() : WIDTHS.getOrDefault(token, 0);
      check(width > 0);
      match = match << width | (isFixed ? Long.parseLong(token, 2) : 0);
      mask = mask << width | (isFixed ? (1L << width) - 1 : 0);
      bits += width;
    }
    check(bits == 32);
    if (!halves[1].isBlank()) {
      for (String part : halves[1].strip().split(", *", -1)) {
        parts.add(part(part));
      }
    }
    int rest = ~(int) mask;
    for (Operand operand : operands) {
      check((operand.mask() & ~rest) == 0);
      rest &= ~operand.mask();
    }
    check(rest == 0);
    return new Format((int) match, (int) mask, parts, operands);
  }

  private Part part(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new Part.Plain(operand(text));
    }
    if (open == 0) {
      return new Part.Address(operand(text.substring(1, text.length() - 1)));
    }
    Operand offset = operand(text.substring(0, open));
    return new Part.Indexed(offset, operand(text.substring(open + 1, text.length() - 1)));
  }

  private Operand operand(String token) {
    Operand operand = Operand.valueOf(token.toUpperCase(Locale.ROOT));
    operands.add(operand);
    return operand;
  }

  private void check(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("no row of a table: " + row);
    }
  }
}
