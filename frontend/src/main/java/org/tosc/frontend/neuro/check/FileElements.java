package org.tosc.frontend.neuro.check;

import java.util.EnumSet;
import java.util.Set;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Which tensors the files that `save` writes and `Tensor::load` reads can hold: those whose
/// elements NumPy has a type for. A generic element type is looked at when the program runs.
final class FileElements {
  private static final Set<Scalar> WITHOUT =
      EnumSet.of(
          Scalar.BF16,
          Scalar.F8E4M3,
          Scalar.F8E5M2,
          Scalar.NVFP4,
          Scalar.I4,
          Scalar.Q8_0,
          Scalar.Q4_0);

  private FileElements() {}

  static boolean has(Ty.Tensor type) {
    Scalar element = type.element().scalar();
    return element == null || !WITHOUT.contains(element);
  }

  static TExpr refused(FunctionChecker in, String function, Span span, Ty.Tensor type) {
    in.report(
        Diagnostic.of(
                Code.E1303,
                span,
                "`" + function + "` is for `.npy` files, which have no `" + type.element() + "`")
            .note("they hold `f16 f32 f64`, `i8` to `i64`, `u8` to `u64` and `bool`"));
    return new TExpr.Broken(span);
  }
}
