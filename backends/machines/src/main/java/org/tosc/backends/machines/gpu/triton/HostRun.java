package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.Machine;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.python.Statement.Branch;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Recorder;
import org.tosc.backends.machines.gpu.triton.Value.Array;
import org.tosc.backends.machines.gpu.triton.Value.Truth;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Runs a launcher. What it does not understand ends it: then the launch has to be described from
/// outside.
final class HostRun {
  private static final long FUEL = 1_000_000;
  private static final int DEEPEST = 40;

  private final KernelFile file;
  private final Program program = new Program(KernelFile.noLaunch(), 0, Recorder.NONE, FUEL);
  private final Operators operators = new Operators(program);
  private final Torch torch;
  private final HostLaunch launches;
  private int depth;

  /// A function has returned.
  private static final class Returned extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Value value;

    Returned(Value value) {
      super("returned", null, false, false);
      this.value = value;
    }
  }

  HostRun(KernelFile file, Machine machine, LaunchOptions options) {
    this.file = file;
    this.torch = new Torch(machine, this::fault);
    this.launches = new HostLaunch(this, machine, torch, options);
  }

  List<Launcher.Launch> launches() {
    return launches.done();
  }

  static Value value(Argument argument) {
    return switch (argument) {
      case Argument.Tensor(var buffer, var shape) ->
          new Array(buffer, 0, shape, Torch.strides(shape));
      case Argument.Pointer(var buffer, var type, long element) -> {
        List<Long> shape = List.of(buffer.bytes() / type.bytes() - element);
        yield new Array(buffer, element, shape, List.of(1L));
      }
      case Argument.Whole(long value) -> new Whole(value);
      case Argument.Real(double value) -> new Value.Real(value);
      case Argument.Truth(boolean value) -> new Truth(value);
      case Argument.Text(String value) -> new Value.Text(value);
      case Argument.Type(var type) -> new Value.TypeName(type);
      case Argument.Nothing _ -> new Value.Nothing();
      case Argument.Tuple(var items) -> new Tuple(items.stream().map(HostRun::value).toList());
      case Argument.Descriptor _ -> new Value.Nothing();
    };
  }

  Fault fault(String message) {
    Diagnostic diagnostic = Diagnostic.of(Code.E1805, program.place(), message);
    return new Fault(
        diagnostic.note(
            "where a launcher is not understood, say the grid and the constants yourself"));
  }

  Value call(Statement.Function function, List<Value> arguments) {
    if (++depth > DEEPEST) {
      throw fault("calls are nested more than " + DEEPEST + " deep");
    }
    program.at(function.span());
    Names names = new Names();
    for (int i = 0; i < function.parameters().size(); i++) {
      Expression.Parameter parameter = function.parameters().get(i);
      Expression initial = parameter.initial();
      if (i < arguments.size()) {
        names.set(parameter.name(), arguments.get(i));
      } else if (initial != null) {
        names.set(parameter.name(), evaluate(initial, names));
      } else {
        throw fault("`" + function.name() + "` lacks `" + parameter.name() + "`");
      }
    }
    try {
      block(function.body(), names);
      return new Value.Nothing();
    } catch (Returned returned) {
      return returned.value;
    } finally {
      depth--;
    }
  }

  private void block(List<Statement> statements, Names names) throws Returned {
    for (Statement statement : statements) {
      program.at(statement.span());
      statement(statement, names);
    }
  }

  private void statement(Statement statement, Names names) throws Returned {
    switch (statement) {
      case Statement.Assign(var targets, var value, var _) -> {
        boolean isNamed = targets.getFirst() instanceof Expression.Name;
        torch.name(isNamed ? targets.getFirst().span().text() : "");
        Value result = evaluate(value, names);
        torch.name("");
        targets.forEach(target -> assign(target, result, names));
      }
      case Statement.Annotated(var target, var _, var value, var _) -> {
        if (value != null) {
          assign(target, evaluate(value, names), names);
        }
      }
      case Statement.Update(var target, String operator, var value, var _) -> {
        Value before = evaluate(target, names);
        assign(target, operators.binary(operator, before, evaluate(value, names)), names);
      }
      case Statement.Evaluate(var value, var _) -> {
        if (!(value instanceof Expression.Text)) {
          evaluate(value, names);
        }
      }
      case Statement.Return(var value, var _) ->
          throw new Returned(value == null ? new Value.Nothing() : evaluate(value, names));
      case Statement.If(var branches, var otherwise, var _) -> {
        for (Branch branch : branches) {
          if (isTrue(branch.condition(), names)) {
            block(branch.body(), names);
            return;
          }
        }
        block(otherwise, names);
      }
      case Statement.For loop -> loop(loop, names);
      case Statement.Assert(var condition, var _, var span) -> {
        if (!isTrue(condition, names)) {
          program.at(span);
          throw fault("this assertion of the launcher does not hold");
        }
      }
      case Statement.Import(String module, var name, String alias, var _) ->
          names.set(alias, new Value.Known(name == null ? module : module + "." + name));
      case Statement.Pass _ -> {}
      case Statement.Foreign(String what, var span) when what.equals("`raise`") ->
          throw Raised.at(span, names);
      case Statement.While _,
          Statement.Break _,
          Statement.Continue _,
          Statement.Function _,
          Statement.Foreign _ ->
          throw fault("a launcher with this is not understood");
    }
  }

  private void loop(Statement.For loop, Names names) throws Returned {
    Value iterable = evaluate(loop.iterable(), names);
    List<Value> items = new ArrayList<>();
    if (iterable instanceof Tuple(var all)) {
      items.addAll(all);
    } else if (iterable instanceof Value.Steps(var from, var to, var step, boolean _)) {
      if (!(from instanceof Whole(long first))
          || !(to instanceof Whole(long last))
          || !(step instanceof Whole(long distance))) {
        throw fault("the bounds of a launcher's loop are whole numbers");
      }
      for (long i = first; i < last; i += Math.max(1, distance)) {
        program.at(loop.span());
        items.add(new Whole(i));
      }
    } else {
      throw fault("a launcher loops over numbers and tuples, not over " + iterable.describe());
    }
    for (Value item : items) {
      assign(loop.target(), item, names);
      block(loop.body(), names);
    }
  }

  private void assign(Expression target, Value value, Names names) {
    if (target instanceof Expression.Name(String id, var _)) {
      names.set(id, value);
    } else if (target instanceof Expression.Sequence(var items, boolean _, var _)
        && value instanceof Tuple(var values)
        && values.size() == items.size()) {
      for (int i = 0; i < items.size(); i++) {
        assign(items.get(i), values.get(i), names);
      }
    } else {
      throw fault("this assignment of the launcher is not understood");
    }
  }

  private boolean isTrue(Expression condition, Names names) {
    Boolean truth = Constants.truth(evaluate(condition, names));
    if (truth == null) {
      throw fault("this condition of the launcher is not understood");
    }
    return truth;
  }

  private Value evaluate(Expression expression, Names names) {
    program.at(expression.span());
    return switch (expression) {
      case Expression.Name(String id, var _) -> name(id, names);
      case Expression.Whole(long value, var _) -> new Whole(value);
      case Expression.Real(double value, var _) -> new Value.Real(value);
      case Expression.Text(String value, var _) -> new Value.Text(value);
      case Expression.Truth(boolean value, var _) -> new Truth(value);
      case Expression.None _ -> new Value.Nothing();
      case Expression.Attribute(var value, String name, var _) ->
          torch.attribute(evaluate(value, names), name);
      case Expression.Call call -> call(call, names);
      case Expression.Subscript(var value, var indices, var _) ->
          torch.item(evaluate(value, names), evaluate(indices.getFirst(), names));
      case Expression.Unary(String operator, var operand, var _) ->
          operators.unary(operator, evaluate(operand, names));
      case Expression.Binary(String operator, var left, var right, var _) ->
          operators.binary(operator, evaluate(left, names), evaluate(right, names));
      case Expression.Compare(var first, var relations, var _) -> {
        Value left = evaluate(first, names);
        for (Expression.Relation relation : relations) {
          Value right = evaluate(relation.right(), names);
          Value holds = operators.compare(relation.operator(), left, right);
          if (!Boolean.TRUE.equals(Constants.truth(holds))) {
            yield holds;
          }
          left = right;
        }
        yield new Truth(true);
      }
      case Expression.Logic(boolean isAnd, var left, var right, var _) ->
          isTrue(left, names) == isAnd ? evaluate(right, names) : new Truth(!isAnd);
      case Expression.Choice(var condition, var then, var otherwise, var _) ->
          evaluate(isTrue(condition, names) ? then : otherwise, names);
      case Expression.Sequence(var items, boolean _, var _) ->
          new Tuple(items.stream().map(item -> evaluate(item, names)).toList());
      case Expression.Lambda lambda -> new Value.Closure(lambda, names);
      case Expression.Dictionary(var keys, var values, var _) ->
          new Value.Table(
              keys.stream().map(k -> evaluate(k, names)).toList(),
              values.stream().map(v -> evaluate(v, names)).toList());
      case Expression.Foreign(String what, var _) when what.startsWith("a text") ->
          new Value.Text("");
      case Expression.Slice _, Expression.Foreign _ ->
          throw fault("a launcher with this is not understood");
    };
  }

  private Value name(String id, Names names) {
    Value local = names.get(id);
    if (local != null) {
      return local;
    }
    Statement.Function function = file.functions().get(id);
    if (function != null) {
      return new Value.Routine(function);
    }
    Value imported = file.imports().get(id);
    if (imported != null) {
      return imported;
    }
    try {
      Value constant = file.constant(id);
      return constant != null ? constant : new Value.Known("python." + id);
    } catch (Fault unknown) {
      return new Value.Known("python." + id);
    }
  }

  private Value call(Expression.Call call, Names names) {
    boolean isLaunch = call.function() instanceof Expression.Subscript;
    Value function =
        call.function() instanceof Expression.Subscript(var kernel, var _, var _)
            ? evaluate(kernel, names)
            : evaluate(call.function(), names);
    List<Value> positional = new ArrayList<>();
    Map<String, Value> keywords = new LinkedHashMap<>();
    for (Expression.Argument argument : call.arguments()) {
      Value value = evaluate(argument.value(), names);
      if (argument.keyword() != null) {
        keywords.put(argument.keyword(), value);
      } else if (argument.stars() == 1 && value instanceof Tuple(var items)) {
        positional.addAll(items);
      } else if (argument.stars() == 2 && value instanceof Value.Table table) {
        for (int i = 0; i < table.keys().size(); i++) {
          if (table.keys().get(i) instanceof Value.Text(String key)) {
            keywords.put(key, table.values().get(i));
          }
        }
      } else {
        positional.add(value);
      }
    }
    program.at(call.span());
    if (isLaunch
        && function instanceof Value.Routine(var definition)
        && call.function() instanceof Expression.Subscript subscript) {
      List<Value> indices = new ArrayList<>();
      subscript.indices().forEach(index -> indices.add(evaluate(index, names)));
      program.at(call.span());
      launches.launch(new TritonKernel(file, definition), indices, positional, keywords);
      return new Value.Nothing();
    }
    return apply(function, positional, keywords);
  }

  Value apply(Value function, List<Value> positional, Map<String, Value> keywords) {
    return switch (function) {
      case Value.Routine(var definition) when !KernelFile.isKernel(definition) ->
          call(definition, positional);
      case Value.Closure(var lambda, var outer) -> {
        Names inner = new Names();
        outer.copy().forEach(inner::set);
        for (int i = 0; i < lambda.parameters().size() && i < positional.size(); i++) {
          inner.set(lambda.parameters().get(i).name(), positional.get(i));
        }
        yield evaluate(lambda.body(), inner);
      }
      case Value.Known(String name)
          when name.startsWith("triton.") || name.startsWith("python.") -> {
        Value result = torch.function(name, positional, keywords);
        yield result != null
            ? result
            : new Evaluator(program, file).apply(function, positional, keywords);
      }
      case Value.Known(String name) -> torch.required(name, positional, keywords);
      case Value.Method(var receiver, String name) -> torch.method(receiver, name, positional);
      case Value other -> throw fault(other.describe() + " is not called by launchers");
    };
  }
}
