package org.tosc.driver.mlir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tosc.backends.api.KernelSequence;
import org.tosc.driver.Optimizer;
import org.tosc.driver.functions.KernelSplit;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// A function over tensors as text of TIR.
///
/// @param body operations with `;` between them, and a return
record SampleText(String parameters, String results, String body) {
  /// As it is written, in the function `@f`.
  Module module() {
    String text =
        "func @f(%s) -> (%s) {\n%s\n}\n".formatted(parameters, results, body.replace(";", "\n"));
    return switch (Reader.read(new Source("samples.tir", text))) {
      case Reader.Result.Read(var read) -> read;
      case Reader.Result.Refused refused -> throw new AssertionError(refused.diagnostic());
    };
  }

  /// As kernels.
  KernelSequence sequence(String name) {
    int count = parameters.split("%", -1).length - 1;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("p" + i);
    }
    Module optimised = Optimizer.standard(module(), "x86_64");
    return switch (KernelSplit.of(name, names, Objects.requireNonNull(optimised.function("f")))) {
      case KernelSplit.Outcome.Made(var sequence) -> sequence;
      case KernelSplit.Outcome.Refused(String why) -> throw new AssertionError(why);
    };
  }
}
