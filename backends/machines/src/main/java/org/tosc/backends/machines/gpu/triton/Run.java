package org.tosc.backends.machines.gpu.triton;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.python.Statement.Branch;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;
import org.tosc.tir.source.Code;

/// Runs the statements of one call.
final class Run {
  /// How a statement ended.
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN
  }

  private final Evaluator evaluator;
  private final Program program;
  private Value result = new Value.Nothing();

  Run(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.program = evaluator.program();
  }

  /// Runs a function.
  ///
  /// @return what it returns
  Value call(Statement.Function function, Names names) {
    block(function.body(), names);
    return result;
  }

  private Flow block(List<Statement> statements, Names names) {
    for (Statement statement : statements) {
      Flow flow = statement(statement, names);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow statement(Statement statement, Names names) {
    return switch (statement) {
      case Statement.Assign(var targets, var value, var _) -> {
        Value assigned = assigned(evaluator.evaluate(value, names));
        for (Expression target : targets) {
          assign(target, assigned, names);
        }
        yield Flow.NEXT;
      }
      case Statement.Update update -> update(update, names);
      case Statement.Annotated annotated -> annotated(annotated, names);
      case Statement.Evaluate(var value, var _) -> {
        evaluator.evaluate(value, names);
        yield Flow.NEXT;
      }
      case Statement.If conditional -> conditional(conditional, names);
      case Statement.For loop -> loop(loop, names);
      case Statement.While loop -> whileLoop(loop, names);
      case Statement.Return(var value, var _) -> {
        result = value == null ? new Value.Nothing() : evaluator.evaluate(value, names);
        yield Flow.RETURN;
      }
      case Statement.Break _ -> Flow.BREAK;
      case Statement.Continue _ -> Flow.CONTINUE;
      case Statement.Pass _, Statement.Import _ -> Flow.NEXT;
      case Statement.Assert(var condition, var _, var span) -> {
        if (!evaluator.isTrue(condition, names)) {
          program.at(span);
          throw evaluator.fault(Code.E1804, "this assertion does not hold");
        }
        yield Flow.NEXT;
      }
      case Statement.Function _, Statement.Foreign _ -> {
        program.at(statement.span());
        throw evaluator.fault(Code.E1802, "kernels do not have this");
      }
    };
  }

  /// Numbers that are assigned without `tl.constexpr` become scalars of the program.
  private Value assigned(Value value) {
    return Operators.isNumber(value) ? new Tensor(evaluator.operators().tile(value)) : value;
  }

  private void assign(Expression target, Value value, Names names) {
    if (target instanceof Expression.Name(String id, var _)) {
      names.set(id, value);
    } else if (target instanceof Expression.Sequence(var items, boolean _, var span)) {
      program.at(span);
      if (!(value instanceof Tuple(var values)) || values.size() != items.size()) {
        throw evaluator.fault(
            Code.E1804, items.size() + " values are expected here, not " + value.describe());
      }
      for (int i = 0; i < items.size(); i++) {
        assign(items.get(i), assigned(values.get(i)), names);
      }
    } else {
      program.at(target.span());
      throw evaluator.fault(Code.E1802, "a kernel assigns to names alone");
    }
  }

  private Flow update(Statement.Update update, Names names) {
    Value before = evaluator.evaluate(update.target(), names);
    Value value = evaluator.evaluate(update.value(), names);
    program.at(update.span());
    Value after = evaluator.operators().binary(update.operator(), before, value);
    assign(update.target(), assigned(after), names);
    return Flow.NEXT;
  }

  private Flow annotated(Statement.Annotated annotated, Names names) {
    if (annotated.value() == null) {
      return Flow.NEXT;
    }
    Value value = evaluator.evaluate(annotated.value(), names);
    if (!Binding.isConstexpr(annotated.annotation())) {
      assign(annotated.target(), assigned(value), names);
      return Flow.NEXT;
    }
    if (value instanceof Tensor(Tile tile)) {
      program.at(annotated.value().span());
      throw evaluator.fault(
          Code.E1804, "a `tl.constexpr` is known when Triton compiles; this is " + tile.describe());
    }
    assign(annotated.target(), value, names);
    return Flow.NEXT;
  }

  private Flow conditional(Statement.If conditional, Names names) {
    for (Branch branch : conditional.branches()) {
      if (evaluator.isTrue(branch.condition(), names)) {
        return block(branch.body(), names);
      }
    }
    return block(conditional.otherwise(), names);
  }

  private Flow loop(Statement.For loop, Names names) {
    Value iterable = evaluator.evaluate(loop.iterable(), names);
    program.at(loop.iterable().span());
    if (!(iterable instanceof Value.Steps steps)) {
      throw evaluator.fault(
          Code.E1804, "a `for` of a kernel goes through a `range`, not " + iterable.describe());
    }
    program.enterLoop(loop.span().start() + 1);
    Flow flow = steps(loop, steps, names);
    program.leaveLoop();
    return flow;
  }

  private Flow steps(Statement.For loop, Value.Steps steps, Names names) {
    long from = bound(steps.from());
    long to = bound(steps.to());
    long step = bound(steps.step());
    if (step == 0) {
      throw evaluator.fault(Code.E1804, "the step of a `range` is not 0");
    }
    Map<String, Value> before = names.copy();
    for (long at = from; step > 0 ? at < to : at > to; at += step) {
      Value variable = steps.isStatic() ? new Whole(at) : counter(steps, at);
      assign(loop.target(), variable, names);
      program.at(loop.span());
      Flow flow = block(loop.body(), names);
      if (flow == Flow.BREAK) {
        break;
      }
      if (flow == Flow.RETURN) {
        return flow;
      }
      if (!steps.isStatic()) {
        unchanged(before, names, loop.target());
      }
    }
    return Flow.NEXT;
  }

  private Value counter(Value.Steps steps, long at) {
    boolean isWide = isWide(steps.from()) || isWide(steps.to()) || isWide(steps.step());
    return new Tensor(Tile.scalar(isWide ? DType.I64 : DType.I32, at));
  }

  private static boolean isWide(Value value) {
    return value instanceof Tensor(Tile tile) && tile.type() == DType.I64;
  }

  private long bound(Value value) {
    return program.decisive(evaluator.operators().tile(value));
  }

  private Flow whileLoop(Statement.While loop, Names names) {
    program.enterLoop(loop.span().start() + 1);
    Map<String, Value> before = names.copy();
    Flow flow = Flow.NEXT;
    while (evaluator.isTrue(loop.condition(), names)) {
      flow = block(loop.body(), names);
      if (flow == Flow.BREAK || flow == Flow.RETURN) {
        break;
      }
      unchanged(before, names, null);
    }
    program.leaveLoop();
    return flow == Flow.RETURN ? flow : Flow.NEXT;
  }

  /// What a loop carries from round to round keeps its type.
  private void unchanged(Map<String, Value> before, Names names, @Nullable Expression variable) {
    for (Map.Entry<String, Value> entry : before.entrySet()) {
      boolean isVariable =
          variable instanceof Expression.Name(String id, var _) && id.equals(entry.getKey());
      Value now = names.get(entry.getKey());
      if (isVariable || now == null || now == entry.getValue()) {
        continue;
      }
      if (entry.getValue() instanceof Tensor(Tile old) && now instanceof Tensor(Tile changed)) {
        boolean isSame = old.type().equals(changed.type()) && old.shape().equals(changed.shape());
        if (!isSame) {
          throw evaluator.fault(
              Code.E1804,
              "`"
                  + entry.getKey()
                  + "` is "
                  + old.describe()
                  + " before this loop and "
                  + changed.describe()
                  + " behind its first round: it keeps its type");
        }
      }
    }
  }
}
