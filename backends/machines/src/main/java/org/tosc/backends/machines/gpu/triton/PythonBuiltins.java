package org.tosc.backends.machines.gpu.triton;

import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;

/// Functions of Python itself.
final class PythonBuiltins {
  static final List<Builtin> ROWS =
      List.of(
          Builtin.of("python.min(a, *rest)", a -> extreme(a, Binary.MIN)),
          Builtin.of("python.max(a, *rest)", a -> extreme(a, Binary.MAX)),
          Builtin.of(
              "python.abs(x)",
              a ->
                  a.evaluator()
                      .apply(
                          new Value.Known("triton.language.abs"), List.of(a.value("x")), Map.of())),
          Builtin.of("python.len(x)", PythonBuiltins::length),
          Builtin.of(
              "python.range(arg1, arg2=None, step=None)", a -> ProgramBuiltins.steps(a, false)),
          Builtin.of("python.float(x)", PythonBuiltins::real),
          Builtin.of("python.int(x)", a -> new Whole(Constants.whole(number(a)))),
          Builtin.of("python.bool(x)", a -> new Value.Truth(a.truth("x", false))),
          Builtin.of("python.print(*values)", _ -> new Value.Nothing()),
          Builtin.of("python.tuple(x)", a -> a.value("x")));

  private PythonBuiltins() {}

  private static Value extreme(Arguments a, Binary op) {
    Value best = a.value("a");
    List<Value> rest = a.value("rest") instanceof Tuple(var items) ? items : List.of();
    for (Value other : rest) {
      best = extreme(a, op, best, other);
    }
    return best;
  }

  private static Value extreme(Arguments a, Binary op, Value left, Value right) {
    if (Operators.isNumber(left) && Operators.isNumber(right)) {
      boolean isLeft = Constants.real(left) <= Constants.real(right);
      return isLeft == (op == Binary.MIN) ? left : right;
    }
    return a.operators()
        .extreme("`" + a.name().substring("python.".length()) + "`", op, left, right);
  }

  private static Value length(Arguments a) {
    if (a.value("x") instanceof Tuple(var items)) {
      return new Whole(items.size());
    }
    throw a.fault("`len` takes a tuple, not " + a.value("x").describe());
  }

  private static Value number(Arguments a) {
    Value value = a.value("x");
    if (Operators.isNumber(value)) {
      return value;
    }
    throw a.fault(
        "a number that is known when Triton compiles is expected, not " + value.describe());
  }

  private static Value real(Arguments a) {
    if (!(a.value("x") instanceof Value.Text(String text))) {
      return new Value.Real(Constants.real(number(a)));
    }
    return switch (text.strip()) {
      case "inf", "+inf", "infinity" -> new Value.Real(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> new Value.Real(Double.NEGATIVE_INFINITY);
      case "nan" -> new Value.Real(Double.NaN);
      case String other -> throw a.fault("`float` does not read '" + other + "'");
    };
  }
}
