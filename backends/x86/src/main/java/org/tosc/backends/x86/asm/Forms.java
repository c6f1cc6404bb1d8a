package org.tosc.backends.x86.asm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms of an instruction, read from its rows when they are first asked for: a program uses
/// few of all instructions.
public final class Forms {
  private final String[] rows;
  private Form @Nullable [] read;

  Forms(String... rows) {
    this.rows = rows;
  }

  /// In the order of the rows: the first that accepts operands is the one that is written.
  List<Form> all() {
    return List.of(array());
  }

  private Form[] array() {
    Form[] known = read;
    if (known == null) {
      known = FormReader.read(rows).toArray(Form[]::new);
      read = known;
    }
    return known;
  }

  /// The form for operands of these kinds.
  ///
  /// @param count how many operands there are
  @Nullable Form find(long[] kinds, int count) {
    for (Form form : array()) {
      if (form.accepts(kinds, count)) {
        return form;
      }
    }
    return null;
  }

  /// The form for these operands.
  ///
  /// @throws IllegalArgumentException where there is none
  static Form find(Opcode opcode, Operand... operands) {
    long[] kinds = new long[operands.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = operands[i].kind();
    }
    Form form = opcode.forms().find(kinds, kinds.length);
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
    for (Form form : array()) {
      if (form.isRelative() && form.constantBytes() == bytes) {
        return form;
      }
    }
    return null;
  }
}
