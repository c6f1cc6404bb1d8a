package org.tosc.passes.bounds;

/// What a truth value says of numbers.
sealed interface Formula {
  Formula TRUE = new Least(Linear.ZERO);
  Formula FALSE = new Least(Linear.of(-1));
  Formula OPEN = new Open();

  /// `number ≥ 0`.
  record Least(Linear number) implements Formula {}

  record And(Formula left, Formula right) implements Formula {}

  record Or(Formula left, Formula right) implements Formula {}

  record Not(Formula formula) implements Formula {}

  /// Nothing is known.
  record Open() implements Formula {}

  /// `condition ? then : otherwise`, which is what `&&` and `||` are made of.
  static Formula either(Formula condition, Formula then, Formula otherwise) {
    if (isAlways(otherwise, false)) {
      return new And(condition, then);
    }
    if (isAlways(then, true)) {
      return new Or(condition, otherwise);
    }
    if (isAlways(otherwise, true)) {
      return new Or(new Not(condition), then);
    }
    if (isAlways(then, false)) {
      return new And(new Not(condition), otherwise);
    }
    return OPEN;
  }

  private static boolean isAlways(Formula formula, boolean holds) {
    return formula instanceof Least(Linear number)
        && number.isConstant()
        && (number.constant() >= 0) == holds;
  }

  static Formula equal(Linear a, Linear b) {
    return new And(new Least(a.minus(b)), new Least(b.minus(a)));
  }
}
