package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// `(x · s) @ v = (x @ v) · s`, where `s` is one number for each row: what scales the rows of a
/// left operand scales those of the product, which are shorter than the scores of attention are. A
/// product with a vector has no rows left that could be scaled.
final class Scales {
  private final FunctionBuilder builder;
  private final Map<Value, Value> renamed = new HashMap<>();
  private final Map<Value, Operation> definitions = new HashMap<>();

  private Scales(Function f) {
    this.builder = new FunctionBuilder(f.symbol());
    f.params().forEach(p -> renamed.put(p, builder.param(p.type())));
  }

  static Function postponed(Function f) {
    Scales scales = new Scales(f);
    f.body().ops().forEach(scales::write);
    return scales.builder.finish(f.results(), f.attributes(), f.span());
  }

  private void write(Operation o) {
    List<Value> operands = new ArrayList<>();
    o.operands().forEach(v -> operands.add(renamed.getOrDefault(v, v)));
    boolean isMatrix = o.op() == TensorOp.MATMUL && Words.shape(operands.get(1)).size() > 1;
    Operation left = isMatrix ? scaled(operands.getFirst()) : null;
    Operation made;
    if (left == null) {
      made = builder.opOf(o.op(), Value.types(o.results()), o.attributes(), o.span(), operands);
    } else {
      Words w = new Words(builder, o.span());
      Value product = w.apply(TensorOp.MATMUL, left.operand(0), operands.get(1));
      Value scale = left.operand(1);
      made =
          builder.op(
              TensorOp.MUL,
              Attributes.NONE,
              o.span(),
              List.of(product, left.op() == TensorOp.MUL ? scale : w.reciprocal(scale)));
    }
    for (int i = 0; i < o.results().size(); i++) {
      renamed.put(o.results().get(i), made.results().get(i));
      definitions.put(made.results().get(i), made);
    }
  }

  /// The multiplication or division by a number for each row that a value is; null for others.
  private @Nullable Operation scaled(Value x) {
    Operation o = definitions.get(x);
    if (o == null || (o.op() != TensorOp.MUL && o.op() != TensorOp.DIV)) {
      return null;
    }
    List<Long> scale = Words.shape(o.operand(1));
    List<Long> rows = Words.shape(x);
    boolean fits =
        rows.size() > 1
            && rows.equals(Words.shape(o.operand(0)))
            && scale.size() == rows.size()
            && scale.getLast() == 1
            && isComputed(o.operand(1));
    return fits ? o : null;
  }

  /// A number that an input gives may be 0 or infinite; one that a sum of powers gives is not.
  private boolean isComputed(Value scale) {
    Operation o = definitions.get(scale);
    return o != null && o.op() != CoreOp.CONST;
  }
}
