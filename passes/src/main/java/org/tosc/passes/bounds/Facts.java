package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds at one point of a program, as a stack of inequalities, and proofs from it.
///
/// A proof of `e ≥ 0` takes an unknown `x` of `e` and an inequality `f ≥ 0` in which `x` has the
/// same sign, and goes on with `|d|·e + |d| - 1 - |c|·f`, where `c` and `d` are the coefficients of
/// `x` in `e` and in `f`: in it `x` no longer occurs, and where it is at least 0, so is `e`, which
/// is whole (Fourier 1826, Motzkin 1936, one combination at a time). Where `x` is one of several
/// numbers, a proof for each will do. The search gives up after some steps.
final class Facts {
  private static final int DEPTH = 10;
  private static final int STEPS = 1500;

  /// An inequality and what it is known by, if that is worth to be told.
  private record Fact(Linear least, @Nullable String reason) {}

  private final List<Fact> stack = new ArrayList<>();
  private final Map<Unknown, List<Fact>> byUnknown = new IdentityHashMap<>();
  private int steps;

  /// How many facts on the stack are never true: this point is not reached.
  private int impossible;

  /// What a proof used, in the order of use; empty where nothing was needed.
  record Proof(Set<String> reasons) {}

  int mark() {
    return stack.size();
  }

  /// Forgets what was learnt after a mark.
  void reset(int mark) {
    while (stack.size() > mark) {
      Fact fact = stack.removeLast();
      if (fact.least.isConstant()) {
        impossible--;
      }
      fact.least.terms().keySet().forEach(x -> listed(x).removeLast());
    }
  }

  /// From here on `least ≥ 0`.
  void learn(Linear least, @Nullable String reason) {
    if (least.isConstant() && least.constant() >= 0) {
      return;
    }
    Fact fact = new Fact(least.reduced(), reason);
    stack.add(fact);
    if (least.isConstant()) {
      impossible++;
    }
    least.terms().keySet().forEach(x -> listed(x).add(fact));
  }

  private List<Fact> listed(Unknown unknown) {
    return byUnknown.computeIfAbsent(unknown, x -> new ArrayList<>());
  }

  /// From here on a formula holds, or does not.
  void learn(Formula formula, boolean holds, @Nullable String reason) {
    try {
      learnExactly(formula, holds, reason);
    } catch (ArithmeticException tooLarge) {
      // Then less is known.
    }
  }

  private void learnExactly(Formula formula, boolean holds, @Nullable String reason) {
    switch (formula) {
      case Formula.Least(Linear number) -> learn(holds ? number : opposite(number), reason);
      case Formula.Not(Formula inner) -> learnExactly(inner, !holds, reason);
      case Formula.And(Formula left, Formula right) -> both(left, right, holds, holds, reason);
      case Formula.Or(Formula left, Formula right) -> both(left, right, holds, !holds, reason);
      case Formula.Open _ -> {}
    }
  }

  /// Both formulas are `holds`, or, where not `all`, at least one of them is.
  private void both(
      Formula left, Formula right, boolean holds, boolean all, @Nullable String reason) {
    if (all) {
      learnExactly(left, holds, reason);
      learnExactly(right, holds, reason);
    } else if (isKnown(left, !holds)) {
      learnExactly(right, holds, reason);
    } else if (isKnown(right, !holds)) {
      learnExactly(left, holds, reason);
    }
  }

  private boolean isKnown(Formula formula, boolean holds) {
    return switch (formula) {
      case Formula.Least(Linear number) -> proves(holds ? number : opposite(number));
      case Formula.Not(Formula inner) -> isKnown(inner, !holds);
      case Formula.And _, Formula.Or _, Formula.Open _ -> false;
    };
  }

  private static Linear opposite(Linear number) {
    return number.times(-1).plus(-1);
  }

  boolean proves(Linear goal) {
    return prove(goal) != null;
  }

  /// A proof of `goal ≥ 0`, or null where none was found.
  @Nullable Proof prove(Linear goal) {
    steps = STEPS;
    Set<String> reasons = new LinkedHashSet<>();
    try {
      return search(goal.reduced(), DEPTH, new HashSet<>(), reasons) ? new Proof(reasons) : null;
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  private boolean search(Linear goal, int depth, Set<Linear> path, Set<String> reasons) {
    if (impossible > 0) {
      reasons.add("never being reached");
      return true;
    }
    if (goal.isConstant() && goal.constant() >= 0) {
      return true;
    }
    if (goal.isConstant() || depth == 0 || --steps <= 0 || !path.add(goal)) {
      return false;
    }
    // What was computed last is said in terms of what was computed before.
    for (Unknown x : List.copyOf(goal.terms().keySet()).reversed()) {
      if (byFacts(goal, x, depth, path, reasons) || byChoices(goal, x, depth, path, reasons)) {
        path.remove(goal);
        return true;
      }
    }
    path.remove(goal);
    return false;
  }

  private boolean byFacts(
      Linear goal, Unknown x, int depth, Set<Linear> path, Set<String> reasons) {
    for (Unknown.Rule rule : List.copyOf(x.rules())) {
      if (uses(goal, x, rule.least(), rule.reason(), depth, path, reasons)) {
        return true;
      }
    }
    for (Fact fact : List.copyOf(byUnknown.getOrDefault(x, List.of()))) {
      if (uses(goal, x, fact.least, fact.reason, depth, path, reasons)) {
        return true;
      }
    }
    return false;
  }

  private boolean uses(
      Linear goal,
      Unknown x,
      Linear least,
      @Nullable String reason,
      int depth,
      Set<Linear> path,
      Set<String> reasons) {
    long c = goal.coefficient(x);
    long d = least.coefficient(x);
    if (Long.signum(c) != Long.signum(d)) {
      return false;
    }
    // A whole number is at least 0 where it is more than -1.
    long factor = Math.absExact(d);
    Linear rest = goal.times(factor).plus(factor - 1).plus(least, -Math.absExact(c)).reduced();
    Set<String> more = new LinkedHashSet<>();
    if (!search(rest, depth - 1, path, more)) {
      return false;
    }
    if (reason != null) {
      reasons.add(reason);
    }
    reasons.addAll(more);
    return true;
  }

  private boolean byChoices(
      Linear goal, Unknown x, int depth, Set<Linear> path, Set<String> reasons) {
    if (x.choices().isEmpty()) {
      return false;
    }
    Set<String> more = new LinkedHashSet<>();
    for (Unknown.Choice choice : x.choices()) {
      int mark = mark();
      learnInSearch(choice.when(), choice.holds(), depth);
      boolean proved =
          search(goal.with(x, choice.value()).reduced(), depth - 1, new HashSet<>(path), more);
      reset(mark);
      if (!proved) {
        return false;
      }
    }
    reasons.addAll(more);
    return true;
  }

  /// As [#learn], while a proof is being sought, with what is left of its steps.
  private void learnInSearch(Formula formula, boolean holds, int depth) {
    switch (formula) {
      case Formula.Least(Linear number) -> learn(holds ? number : opposite(number), null);
      case Formula.Not(Formula inner) -> learnInSearch(inner, !holds, depth);
      case Formula.And(Formula left, Formula right) ->
          bothInSearch(left, right, holds, holds, depth);
      case Formula.Or(Formula left, Formula right) ->
          bothInSearch(left, right, holds, !holds, depth);
      case Formula.Open _ -> {}
    }
  }

  private void bothInSearch(Formula left, Formula right, boolean holds, boolean all, int depth) {
    if (all) {
      learnInSearch(left, holds, depth);
      learnInSearch(right, holds, depth);
    } else if (isFound(left, !holds, depth)) {
      learnInSearch(right, holds, depth);
    } else if (isFound(right, !holds, depth)) {
      learnInSearch(left, holds, depth);
    }
  }

  private boolean isFound(Formula formula, boolean holds, int depth) {
    return formula instanceof Formula.Least(Linear number)
        && search(
            (holds ? number : opposite(number)).reduced(),
            Math.min(depth - 1, 3),
            new HashSet<>(),
            new HashSet<>());
  }
}
