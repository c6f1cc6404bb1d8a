package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.vector.Polynomials;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Functions that Triton does not have as arithmetic, with the bits that all engines give.
final class Expanded {
  private Expanded() {}

  /// The function of a term; null where there is no arithmetic for it.
  static @Nullable Term of(CoreOp op, Term x) throws Unsupported {
    if (op != CoreOp.TANH || x.type() != Scalar.F32) {
      return null;
    }
    FunctionBuilder builder = new FunctionBuilder("expanded");
    Value parameter = builder.param(Scalar.F32);
    Value result = new Polynomials(builder, Span.NONE).of(op, parameter);
    if (result == null) {
      return null;
    }
    builder.op(CoreOp.RETURN, Span.NONE, result);
    Function body = builder.finish(List.of(Scalar.F32), Attributes.NONE, Span.NONE);
    Map<Value, Term> terms = new HashMap<>(Map.of(parameter, x));
    for (Operation o : body.body().ops()) {
      if (o.op() == CoreOp.CONST) {
        terms.put(o.result(), StageReader.literal(o));
      } else if (o.op() instanceof CoreOp core && o.op() != CoreOp.RETURN) {
        List<Term> args = new ArrayList<>();
        o.operands().forEach(v -> args.add(terms.get(v)));
        terms.put(o.result(), new Term.Apply(core, args, (Scalar) o.result().type()));
      }
    }
    return terms.get(result);
  }
}
