package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Expression.Argument;
import org.tosc.backends.machines.gpu.python.Expression.Relation;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Hints;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Truth;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;
import org.tosc.tir.source.Code;

/// Computes expressions of a kernel in one program.
final class Evaluator {
  private static final int DEEPEST_CALL = 60;

  private final Program program;
  private final Operators operators;
  private final KernelFile file;
  private final Attributes attributes = new Attributes(this);
  private int calls;

  Evaluator(Program program, KernelFile file) {
    this.program = program;
    this.operators = new Operators(program);
    this.file = file;
  }

  Program program() {
    return program;
  }

  Operators operators() {
    return operators;
  }

  Hints hints() {
    return program.launch().hints();
  }

  Value evaluate(Expression expression, Names names) {
    return switch (expression) {
      case Expression.Name(String id, var _) -> name(expression, id, names);
      case Expression.Whole(long value, var _) -> new Whole(value);
      case Expression.Real(double value, var _) -> new Value.Real(value);
      case Expression.Text(String value, var _) -> new Value.Text(value);
      case Expression.Truth(boolean value, var _) -> new Truth(value);
      case Expression.None _ -> new Value.Nothing();
      case Expression.Attribute attribute -> attribute(attribute, names);
      case Expression.Call call -> call(call, names);
      case Expression.Subscript subscript -> subscript(subscript, names);
      case Expression.Unary(String operator, var operand, var span) -> {
        Value value = evaluate(operand, names);
        program.at(span);
        yield operators.unary(operator, value);
      }
      case Expression.Binary(String operator, var left, var right, var span) -> {
        Value a = evaluate(left, names);
        Value b = evaluate(right, names);
        program.at(span);
        yield operators.binary(operator, a, b);
      }
      case Expression.Compare compare -> compare(compare, names);
      case Expression.Logic logic -> logic(logic, names);
      case Expression.Choice(var condition, var then, var otherwise, var _) ->
          evaluate(isTrue(condition, names) ? then : otherwise, names);
      case Expression.Sequence(var items, boolean _, var _) -> {
        List<Value> values = new ArrayList<>();
        for (Expression item : items) {
          values.add(evaluate(item, names));
        }
        yield new Tuple(values);
      }
      case Expression.Slice _,
          Expression.Lambda _,
          Expression.Dictionary _,
          Expression.Foreign _ -> {
        program.at(expression.span());
        throw program.fault(Code.E1802, "kernels do not have this");
      }
    };
  }

  private Value name(Expression at, String id, Names names) {
    Value local = names.get(id);
    if (local != null) {
      return local;
    }
    Value global = file.global(id);
    if (global != null) {
      return global;
    }
    if (Builtins.PYTHON.contains(id)) {
      return new Value.Known("python." + id);
    }
    program.at(at.span());
    throw program.fault(Code.E1803, "`" + id + "` has no value here");
  }

  private Value attribute(Expression.Attribute attribute, Names names) {
    Value value = evaluate(attribute.value(), names);
    program.at(attribute.span());
    return attributes.of(value, attribute.name());
  }

  private Value compare(Expression.Compare compare, Names names) {
    Value left = evaluate(compare.first(), names);
    Value all = new Truth(true);
    for (Relation relation : compare.relations()) {
      Value right = evaluate(relation.right(), names);
      program.at(compare.span());
      Value holds = operators.compare(relation.operator(), left, right);
      Boolean known = Constants.truth(all);
      all = Boolean.TRUE.equals(known) ? holds : operators.logic(true, all, holds);
      left = right;
    }
    return all;
  }

  private Value logic(Expression.Logic logic, Names names) {
    Value left = evaluate(logic.left(), names);
    Boolean known = Constants.truth(left);
    if (known != null && known != logic.isAnd()) {
      return left;
    }
    Value right = evaluate(logic.right(), names);
    program.at(logic.span());
    return known != null ? right : operators.logic(logic.isAnd(), left, right);
  }

  /// Whether a condition holds, of a scalar.
  boolean isTrue(Expression condition, Names names) {
    Value value = evaluate(condition, names);
    program.at(condition.span());
    Boolean known = Constants.truth(value);
    if (known != null) {
      return known;
    }
    Tile tile = operators.tile(value);
    if (!tile.shape().isScalar() && tile.size() != 1) {
      throw operators.fault(
          "a condition is a scalar, not " + tile.describe() + "; for lanes there is `tl.where`");
    }
    return program.decisive(operators.truth(tile)) != 0;
  }

  private Value subscript(Expression.Subscript subscript, Names names) {
    Value value = evaluate(subscript.value(), names);
    if (value instanceof Tuple(var items)) {
      return item(subscript, items, names);
    }
    if (value instanceof Value.Known(String name)) {
      return new Value.Known(name);
    }
    program.at(subscript.span());
    Tile tile = operators.tile(value);
    int axis = 0;
    for (Expression index : subscript.indices()) {
      program.at(index.span());
      boolean isWhole = index instanceof Expression.Slice slice && slice.isWhole();
      if (index instanceof Expression.None) {
        tile = program.reshape(tile, tile.shape().inserted(axis, 1));
      } else if (!isWhole) {
        throw operators.fault("a tile is indexed by `:` and `None` alone, as in `x[:, None]`");
      } else if (axis >= tile.shape().rank()) {
        throw operators.fault(tile.describe() + " has no axis for this `:`");
      }
      axis++;
    }
    return new Tensor(tile);
  }

  private Value item(Expression.Subscript subscript, List<Value> items, Names names) {
    Value index = evaluate(subscript.indices().getFirst(), names);
    program.at(subscript.span());
    if (!(index instanceof Whole(long at))) {
      throw operators.fault("an index of a tuple is a `tl.constexpr`, not " + index.describe());
    }
    long place = at < 0 ? at + items.size() : at;
    if (place < 0 || place >= items.size()) {
      throw operators.fault("a tuple of " + items.size() + " has no element " + at);
    }
    return items.get((int) place);
  }

  private Value call(Expression.Call call, Names names) {
    Value function = evaluate(call.function(), names);
    List<Value> positional = new ArrayList<>();
    Map<String, Value> keywords = new LinkedHashMap<>();
    for (Argument argument : call.arguments()) {
      Value value = evaluate(argument.value(), names);
      if (argument.keyword() != null) {
        keywords.put(argument.keyword(), value);
      } else if (argument.stars() == 1 && value instanceof Tuple(var items)) {
        positional.addAll(items);
      } else {
        positional.add(value);
      }
    }
    program.at(call.span());
    return apply(function, positional, keywords);
  }

  /// Calls a function.
  Value apply(Value function, List<Value> positional, Map<String, Value> keywords) {
    return switch (function) {
      case Value.Routine routine -> invoke(routine, positional, keywords);
      case Value.Known(String name) -> builtin(name, positional, keywords);
      case Value.Method(Value receiver, String name) -> {
        List<Value> all = new ArrayList<>();
        all.add(receiver);
        all.addAll(positional);
        yield builtin(attributes.builtinOf(receiver, name), all, keywords);
      }
      case Value.TypeName(var type) when positional.size() == 1 ->
          new Tensor(operators.cast(operators.tile(positional.getFirst()), type));
      case Value other -> throw operators.fault(other.describe() + " cannot be called");
    };
  }

  private Value builtin(String name, List<Value> positional, Map<String, Value> keywords) {
    Builtin builtin = Builtins.find(name);
    if (builtin == null) {
      throw program.fault(Code.E1802, "there is no `" + name + "`");
    }
    try {
      Arguments arguments =
          new Arguments(builtin.name(), builtin.bound(positional, keywords), this);
      return builtin.meaning().apply(arguments);
    } catch (Builtin.Misfit misfit) {
      throw operators.fault(String.valueOf(misfit.getMessage()));
    }
  }

  private Value invoke(Value.Routine routine, List<Value> positional, Map<String, Value> keywords) {
    if (++calls > DEEPEST_CALL) {
      throw operators.fault("calls are nested more than " + DEEPEST_CALL + " deep");
    }
    Names names = Binding.names(this, routine.definition(), positional, keywords);
    Value result = new Run(this).call(routine.definition(), names);
    calls--;
    return result;
  }

  /// Where a pointer points to.
  PointerType pointer(Tile tile, String what) {
    if (tile.type() instanceof PointerType pointer) {
      return pointer;
    }
    throw operators.fault(what + " takes addresses, not " + tile.describe());
  }

  Fault fault(Code code, String message) {
    return program.fault(code, message);
  }
}
