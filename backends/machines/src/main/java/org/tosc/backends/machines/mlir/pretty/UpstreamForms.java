package org.tosc.backends.machines.mlir.pretty;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.dialect.OpRows;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;
import org.tosc.backends.machines.mlir.syntax.PrettyForms;

/// All pretty forms of the dialects that MLIR brings, as far as they are read here.
public final class UpstreamForms {
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "module", "builtin.module",
          "return", "func.return",
          "call", "func.call",
          "call_indirect", "func.call_indirect",
          "constant", "func.constant",
          "unrealized_conversion_cast", "builtin.unrealized_conversion_cast");

  public static final PrettyForms ALL = new PrettyForms(forms(), SHORT_NAMES);

  private UpstreamForms() {}

  private static Map<String, PrettyForm> forms() {
    Map<String, PrettyForm> forms = new HashMap<>();
    OpRows.all().values().stream()
        .filter(row -> !row.format().isEmpty())
        .forEach(row -> forms.put(row.name(), Format.of(row)));
    List.of(
            FuncForms.ALL,
            ScfForms.ALL,
            AffineForms.ALL,
            LinalgForms.ALL,
            VectorForms.ALL,
            MemoryForms.ALL,
            GpuForms.ALL,
            TransformForms.ALL)
        .forEach(forms::putAll);
    return forms;
  }
}
