package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tosc.passes.Work;
import org.tosc.passes.autodiff.Autodiff.Results;
import org.tosc.passes.cse.CommonValues;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.fuse.Unfuse;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.GradientTape;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// One function forwards, with a tape of what depends on the chosen parameters, and then backwards.
///
/// The tape holds what the tape of a running program would hold. What nobody needs goes at once:
/// rules also give derivatives by operands that were not asked for. What the forward part has is
/// not computed again.
final class Reverse {
  private final Function f;
  private final Line line;
  private final GradientTape<Value> tape;
  private final Map<Integer, Value> now = new HashMap<>();
  private final Set<Value> followed = new HashSet<>();
  private final List<Value> params = new ArrayList<>();
  private final List<Value> by = new ArrayList<>();
  private final List<Value> results = new ArrayList<>();

  private Reverse(Function f, Span backwards) {
    this.f = f;
    this.line = new Line(backwards);
    this.tape = new GradientTape<>(line);
  }

  /// A function gone through forwards.
  ///
  /// @param backwards the place of what is computed backwards
  static Reverse of(Function f, List<Integer> by, Span backwards) throws Refusal {
    Reverse reverse = new Reverse(Unfuse.run(f), backwards);
    reverse.enter(by);
    reverse.forwards();
    return reverse;
  }

  private void enter(List<Integer> positions) throws Refusal {
    for (Value param : f.params()) {
      Value own = line.fresh(param.type());
      now.put(param.id(), own);
      params.add(own);
    }
    for (int position : positions) {
      Value own = params.get(position);
      if (!isFloats(own.type())) {
        throw new Refusal("parameter " + position + " is " + own.type() + ", no tensor of floats");
      }
      requireStatic(own);
      by.add(own);
    }
    followed.addAll(by);
  }

  private void forwards() throws Refusal {
    for (Operation o : f.body().ops()) {
      if (o.op() == CoreOp.RETURN) {
        o.operands().forEach(v -> results.add(of(v)));
        return;
      }
      forward(o);
    }
    throw new Refusal("control flow (`" + f.body().terminator().op().mnemonic() + "`)");
  }

  private void forward(Operation o) throws Refusal {
    Obstacles.check(o);
    List<Value> operands = o.operands().stream().map(this::of).toList();
    boolean active = operands.stream().anyMatch(followed::contains);
    for (Value operand : operands) {
      requireStatic(operand);
    }
    List<Value> made = line.copy(o, operands);
    for (int i = 0; i < made.size(); i++) {
      requireStatic(made.get(i));
      now.put(o.results().get(i).id(), made.get(i));
    }
    if (!active) {
      return;
    }
    if (o.op() instanceof TensorOp op) {
      Obstacles.checkRule(op, o, i -> followed.contains(operands.get(i)));
      tape.record(op, operands, o.attributes(), made);
      followed.addAll(made);
    } else {
      throw new Refusal("`" + o.op().mnemonic() + "` has no rule for its derivative");
    }
  }

  private Value of(Value old) {
    return Objects.requireNonNull(now.get(old.id()));
  }

  private static void requireStatic(Value value) throws Refusal {
    if (value.type() instanceof TensorType t && !t.isStatic()) {
      throw new Refusal("the shape " + t.shapeText() + " is not known");
    }
  }

  private static boolean isFloats(Type type) {
    return type instanceof TensorType t && t.element().isFloat();
  }

  /// The function of the derivatives of one number.
  Function gradient(String symbol, Results given) throws Refusal {
    if (results.size() != 1 || !isNumber(results.getFirst().type())) {
      throw new Refusal("the result is no single float, but " + Value.types(results));
    }
    Value end = results.getFirst();
    List<Value> derivatives =
        end.type() instanceof TensorType type
            ? tape.gradients(List.of(end), List.of(one(type)), by)
            : tape.gradients(List.of(), List.of(), by);
    return finish(symbol, given, derivatives);
  }

  private static boolean isNumber(Type type) {
    return isFloats(type)
        ? ((TensorType) type)
            .shape().stream().allMatch(d -> d instanceof Dim.Known(long n, var _) && n == 1)
        : type instanceof Scalar s && s.isFloat();
  }

  private Value one(TensorType type) {
    List<Long> shape = type.shape().stream().map(d -> 1L).toList();
    Attributes attributes =
        Attributes.of("shape", Attribute.ints(shape))
            .with("value", Attribute.of(1L))
            .with("dtype", new Attribute.OfType(type.element()));
    return line.apply(TensorOp.FULL, List.of(), attributes).getFirst();
  }

  /// The function of the derivatives that adjoints of the results, its last parameters, give.
  Function pullback(String symbol) {
    List<Value> ends = results.stream().filter(r -> isFloats(r.type())).toList();
    List<Value> adjoints = ends.stream().map(r -> line.fresh(r.type())).toList();
    params.addAll(adjoints);
    return finish(symbol, Results.ALL, tape.gradients(ends, adjoints, by));
  }

  private Function finish(String symbol, Results given, List<Value> derivatives) {
    List<Value> returned = new ArrayList<>();
    switch (given) {
      case ALL -> returned.addAll(results);
      case DERIVATIVES -> {}
    }
    returned.addAll(derivatives);
    line.end(CoreOp.RETURN, returned, f.body().terminator().span());
    Region body = new Region(params, line.ops());
    Attributes name = Attributes.of("name", Attribute.of("gradient of " + f.displayName()));
    Function made = new Function(symbol, Value.types(returned), body, name, f.span());
    return DeadCode.run(once(made));
  }

  /// Nothing is computed twice, but for tensors that leave: they stay apart.
  private static Function once(Function f) {
    Module common = CommonValues.run(new Module(List.of(), List.of(f)), new Work(Set.of()));
    return common.functions().getFirst();
  }
}
