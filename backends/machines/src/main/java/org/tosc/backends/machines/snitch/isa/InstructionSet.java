package org.tosc.backends.machines.snitch.isa;

import java.util.ArrayList;
import java.util.List;

/// All rows, and which of them a word is.
public final class InstructionSet {
  private static final int OPCODES = 1 << 7;

  /// All instructions that the core decodes, those first that take precedence.
  public static final List<Row> ROWS = all();

  private static final Row ILLEGAL = new Row("illegal", 0, 0, Layout.R, new Behaviour.Illegal());

  /// Rows by the lowest seven bits.
  private static final List<List<Row>> BY_OPCODE = byOpcode();

  private InstructionSet() {}

  /// What a word is; [Behaviour.Illegal] where it is no instruction.
  public static Instruction decode(int word) {
    for (Row row : BY_OPCODE.get(word & OPCODES - 1)) {
      if (row.is(word)) {
        return Instruction.of(word, row);
      }
    }
    return Instruction.of(word, ILLEGAL);
  }

  private static List<Row> all() {
    // Those of COPIFT are in the midst of what else would configure streams that do not exist.
    List<Row> rows = new ArrayList<>(FloatRows.ROWS);
    rows.addAll(CustomRows.ROWS);
    rows.addAll(IntegerRows.ROWS);
    rows.addAll(SmallFloatRows.ROWS);
    rows.addAll(VectorRows.ROWS);
    return List.copyOf(rows);
  }

  private static List<List<Row>> byOpcode() {
    List<List<Row>> table = new ArrayList<>();
    for (int opcode = 0; opcode < OPCODES; opcode++) {
      int code = opcode;
      table.add(ROWS.stream().filter(r -> (r.match() & OPCODES - 1) == code).toList());
    }
    return List.copyOf(table);
  }
}
