package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.syntax.MlirText;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A file of kernels in Triton's MLIR, in pretty or generic form.
public final class TtirFile {
  private final Map<String, Operation> functions = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics;

  private TtirFile(Source source) {
    MlirText text = MlirText.read(source, TtirForms.ALL);
    List<Diagnostic> found = new ArrayList<>(text.faults());
    text.operations().forEach(this::take);
    if (found.isEmpty()) {
      functions.values().forEach(function -> found.addAll(TtirCheck.faults(this, function)));
    }
    if (found.isEmpty() && functions.isEmpty()) {
      found.add(Diagnostic.of(Code.E1704, source.span(0, 0), "the file has no function `tt.func`"));
    }
    diagnostics = List.copyOf(found);
  }

  /// Reads a file; nothing is thrown, whatever its text is.
  public static TtirFile read(Source source) {
    return new TtirFile(source);
  }

  private void take(Operation operation) {
    if (operation.is("tt.func")) {
      String name = operation.text("sym_name");
      functions.put(name == null ? "" : name, operation);
    } else if (operation.is("builtin.module") && !operation.regions().isEmpty()) {
      for (Block block : operation.region(0).blocks()) {
        block.operations().forEach(this::take);
      }
    }
  }

  /// What is wrong with it, in the order of the text.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @Nullable Operation function(String name) {
    return functions.get(name);
  }

  /// All functions that others see, in the order of the text.
  public List<TtirKernel> kernels() {
    return functions.entrySet().stream()
        .filter(e -> !"private".equals(e.getValue().text("sym_visibility")))
        .map(e -> new TtirKernel(this, e.getKey(), e.getValue()))
        .toList();
  }

  /// The kernel of a name; null where there is none.
  public @Nullable TtirKernel kernel(String name) {
    return kernels().stream().filter(k -> k.name().equals(name)).findFirst().orElse(null);
  }
}
