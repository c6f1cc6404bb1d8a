package org.tosc.frontend.pseudocode.types;

import java.util.IdentityHashMap;
import java.util.Map;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Tail;

/// Follows pipelines and their steps: what a step gives, and what a pipeline without parameters
/// makes where it stands.
final class StepFlow {
  private final Program program;
  private final Instance instance;
  private final Variables variables;
  private final Map<Stmt, Ty> made = new IdentityHashMap<>();

  StepFlow(Program program, Instance instance, Variables variables) {
    this.program = program;
    this.instance = instance;
    this.variables = variables;
  }

  /// Notes the type of what a statement makes, if it is the value of a step.
  void made(Stmt statement, Ty ty) {
    made.computeIfPresent(statement, (_, before) -> Join.of(before, ty));
  }

  /// A step; `body` follows its statements.
  void step(Stmt.Step step, Runnable body) {
    Tail tail = Tail.of(step.body());
    tail.makers().forEach(m -> made.put(m, Ty.NEVER));
    body.run();
    Ty result = tail.isWhole() ? Ty.NEVER : Ty.NIL;
    for (Stmt maker : tail.makers()) {
      result = Join.of(result, made.getOrDefault(maker, Ty.NEVER));
    }
    variables.declare(
        program.resolution().declared(step.label()), result == Ty.NEVER ? Ty.ANY : result);
  }

  /// A pipeline without parameters. What it captures may have another type each time it is followed
  /// here, so it is followed anew.
  ///
  /// @return what it makes
  Ty pipeline(Stmt.Pipeline pipeline) {
    Instance inner = program.nested(instance, pipeline);
    inner.state = Instance.State.NEW;
    Ty result = program.result(inner);
    instance.callee(pipeline, inner);
    instance.globalsRead().addAll(inner.globalsRead());
    program.noteCall(variables.environment(), instance, inner);
    return result;
  }
}
