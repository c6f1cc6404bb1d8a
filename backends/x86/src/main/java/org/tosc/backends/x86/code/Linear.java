package org.tosc.backends.x86.code;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A position: a constant and multiples of values that are not known, by their ids.
///
/// Positions of kernels lie within their buffers, so that sums of their parts never wrap.
record Linear(long constant, Map<Integer, Long> terms) {
  Linear {
    // Not Map.copyOf, whose order differs from run to run: code is written in this order.
    terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
  }

  static Linear of(long constant) {
    return new Linear(constant, Map.of());
  }

  static Linear atom(int id) {
    return new Linear(0, Map.of(id, 1L));
  }

  Linear plus(Linear other, long factor) {
    Map<Integer, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((id, n) -> sum.merge(id, n * factor, Long::sum));
    sum.values().removeIf(n -> n == 0);
    return new Linear(constant + other.constant * factor, sum);
  }

  Linear times(long factor) {
    return of(0).plus(this, factor);
  }

  /// A divisor of all of its numbers taken out.
  Linear dividedBy(long divisor) {
    Map<Integer, Long> quotients = new TreeMap<>();
    terms.forEach((id, n) -> quotients.put(id, n / divisor));
    return new Linear(constant / divisor, quotients);
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  /// Whether it is one value that is not known, and nothing else.
  boolean isAtom() {
    return constant == 0 && terms.size() == 1 && terms.containsValue(1L);
  }

  long factor(int id) {
    return terms.getOrDefault(id, 0L);
  }

  Linear without(int id) {
    Map<Integer, Long> rest = new TreeMap<>(terms);
    rest.remove(id);
    return new Linear(constant, rest);
  }

  Linear withoutConstant() {
    return new Linear(0, terms);
  }
}
