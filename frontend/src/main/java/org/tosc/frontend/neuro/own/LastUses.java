package org.tosc.frontend.neuro.own;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.typed.Variable;

/// Numbers the expressions of a body in the order of evaluation and finds the last use of each
/// variable. What a loop uses and does not declare is used until the loop ends, because it may come
/// round again.
final class LastUses {
  private final Map<TExpr, Integer> order = new IdentityHashMap<>();
  private final Map<Variable, Integer> last = new HashMap<>();
  private final Map<Variable, Integer> declared = new HashMap<>();
  private int next;

  /// The variables in `kept` are used after the body, too.
  LastUses(TBlock body, Set<Variable> kept) {
    block(body);
    kept.forEach(v -> last.put(v, Integer.MAX_VALUE));
  }

  /// The number of an expression: larger than those of its parts.
  int at(TExpr expr) {
    return order.getOrDefault(expr, next);
  }

  /// Whether the variable may be used after an expression.
  boolean isUsedAfter(Variable variable, int at) {
    return last.getOrDefault(variable, -1) > at;
  }

  private void block(TBlock block) {
    for (TStmt statement : block.statements()) {
      Parts.forEach(statement, this::expr);
      if (statement instanceof TStmt.Let(var pattern, _, _)) {
        Owning.bound(pattern).forEach(v -> declared.put(v, next));
      }
    }
    if (block.value() != null) {
      expr(block.value());
    }
  }

  private void expr(TExpr expr) {
    int begin = next;
    switch (expr) {
      case TExpr.If(var condition, var then, var otherwise, _, _) -> {
        expr(condition);
        block(then);
        if (otherwise != null) {
          expr(otherwise);
        }
      }
      case TExpr.Match(var subject, var arms, _, _) -> {
        expr(subject);
        for (TExpr.Arm arm : arms) {
          Owning.bound(arm.pattern()).forEach(v -> declared.put(v, next));
          if (arm.guard() != null) {
            expr(arm.guard());
          }
          expr(arm.body());
        }
      }
      case TExpr.Scoped(var inner) -> block(inner);
      case TExpr.While(var condition, var body, _) -> {
        expr(condition);
        block(body);
        again(begin);
      }
      case TExpr.For(var pattern, var iterable, var body, _) -> {
        expr(iterable);
        Owning.bound(pattern).forEach(v -> declared.put(v, next));
        block(body);
        again(begin);
      }
      case TExpr.Loop(var body, _, _) -> {
        block(body);
        again(begin);
      }
      case TExpr.Local(var variable, _) -> last.put(variable, next);
      case TExpr other -> Parts.forEach(other, this::expr);
    }
    order.put(expr, next++);
  }

  /// At the end of a loop that began at `begin`.
  private void again(int begin) {
    Set<Variable> used = new HashSet<>(last.keySet());
    for (Variable variable : used) {
      boolean inside = last.getOrDefault(variable, -1) >= begin;
      boolean outer = declared.getOrDefault(variable, -1) < begin;
      if (inside && outer) {
        last.put(variable, next);
      }
    }
  }
}
