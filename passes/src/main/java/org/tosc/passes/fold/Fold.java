package org.tosc.passes.fold;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Definitions;
import org.tosc.passes.rewrite.Match;
import org.tosc.passes.rewrite.Rewriter;
import org.tosc.passes.rewrite.Rule;
import org.tosc.passes.rewrite.Topic;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Tolerance;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Computes constants. The interpreter gives them their meaning, so what is folded is bit by bit
/// what would have been computed; what would raise stays and raises when it runs.
///
/// Tensors are folded where every engine gives the same bits ([Tolerance.Bitwise]) and the result
/// has at most [#MOST_ELEMENTS] elements.
public final class Fold {
  static final int MOST_ELEMENTS = 64;

  private Fold() {}

  public static Module run(Module module, Work work) {
    return Rewriter.run(module, topics(), work);
  }

  public static List<Topic> topics() {
    return List.of(
        Topic.of(
            "constant scalars",
            CoreOp.class,
            Fold::scalarOps,
            () -> List.of(Rule.of("constant scalars", scalarOps(), Fold::scalars))),
        Topic.of(
            "constant tensors",
            TensorOp.class,
            Fold::tensorOps,
            () -> List.of(Rule.of("constant tensors", tensorOps(), Fold::tensors))),
        Topic.of(
            "constant built-ins",
            HostOp.class,
            () -> Set.of(HostOp.BUILTIN),
            () -> List.of(Rule.of("square root of a constant", HostOp.BUILTIN, Fold::root))));
  }

  /// The result of a scalar operation whose operands are constants; null where it raises.
  public static @Nullable Attribute constant(Operation o, Definitions definitions) {
    return Evaluation.scalar(o, definitions);
  }

  private static Set<CoreOp> scalarOps() {
    Set<CoreOp> scalars = EnumSet.range(CoreOp.ADD, CoreOp.CAST);
    scalars.removeIf(op -> !op.is(Trait.PURE));
    return scalars;
  }

  private static Set<TensorOp> tensorOps() {
    Set<TensorOp> tensors = EnumSet.allOf(TensorOp.class);
    tensors.removeIf(op -> op.row().operands().isEmpty() || !isBitwise(op));
    return tensors;
  }

  private static boolean isBitwise(TensorOp op) {
    boolean made = op == TensorOp.SPLAT || op == TensorOp.FULL || op == TensorOp.COLLECTIVE;
    return !made && op.tolerance() instanceof Tolerance.Bitwise;
  }

  /// `sqrt(64)`, the scale of attention: correctly rounded everywhere.
  private static @Nullable List<Value> root(Operation o, Match m) {
    boolean one = o.attributes().string("name").equals("sqrt") && o.operands().size() == 1;
    Operation x = one ? m.of(o.operand(0), CoreOp.CONST) : null;
    boolean number =
        x != null && (x.result().type() == Scalar.F64 || x.result().type() == Scalar.I64);
    if (x == null || !number || o.result().type() != Scalar.F64) {
      return null;
    }
    double root = Math.sqrt(x.attributes().number("value", Double.NaN));
    return m.values(m.constant(Scalar.F64, Attribute.of(root)));
  }

  private static @Nullable List<Value> scalars(Operation o, Match m) {
    for (Value operand : o.operands()) {
      if (!(operand.type() instanceof Scalar) || m.of(operand, CoreOp.CONST) == null) {
        return null;
      }
    }
    if (o.results().size() != 1 || !(o.result().type() instanceof Scalar)) {
      return null;
    }
    Attribute value = Evaluation.scalar(o, m);
    return value == null ? null : m.values(m.constant(o.result().type(), value));
  }

  private static @Nullable List<Value> tensors(Operation o, Match m) {
    if (o.results().size() != 1 || !isSmall(o.result())) {
      return null;
    }
    for (Value operand : o.operands()) {
      if (!isConstant(operand, m)) {
        return null;
      }
    }
    return Evaluation.tensor(o, m);
  }

  private static boolean isSmall(Value v) {
    return v.type() instanceof TensorType t
        && t.isStatic()
        && t.element().kind() != Scalar.Kind.BLOCK
        && Evaluation.size(t) <= MOST_ELEMENTS;
  }

  /// A small tensor of constants.
  private static boolean isConstant(Value v, Match m) {
    Operation made = isSmall(v) ? m.of(v) : null;
    if (made == null) {
      return false;
    }
    Op op = made.op();
    boolean filled = op == TensorOp.SPLAT || op == TensorOp.FULL;
    return op == TensorOp.LITERAL
        || (filled && made.operands().stream().allMatch(s -> m.of(s, CoreOp.CONST) != null));
  }
}
