package org.tosc.models.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// One step of an optimiser over all parameters as a function of TIR.
///
/// ```text
/// parameters, gradients, states (those of one parameter side by side),
///   rate, correction1, correction2, factor, limit
///                  ─► norm, new parameters, new states
/// ```
///
/// `norm` is the length of all gradients together, times `factor`. Where there is a limit, longer
/// gradients are made that long: clipping by the global norm (Pascanu et al. 2013). The last five
/// parameters have no axes; [#numbers] gives them for a step.
public final class UpdateFunction {
  /// What keeps the quotient of [#clipped] finite, as PyTorch's `clip_grad_norm_` has it.
  private static final double TINY = 1e-6;

  private UpdateFunction() {}

  /// The function of a rule.
  ///
  /// @param parameters their types, all of one float element type
  /// @param isClipped whether `limit` is looked at
  public static Function of(
      Optimizer optimizer, Optimizer.Hyper hyper, List<TensorType> parameters, boolean isClipped) {
    Graph g = new Graph("update");
    List<Value> old = inputs(g, parameters);
    List<Value> gradients = inputs(g, parameters);
    List<List<Value>> states = new ArrayList<>();
    for (TensorType type : parameters) {
      states.add(inputs(g, optimizer.states().stream().map(s -> type).toList()));
    }
    Scalar element = parameters.getFirst().element();
    Value rate = g.input(element);
    Value correction1 = g.input(element);
    Value correction2 = g.input(element);
    Value factor = g.input(element);
    Value limit = g.input(element);
    Value norm = g.mul(norm(g, gradients), factor);
    Value scale = isClipped ? g.mul(factor, clipped(g, norm, limit, element)) : factor;
    Optimizer.Step step = new Optimizer.Step(g, hyper, rate, correction1, correction2);
    List<Value> news = new ArrayList<>();
    List<Value> newStates = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      Value gradient = g.mul(gradients.get(i), scale);
      List<Value> made = optimizer.update(step, old.get(i), gradient, states.get(i));
      news.add(made.getFirst());
      newStates.addAll(made.subList(1, made.size()));
    }
    List<Value> results = new ArrayList<>(List.of(norm));
    results.addAll(news);
    results.addAll(newStates);
    return g.finish(results.toArray(Value[]::new));
  }

  private static List<Value> inputs(Graph g, List<TensorType> types) {
    return types.stream().map(t -> g.input(t.element(), t.extents())).toList();
  }

  private static Value norm(Graph g, List<Value> gradients) {
    Value sum = null;
    for (Value gradient : gradients) {
      Value square = all(g, g.mul(gradient, gradient));
      sum = sum == null ? square : g.add(sum, square);
    }
    return g.unary(TensorOp.SQRT, Objects.requireNonNull(sum));
  }

  private static Value all(Graph g, Value x) {
    int rank = ((TensorType) x.type()).rank();
    if (rank == 0) {
      return x;
    }
    List<Long> axes = LongStream.range(0, rank).boxed().toList();
    return g.op(TensorOp.REDUCE_SUM, Attributes.of("axis", Attribute.ints(axes)), x);
  }

  /// `min(1, limit / (norm + tiny))`
  private static Value clipped(Graph g, Value norm, Value limit, Scalar element) {
    Value quotient = g.div(limit, g.add(norm, g.number(TINY, element)));
    return g.op(TensorOp.MIN, Attributes.NONE, quotient, g.number(1, element));
  }

  /// The last five arguments of a step.
  ///
  /// @param step counted from 1
  /// @param factor by which gradients are multiplied first
  public static double[] numbers(
      Optimizer.Hyper hyper, long step, double rate, double factor, double limit) {
    return new double[] {
      rate,
      1 / (1 - StrictMath.pow(hyper.beta1(), (double) step)),
      1 / (1 - StrictMath.pow(hyper.beta2(), (double) step)),
      factor,
      limit
    };
  }

  static Scalar element(Value value) {
    return ((TensorType) value.type()).element();
  }
}
