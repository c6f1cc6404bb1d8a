package org.tosc.passes.bounds;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A sum `c + a₁·x₁ + a₂·x₂ + …` of whole numbers: exact, over unknowns that do not change.
///
/// Operations throw `ArithmeticException` where a coefficient does not fit into 64 bits; whoever
/// calls gives up on the number then.
final class Linear {
  static final Linear ZERO = new Linear(0, new TreeMap<>());

  private final long constant;

  /// No coefficient is 0.
  private final SortedMap<Unknown, Long> terms;

  private Linear(long constant, SortedMap<Unknown, Long> terms) {
    this.constant = constant;
    this.terms = terms;
  }

  static Linear of(long constant) {
    return constant == 0 ? ZERO : new Linear(constant, new TreeMap<>());
  }

  static Linear of(Unknown unknown) {
    TreeMap<Unknown, Long> terms = new TreeMap<>();
    terms.put(unknown, 1L);
    return new Linear(0, terms);
  }

  long constant() {
    return constant;
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  boolean isConstant(long value) {
    return terms.isEmpty() && constant == value;
  }

  /// The unknowns with their coefficients, those that were made first before the others.
  SortedMap<Unknown, Long> terms() {
    return terms;
  }

  long coefficient(Unknown unknown) {
    return terms.getOrDefault(unknown, 0L);
  }

  Linear plus(Linear other) {
    return plus(other, 1);
  }

  Linear minus(Linear other) {
    return plus(other, -1);
  }

  Linear plus(long number) {
    return number == 0 ? this : new Linear(Math.addExact(constant, number), terms);
  }

  /// `this + factor · other`.
  Linear plus(Linear other, long factor) {
    long sum = Math.addExact(constant, Math.multiplyExact(other.constant, factor));
    if (other.terms.isEmpty()) {
      return sum == constant ? this : new Linear(sum, terms);
    }
    TreeMap<Unknown, Long> all = new TreeMap<>(terms);
    other.terms.forEach(
        (unknown, a) -> {
          long both = Math.addExact(coefficient(unknown), Math.multiplyExact(a, factor));
          if (both == 0) {
            all.remove(unknown);
          } else {
            all.put(unknown, both);
          }
        });
    return new Linear(sum, all);
  }

  Linear times(long factor) {
    return ZERO.plus(this, factor);
  }

  /// `this` with another number in place of an unknown.
  Linear with(Unknown unknown, Linear value) {
    long a = coefficient(unknown);
    return plus(of(unknown), -a).plus(value, a);
  }

  /// A number that is at least 0 exactly where this one is, with coefficients as small as can be:
  /// `2·x - 3 ≥ 0` says `x - 2 ≥ 0`, as `x` is whole.
  Linear reduced() {
    long common = 0;
    for (long a : terms.values()) {
      common = gcd(common, a);
    }
    if (common <= 1) {
      return this;
    }
    TreeMap<Unknown, Long> smaller = new TreeMap<>();
    for (Map.Entry<Unknown, Long> term : terms.entrySet()) {
      smaller.put(term.getKey(), term.getValue() / common);
    }
    return new Linear(Math.floorDiv(constant, common), smaller);
  }

  private static long gcd(long a, long b) {
    long x = a;
    long y = Math.absExact(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Linear n && n.constant == constant && n.terms.equals(terms);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(constant) * 31 + terms.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    terms.forEach((unknown, a) -> text.append(a).append('·').append(unknown).append(" + "));
    return text.append(constant).toString();
  }
}
