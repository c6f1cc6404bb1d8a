package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Variable;

/// Follows `if`, `match` and `try`: what holds after them is the join of their branches. A `catch`
/// sees, of variables that the `try` assigns, the join of what they held before and all that it
/// assigns.
final class BranchFlow {
  private final Program program;
  private final Variables variables;
  private final Environment environment;
  private final Expressions expressions;
  private final StatementFlow statements;

  BranchFlow(
      Program program, Variables variables, Expressions expressions, StatementFlow statements) {
    this.program = program;
    this.variables = variables;
    this.environment = variables.environment();
    this.expressions = expressions;
    this.statements = statements;
  }

  void arms(List<Stmt.Arm> arms, @Nullable Block otherwise) {
    List<Environment.Branch> branches = new ArrayList<>();
    for (Stmt.Arm arm : arms) {
      statements.condition(arm.condition());
      branches.add(environment.branch(() -> statements.block(arm.body())));
    }
    branches.add(environment.branch(() -> statements.block(otherwise)));
    environment.merge(branches);
  }

  void match(Stmt.Match m) {
    Ty subject = expressions.type(m.subject());
    List<Environment.Branch> branches = new ArrayList<>();
    for (Stmt.Case each : m.cases()) {
      branches.add(
          environment.branch(
              () -> {
                pattern(each.pattern(), subject);
                if (each.guard() != null) {
                  statements.condition(each.guard());
                }
                statements.block(each.body());
              }));
    }
    branches.add(environment.branch(() -> statements.block(m.otherwise())));
    environment.merge(branches);
  }

  private void pattern(Pattern pattern, Ty subject) {
    switch (pattern) {
      case Pattern.Value(var value, _) -> expressions.type(value);
      case Pattern.Range(var from, var to, _, _) -> {
        expressions.type(from);
        expressions.type(to);
      }
      case Pattern.Binding(var name, _) ->
          variables.declare(program.resolution().declared(name), subject.widened());
      case Pattern.ListOf(var items, var rest, _) -> {
        items.forEach(i -> pattern(i, Ty.ANY));
        if (rest != null && rest.name() != null) {
          variables.declare(program.resolution().declared(rest.name()), Ty.LIST);
        }
      }
      case Pattern.Or(var alternatives, _) -> alternatives.forEach(a -> pattern(a, Ty.ANY));
      case Pattern.Wildcard _, Pattern.Rest _, Pattern.Malformed _ -> {}
    }
  }

  void attempt(Stmt.Try t) {
    List<Environment.Branch> ends = new ArrayList<>();
    expressions.enterTry();
    Map<Variable, Ty> log =
        variables.assignedBy(() -> ends.add(environment.branch(() -> statements.block(t.body()))));
    expressions.leaveTry();
    Stmt.Catch handler = t.handler();
    if (handler != null) {
      ends.add(
          environment.branch(
              () -> {
                log.forEach(
                    (variable, ty) ->
                        environment.set(variable, Join.of(environment.get(variable), ty)));
                if (handler.name() != null) {
                  variables.declare(program.resolution().declared(handler.name()), Ty.ANY);
                }
                statements.block(handler.body());
              }));
    }
    environment.merge(ends);
    Block last = t.last();
    if (last == null) {
      return;
    }
    if (!environment.isDead()) {
      statements.block(last);
    }
    // The cleanup also runs when the others are left early: its recorded types must hold for all
    // that may have been assigned, so it is followed once more.
    environment.branch(
        () -> {
          environment.revive();
          log.forEach(
              (variable, ty) -> environment.set(variable, Join.of(environment.get(variable), ty)));
          statements.block(last);
        });
  }
}
