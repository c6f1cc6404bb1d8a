package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Span;

/// Replaces the symbolic extents of a result by what the arguments of a call give them.
final class Symbols {
  private Symbols() {}

  static Ty substitute(
      Annotations annotations,
      List<Param> params,
      ArgumentBinding binding,
      List<Ty> arguments,
      TensorType result) {
    Unifier unifier = new Unifier();
    for (int p = 0; p < params.size(); p++) {
      int at = binding.slots().get(p);
      TypeExpr annotation = params.get(p).type();
      boolean tensors =
          at >= 0
              && annotation != null
              && annotations.type(annotation) instanceof Ty.Tensor
              && arguments.get(at) instanceof Ty.Tensor;
      if (tensors) {
        TensorType wanted =
            ((Ty.Tensor) annotations.type(Objects.requireNonNull(annotation))).type();
        TensorType given = ((Ty.Tensor) arguments.get(at)).type();
        unifier.unify(wanted, given, Span.NONE, Span.NONE);
      }
    }
    List<Dim> dims = new ArrayList<>();
    for (Dim dim : result.shape()) {
      Dim meaning = dim instanceof Dim.Symbol(var name, _) ? unifier.meaning(name) : dim;
      dims.add(meaning == null ? Dim.unknown() : meaning);
    }
    return new Ty.Tensor(new TensorType(dims, result.element()));
  }
}
