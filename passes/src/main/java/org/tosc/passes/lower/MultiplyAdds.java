package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Sums of products, whose terms are added without being rounded before: the bound of a sum in any
/// order (`n · eps · Σ|terms|`) holds with fewer roundings, and one instruction does two.
final class MultiplyAdds {
  private MultiplyAdds() {}

  /// The body of a sum that ends in `out + a · b` with `fma(a, b, out)` instead; other bodies as
  /// they are.
  static Region of(Region body) {
    Value out = body.params().getLast();
    Operation sum = definition(body, body.terminator().operand(0));
    if (sum == null || sum.op() != CoreOp.ADD || sum.result().type() != Scalar.F32) {
      return body;
    }
    Value term = sum.operand(0).equals(out) ? sum.operand(1) : sum.operand(0);
    Operation product = definition(body, term);
    boolean isAdded = sum.operands().contains(out) && !term.equals(out) && uses(body, term) == 1;
    if (!isAdded || product == null || product.op() != CoreOp.MUL) {
      return body;
    }
    List<Value> operands = List.of(product.operand(0), product.operand(1), out);
    List<Operation> ops = new ArrayList<>(body.ops());
    ops.remove(product);
    ops.set(
        ops.indexOf(sum),
        new Operation(CoreOp.FMA, operands, Attributes.NONE, List.of(), sum.results(), sum.span()));
    return new Region(body.params(), ops);
  }

  private static @Nullable Operation definition(Region body, Value value) {
    return body.ops().stream().filter(o -> o.results().contains(value)).findFirst().orElse(null);
  }

  private static long uses(Region body, Value value) {
    return body.ops().stream().flatMap(o -> o.operands().stream()).filter(value::equals).count();
  }
}
