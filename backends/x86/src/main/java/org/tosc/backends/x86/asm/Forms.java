package org.tosc.backends.x86.asm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms of an instruction, read from its rows when they are first asked for: a program uses
/// few of all instructions.
public final class Forms {
  /// All features.
  static final long EVERY_CPU = -1;

  private final String[] rows;
  private @Nullable Table read;

  /// @param first what each form accepts as its first operand: most are refused by that alone
  @SuppressWarnings("ArrayRecordComponent") // tables are never compared, and read very often
  private record Table(Form[] forms, long[] first) {
    static Table of(List<Form> forms) {
      long[] first = new long[forms.size()];
      for (int i = 0; i < first.length; i++) {
        Form.Slot[] operands = forms.get(i).operands();
        first[i] = operands.length == 0 ? 0 : operands[0].accepts();
      }
      return new Table(forms.toArray(Form[]::new), first);
    }
  }

  Forms(String... rows) {
    this.rows = rows;
  }

  private Table table() {
    Table known = read;
    if (known == null) {
      known = Table.of(FormReader.read(rows));
      read = known;
    }
    return known;
  }

  /// In the order of the rows: the first that accepts operands is the one that is written.
  List<Form> all() {
    return List.of(table().forms);
  }

  /// The form for operands of these kinds, on a CPU that has all.
  @Nullable Form find(long[] kinds, int count) {
    return find(kinds, count, EVERY_CPU);
  }

  /// The form for operands of these kinds.
  ///
  /// @param count how many operands there are
  /// @param cpu what the CPU has, as [Feature#bits]
  @Nullable Form find(long[] kinds, int count, long cpu) {
    Table table = table();
    for (int i = 0; i < table.first.length; i++) {
      boolean mayBe = count == 0 || Kind.accepts(table.first[i], kinds[0]);
      Form form = table.forms[i];
      if (mayBe && form.accepts(kinds, count) && (form.featureBits() & ~cpu) == 0) {
        return form;
      }
    }
    return null;
  }

  /// The form for these operands, on a CPU that has all.
  ///
  /// @throws IllegalArgumentException where there is none
  static Form find(Opcode opcode, Operand... operands) {
    Form form = opcode.forms().find(Kind.of(operands), operands.length);
    if (form == null) {
      throw none(opcode, operands);
    }
    return form;
  }

  static IllegalArgumentException none(Opcode opcode, Operand... operands) {
    return new IllegalArgumentException(
        "no form of " + opcode.mnemonic() + " takes " + List.of(operands));
  }

  /// The form that jumps so many bytes of displacement far.
  @Nullable Form relative(int bytes) {
    for (Form form : table().forms) {
      if (form.isRelative() && form.constantBytes() == bytes) {
        return form;
      }
    }
    return null;
  }
}
