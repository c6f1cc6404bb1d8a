package org.tosc.models.train;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// How a parameter changes by its gradient: one row for each rule, with the tensors that it keeps
/// from step to step, which are like the parameter and begin as zeros.
///
/// | rule | source |
/// |---|---|
/// | `sgd` | Robbins and Monro 1951; weight decay is added to the gradient |
/// | `momentum` | Polyak 1964, as Sutskever et al. 2013 without Nesterov's term: `v = μ·v + g` |
/// | `adam` | Kingma and Ba 2015, algorithm 1; weight decay is added to the gradient |
/// | `adamw` | Loshchilov and Hutter 2019, algorithm 2: decay apart from the gradient, by the rate |
/// | `lion` | Chen et al. 2023, algorithm 2 |
public enum Optimizer {
  SGD(List.of(), Set.of(), 0.9, 0.999, 0, Optimizer::sgd),
  MOMENTUM(List.of("velocity"), Set.of("momentum"), 0.9, 0.999, 0, Optimizer::momentum),
  ADAM(List.of("mean", "square"), Set.of("betas", "eps"), 0.9, 0.999, 0, Optimizer::adam),
  ADAMW(List.of("mean", "square"), Set.of("betas", "eps"), 0.9, 0.999, 0.01, Optimizer::adamw),
  LION(List.of("mean"), Set.of("betas"), 0.9, 0.99, 0, Optimizer::lion);

  /// The formula of a rule: from a parameter, its gradient and its states to the new parameter and
  /// the new states.
  @FunctionalInterface
  private interface Formula {
    List<Value> update(Step step, Value parameter, Value gradient, List<Value> states);
  }

  private final List<String> states;
  private final Set<String> settings;
  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final Formula formula;

  Optimizer(
      List<String> states,
      Set<String> settings,
      double beta1,
      double beta2,
      double weightDecay,
      Formula formula) {
    this.states = states;
    this.settings = settings;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.weightDecay = weightDecay;
    this.formula = formula;
  }

  /// The rule of that name, as `optimizer = adamw` has it.
  public static @Nullable Optimizer find(String name) {
    for (Optimizer optimizer : values()) {
      if (optimizer.text().equals(name)) {
        return optimizer;
      }
    }
    return null;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The names of what it keeps for each parameter.
  public List<String> states() {
    return states;
  }

  /// Whether its formula has the number of a setting: `momentum`, `betas` or `eps`.
  public boolean has(String setting) {
    return settings.contains(setting);
  }

  /// The usual numbers of its source.
  public Hyper usual() {
    return new Hyper(0.9, beta1, beta2, 1e-8, weightDecay);
  }

  /// The numbers of a rule, which stay the same for a whole run.
  ///
  /// @param momentum μ of `momentum`
  public record Hyper(
      double momentum, double beta1, double beta2, double eps, double weightDecay) {}

  /// One step under construction.
  ///
  /// @param rate the learning rate, a tensor without axes
  /// @param correction1 `1 / (1 - β₁ᵗ)` of step t, counted from 1
  /// @param correction2 `1 / (1 - β₂ᵗ)`
  record Step(Graph graph, Hyper hyper, Value rate, Value correction1, Value correction2) {
    /// `a · number`
    Value times(Value a, double number) {
      return graph.mul(a, graph.number(number, UpdateFunction.element(a)));
    }

    /// `old · beta + fresh · (1 - beta)`
    Value blend(Value old, Value fresh, double beta) {
      return graph.add(times(old, beta), times(fresh, 1 - beta));
    }

    /// The gradient with the decay of the parameter in it.
    Value decayed(Value parameter, Value gradient) {
      double decay = hyper.weightDecay();
      return decay == 0 ? gradient : graph.add(gradient, times(parameter, decay));
    }

    /// `parameter - rate · direction`
    Value moved(Value parameter, Value direction) {
      return graph.sub(parameter, graph.mul(direction, rate));
    }
  }

  /// The new parameter, then its new states.
  List<Value> update(Step step, Value parameter, Value gradient, List<Value> old) {
    return formula.update(step, parameter, gradient, old);
  }

  private static List<Value> sgd(Step s, Value p, Value g, List<Value> old) {
    return List.of(s.moved(p, s.decayed(p, g)));
  }

  private static List<Value> momentum(Step s, Value p, Value g, List<Value> old) {
    Value kept = s.times(old.getFirst(), s.hyper.momentum());
    Value velocity = s.graph.add(kept, s.decayed(p, g));
    return List.of(s.moved(p, velocity), velocity);
  }

  private static List<Value> adam(Step s, Value p, Value g, List<Value> old) {
    return adaptive(s, p, s.decayed(p, g), old);
  }

  private static List<Value> adamw(Step s, Value p, Value g, List<Value> old) {
    double decay = s.hyper.weightDecay();
    Value shrunk = decay == 0 ? p : s.moved(p, s.times(p, decay));
    return adaptive(s, shrunk, g, old);
  }

  private static List<Value> adaptive(Step s, Value p, Value g, List<Value> old) {
    Graph graph = s.graph;
    Value mean = s.blend(old.get(0), g, s.hyper.beta1());
    Value square = s.blend(old.get(1), graph.mul(g, g), s.hyper.beta2());
    Value root = graph.unary(TensorOp.SQRT, graph.mul(square, s.correction2));
    Value eps = graph.number(s.hyper.eps(), UpdateFunction.element(p));
    Value direction = graph.div(graph.mul(mean, s.correction1), graph.add(root, eps));
    return List.of(s.moved(p, direction), mean, square);
  }

  private static List<Value> lion(Step s, Value p, Value g, List<Value> old) {
    Value mean = old.getFirst();
    Value sign = s.graph.op(TensorOp.SIGN, Attributes.NONE, s.blend(mean, g, s.hyper.beta1()));
    return List.of(s.moved(p, s.decayed(p, sign)), s.blend(mean, g, s.hyper.beta2()));
  }
}
