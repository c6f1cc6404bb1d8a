package org.tosc.passes.precision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Bounds of errors before anything is computed: how far each result of a function may be from what
/// exact arithmetic makes of the same inputs, element by element.
///
/// Every operation has a rule ([Rules]) that carries a bound of the exact numbers and a bound of
/// the error of the computed ones from operands to results, and adds what the operation itself
/// rounds, in the worst case and for any order of sums (N. J. Higham, "Accuracy and Stability of
/// Numerical Algorithms", 2nd edition, chapters 2 and 3). Casts between floats are exact in exact
/// arithmetic, so a function with narrow casts is compared with the one without.
///
/// ```java
/// List<Estimate> of = ErrorBounds.of(function, List.of(Estimate.within(shape, 1.0))).results();
/// double bound = of.getFirst().largestError();
/// ```
///
/// Inputs may be ranges, which gives bounds for all inputs within, or known tensors, which gives
/// much smaller ones for these: then the exact results are known, too ([Estimate#middleAt]).
public final class ErrorBounds {
  private final Map<Integer, Estimate> known = new HashMap<>();
  private final Set<String> without = new TreeSet<>();

  /// Bounds of a function's results.
  ///
  /// @param results null for one that is no number or tensor of numbers
  /// @param without what made a bound infinite, in words
  public record Outcome(List<@Nullable Estimate> results, List<String> without) {}

  private ErrorBounds() {}

  /// Bounds for certain inputs.
  ///
  /// @param inputs one for each parameter; null for one that is no number or tensor of numbers.
  ///   What is known of a list is its length.
  public static Outcome of(Function function, List<@Nullable Estimate> inputs) {
    ErrorBounds bounds = new ErrorBounds();
    bounds.enter(function.params(), inputs);
    List<Value> ends = bounds.region(function.body());
    List<@Nullable Estimate> results = new ArrayList<>();
    for (Value end : ends) {
      results.add(bounds.known.get(end.id()));
    }
    return new Outcome(
        java.util.Collections.unmodifiableList(results), List.copyOf(bounds.without));
  }

  /// Inputs of at most a size, for parameters whose types say a shape.
  public static List<@Nullable Estimate> within(Function function, double largest) {
    List<@Nullable Estimate> inputs = new ArrayList<>();
    for (Value param : function.params()) {
      Type type = param.type();
      if (type instanceof TensorType t && isKnown(t)) {
        inputs.add(Estimate.within(Estimate.shape(t), largest));
      } else {
        inputs.add(type instanceof Scalar ? Estimate.within(new long[0], largest) : null);
      }
    }
    return inputs;
  }

  private void enter(List<Value> params, List<@Nullable Estimate> inputs) {
    for (int i = 0; i < params.size(); i++) {
      Estimate input = inputs.get(i);
      if (input != null) {
        known.put(params.get(i).id(), input);
      }
    }
  }

  /// Runs through a region; what its end hands over.
  private List<Value> region(Region region) {
    for (Operation o : region.ops()) {
      List<Estimate> made = results(o);
      for (int i = 0; i < made.size(); i++) {
        known.put(o.results().get(i).id(), made.get(i));
      }
      if (made.isEmpty()) {
        o.results().forEach(this::give);
      }
    }
    return region.terminator().operands();
  }

  /// Of what an operation outside the rules makes, nothing is known.
  private void give(Value value) {
    if (value.type() instanceof TensorType t && isKnown(t)) {
      known.put(value.id(), Estimate.unknown(Estimate.shape(t)));
    } else if (value.type() instanceof Scalar) {
      known.put(value.id(), Estimate.unknown(new long[0]));
    }
  }

  private static boolean isKnown(TensorType type) {
    return type.shape().stream().allMatch(d -> d instanceof Dim.Known);
  }

  private List<Estimate> results(Operation o) {
    return switch (o.op()) {
      case TensorOp op -> tensor(op, o);
      case FusedOp _ -> group(o);
      case CoreOp op -> scalar(op, o);
      case HostOp op -> host(op, o);
      case KernelOp _ -> List.of();
    };
  }

  private List<Estimate> group(Operation o) {
    List<@Nullable Estimate> inputs = new ArrayList<>();
    o.operands().forEach(v -> inputs.add(known.get(v.id())));
    enter(o.region(0).params(), inputs);
    List<Estimate> made = new ArrayList<>();
    for (Value end : region(o.region(0))) {
      Estimate e = known.get(end.id());
      made.add(e == null ? Estimate.unknown(Estimate.shape((TensorType) end.type())) : e);
    }
    return made;
  }

  private List<Estimate> tensor(TensorOp op, Operation o) {
    List<Estimate> operands = new ArrayList<>();
    for (Value operand : o.operands()) {
      Estimate e = known.get(operand.id());
      if (e == null) {
        return List.of();
      }
      operands.add(e);
    }
    List<TensorType> types = o.results().stream().map(v -> (TensorType) v.type()).toList();
    if (!types.stream().allMatch(ErrorBounds::isKnown)) {
      return List.of();
    }
    Step step = new Step(op, o.attributes(), operands, Value.types(o.operands()), types);
    boolean bounded = operands.stream().allMatch(e -> Double.isFinite(e.error().max()));
    List<Estimate> made = made(step);
    if (bounded && made.stream().anyMatch(e -> !Double.isFinite(e.error().max()))) {
      without.add(op.row().name() + (Rules.of(op) == Rules.NONE ? " has no rule" : ""));
    }
    return made;
  }

  /// An estimate in which what is no number is unknown.
  private static Estimate sound(Estimate e) {
    return Elementwise.zip(e, e, (cell, _) -> cell);
  }

  /// What raises has no results.
  private static List<Estimate> made(Step step) {
    try {
      return Rules.of(step.op()).apply(step).stream().map(ErrorBounds::sound).toList();
    } catch (GuestFault raised) {
      return Rules.NONE.apply(step);
    }
  }

  /// Host operations that hand on what they look at, and the length or number of what is known.
  private List<Estimate> host(HostOp op, Operation o) {
    Estimate x = o.operands().size() == 1 ? known.get(o.operand(0).id()) : null;
    if (x == null) {
      return List.of();
    }
    boolean checks = op == HostOp.CHECK || op == HostOp.UNBOX || op == HostOp.BOX;
    String name = op == HostOp.BUILTIN ? o.attributes().string("name") : "";
    boolean number = x.count() == 1 && (name.equals("len") || name.equals("float"));
    return checks || number ? List.of(x) : List.of();
  }

  private List<Estimate> scalar(CoreOp op, Operation o) {
    if (op == CoreOp.CONST) {
      return constant(o.attributes().get("value"));
    }
    List<Estimate> x = new ArrayList<>();
    for (Value operand : o.operands()) {
      Estimate e = known.get(operand.id());
      if (e == null || e.count() != 1) {
        return List.of();
      }
      x.add(e);
    }
    if (x.isEmpty() || o.results().size() != 1 || !(o.result().type() instanceof Scalar type)) {
      return List.of();
    }
    Elementwise.Rule rule = Scalars.of(op, type);
    if (rule == null) {
      return List.of();
    }
    Estimate made = Elementwise.zip(x.getFirst(), x.getLast(), rule);
    Field rounding = made.reach().map(size -> Roundoff.half(type, size));
    return List.of(made.withError(made.error().plus(rounding)));
  }

  private static List<Estimate> constant(@Nullable Attribute value) {
    Double number = Sources.number(value);
    return number == null ? List.of() : List.of(Estimate.number(number));
  }
}
