package org.tosc.frontend.pseudocode.types;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Variable;

/// Follows loops. Variables that a loop assigns hold, at its head and after it, the join of what
/// they held before and all that the loop assigns; the body is followed again until that stands.
final class LoopFlow {
  private final Program program;
  private final Instance instance;
  private final Variables variables;
  private final Environment environment;
  private final Expressions expressions;
  private final StatementFlow statements;

  LoopFlow(
      Program program,
      Instance instance,
      Variables variables,
      Expressions expressions,
      StatementFlow statements) {
    this.program = program;
    this.instance = instance;
    this.variables = variables;
    this.environment = variables.environment();
    this.expressions = expressions;
    this.statements = statements;
  }

  void loop(Node node, Runnable head, Runnable body, @Nullable Runnable entry) {
    List<Variable> assigned = program.resolution().assignedIn(node);
    for (Variable variable : assigned) {
      if (variable.owner() == instance.routine()) {
        environment.set(variable, environment.get(variable).widened());
      }
    }
    for (int i = 0; i < 6; i++) {
      Map<Variable, Ty> log =
          variables.assignedBy(
              () -> {
                head.run();
                environment.branch(
                    () -> {
                      if (entry != null) {
                        entry.run();
                      }
                      body.run();
                    });
              });
      if (!widen(log, assigned, i >= 4)) {
        break;
      }
    }
  }

  /// Joins what a loop's body assigned into the variables at its head; tells whether that changed
  /// anything, so that the body must be followed again.
  private boolean widen(Map<Variable, Ty> log, List<Variable> assigned, boolean give) {
    boolean changed = false;
    for (Variable variable : assigned) {
      Ty stored = log.get(variable);
      if (stored == null || variable.owner() != instance.routine()) {
        continue;
      }
      Ty before = environment.get(variable);
      Ty after = Join.of(before, give ? Ty.ANY : stored.widened());
      if (!after.equals(before)) {
        environment.set(variable, after);
        changed = true;
      }
    }
    return changed;
  }

  void forIn(Stmt.ForIn f) {
    Ty iterable = expressions.type(f.iterable());
    expressions.checkIterable(f.iterable(), iterable);
    Ty item =
        f.names().size() > 1
            ? Ty.ANY
            : iterable == Ty.RANGE ? Ty.INT : iterable instanceof Ty.Str ? Ty.STR : Ty.ANY;
    loop(
        f,
        () -> {},
        () -> statements.block(f.body()),
        () -> f.names().forEach(n -> variables.declare(program.resolution().declared(n), item)));
  }

  void forRange(Stmt.ForRange f) {
    Ty from = expressions.type(f.from());
    Ty to = expressions.type(f.to());
    Ty step = f.step() == null ? Ty.INT : expressions.type(f.step());
    boolean integers = from instanceof Ty.Int && to instanceof Ty.Int && step instanceof Ty.Int;
    Variable variable = program.resolution().declared(f.name());
    loop(
        f,
        () -> {},
        () -> statements.block(f.body()),
        () -> variables.declare(variable, integers ? Ty.INT : Ty.ANY));
  }
}
