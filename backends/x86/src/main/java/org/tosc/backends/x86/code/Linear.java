package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.List;

/// A position: a constant and multiples of values that are not known, each by its id and once, in
/// the order of ids: code is written in this order.
///
/// Positions of kernels lie within their buffers, so that sums of their parts never wrap.
record Linear(long constant, List<Term> terms) {
  /// A multiple of a value that is not known; never none of it.
  record Term(int atom, long factor) {}

  Linear {
    terms = List.copyOf(terms);
  }

  static Linear of(long constant) {
    return new Linear(constant, List.of());
  }

  static Linear atom(int id) {
    return new Linear(0, List.of(new Term(id, 1)));
  }

  Linear plus(Linear other, long factor) {
    long sum = constant + other.constant * factor;
    if (other.terms.isEmpty() || factor == 0) {
      return new Linear(sum, terms);
    }
    if (terms.isEmpty() && factor == 1) {
      return new Linear(sum, other.terms);
    }
    List<Term> all = new ArrayList<>(terms.size() + other.terms.size());
    int mine = 0;
    for (Term term : other.terms) {
      while (mine < terms.size() && terms.get(mine).atom < term.atom) {
        all.add(terms.get(mine++));
      }
      boolean isBoth = mine < terms.size() && terms.get(mine).atom == term.atom;
      long n = term.factor * factor + (isBoth ? terms.get(mine++).factor : 0);
      if (n != 0) {
        all.add(new Term(term.atom, n));
      }
    }
    all.addAll(terms.subList(mine, terms.size()));
    return new Linear(sum, all);
  }

  Linear times(long factor) {
    return of(0).plus(this, factor);
  }

  /// A divisor of all of its numbers taken out.
  Linear dividedBy(long divisor) {
    return new Linear(
        constant / divisor, terms.stream().map(t -> new Term(t.atom, t.factor / divisor)).toList());
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  /// Whether it is one value that is not known, and nothing else.
  boolean isAtom() {
    return constant == 0 && terms.size() == 1 && terms.getFirst().factor == 1;
  }

  long factor(int id) {
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).atom == id) {
        return terms.get(i).factor;
      }
    }
    return 0;
  }

  Linear without(int id) {
    long factor = factor(id);
    return factor == 0 ? this : plus(atom(id), -factor);
  }

  Linear withoutConstant() {
    return constant == 0 ? this : new Linear(0, terms);
  }
}
