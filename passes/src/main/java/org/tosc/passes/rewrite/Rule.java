package org.tosc.passes.rewrite;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// A rewrite as data: a name, the operations it starts from, and what replaces one of them.
///
/// A rule is directional (what it makes is never rewritten back) and never makes code costlier; see
/// `RULES.md`.
///
/// ```java
/// Rule.of("neg of neg", CoreOp.NEG, (o, m) -> {
///   Operation inner = m.definedBy(o.operand(0), CoreOp.NEG);
///   return inner == null ? null : m.values(inner.operand(0));
/// });
/// ```
public record Rule(String name, Set<Op> from, Body body) {
  public Rule {
    from = Set.copyOf(from);
  }

  /// Gives the values that stand for the operation's results, or null where the rule does not
  /// apply. Operations that it makes through the [Match] come before the place of the old one.
  @FunctionalInterface
  public interface Body {
    @Nullable List<Value> replace(Operation operation, Match match);
  }

  public static Rule of(String name, Op from, Body body) {
    return new Rule(name, Set.of(from), body);
  }

  public static Rule of(String name, Set<? extends Op> from, Body body) {
    return new Rule(name, Set.copyOf(from), body);
  }
}
