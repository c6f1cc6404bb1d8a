package org.tosc.backends.x86.asm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms of an instruction, read from its rows when they are first asked for: a program uses
/// few of all instructions.
public final class Forms {
  private final String[] rows;
  private @Nullable List<Form> read;

  Forms(String... rows) {
    this.rows = rows;
  }

  /// In the order of the rows: the first that accepts operands is the one that is written.
  List<Form> all() {
    List<Form> known = read;
    if (known == null) {
      known = FormReader.read(rows);
      read = known;
    }
    return known;
  }

  @Nullable Form find(Operand[] operands) {
    List<Form> forms = all();
    for (int i = 0; i < forms.size(); i++) {
      Form form = forms.get(i);
      if (form.accepts(operands)) {
        return form;
      }
    }
    return null;
  }
}
