package org.tosc.frontend.pseudocode.types;

import java.util.List;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Origin;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// The shape of `arange(end)`, `arange(start, end)` and `arange(start, end, step)`.
final class Aranges {
  private Aranges() {}

  static Ty type(List<Ty> arguments, Expr.Call call) {
    boolean known =
        !arguments.isEmpty()
            && arguments.size() <= 3
            && arguments.stream().allMatch(a -> a instanceof Ty.Int(Long value) && value != null)
            && call.args().stream().allMatch(a -> a.name() == null);
    if (!known) {
      return Ty.TENSOR;
    }
    long start = arguments.size() == 1 ? 0 : value(arguments.get(0));
    long end = value(arguments.get(arguments.size() == 1 ? 0 : 1));
    long step = arguments.size() == 3 ? value(arguments.get(2)) : 1;
    if (step == 0) {
      return Ty.TENSOR;
    }
    long count = Math.max(0, Math.ceilDiv(end - start, step));
    Dim dim = Dim.of(count).from(new Origin(call.span(), "this"));
    return new Ty.Tensor(new TensorType(List.of(dim), Scalar.F32));
  }

  private static long value(Ty ty) {
    return ty instanceof Ty.Int(Long value) && value != null ? value : 0;
  }
}
