package org.tosc.frontend.neuro.types;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// A number of elements: a polynomial with integer coefficients over generic parameters and over
/// divisions that do not simplify, or unknown until the program runs.
///
/// Polynomials have one normal form, so `2 * M + M` equals `3 * M` and `(M + 1) * (M - 1)` equals
/// `M * M - 1`. Two unknown extents are never known to be equal.
///
/// ```java
/// Extent m = Extent.of(param);
/// m.times(Extent.of(2)).plus(m).equals(m.times(Extent.of(3)))   // true
/// ```
public final class Extent {
  /// What a polynomial is over.
  public sealed interface Atom {
    /// A generic parameter.
    record Variable(GenericParam param) implements Atom {
      @Override
      public String toString() {
        return param.name();
      }
    }

    /// A division (truncating, of numbers that are not negative) that does not simplify.
    record Divided(Rounding rounding, Extent left, Extent right) implements Atom {
      @Override
      public String toString() {
        return switch (rounding) {
          case DOWN -> left.operandText() + " / " + right.operandText();
          case UP -> "ceil_div(" + left + ", " + right + ")";
          case REMAINDER -> left.operandText() + " % " + right.operandText();
        };
      }
    }
  }

  /// The part of a division that is meant.
  public enum Rounding {
    DOWN,
    UP,
    REMAINDER
  }

  /// A product of atoms, in the order of their texts; empty for the number 1.
  private record Monomial(List<Atom> atoms) {
    static final Monomial ONE = new Monomial(List.of());

    Monomial times(Monomial other) {
      List<Atom> all = new ArrayList<>(atoms);
      all.addAll(other.atoms);
      all.sort(Comparator.comparing(Atom::toString));
      return new Monomial(List.copyOf(all));
    }

    @Override
    public String toString() {
      return String.join(
          " * ",
          atoms.stream()
              .map(
                  a ->
                      a instanceof Atom.Divided d && d.rounding() != Rounding.UP
                          ? "(" + a + ")"
                          : a.toString())
              .toList());
    }
  }

  /// First what has more factors, then by name: `M * N + M + 1`.
  private static final Comparator<Monomial> ORDER = Extent::order;

  private static int order(Monomial a, Monomial b) {
    int size = a.atoms().size();
    if (size != b.atoms().size() || size == 0) {
      return Integer.compare(b.atoms().size(), size);
    }
    // Most are single parameters, and most of these are compared with themselves.
    return size == 1
            && a.atoms().getFirst() instanceof Atom.Variable(GenericParam x)
            && b.atoms().getFirst() instanceof Atom.Variable(GenericParam y)
        ? x.name().compareTo(y.name())
        : a.toString().compareTo(b.toString());
  }

  public static final Extent UNKNOWN = new Extent(new TreeMap<>(ORDER), false);
  public static final Extent ONE = of(1);

  private final SortedMap<Monomial, Long> terms;
  private final boolean known;

  private Extent(SortedMap<Monomial, Long> terms, boolean known) {
    this.terms = terms;
    this.known = known;
  }

  public static Extent of(long size) {
    return single(Monomial.ONE, size);
  }

  public static Extent of(GenericParam param) {
    return single(new Monomial(List.of(new Atom.Variable(param))), 1);
  }

  private static Extent single(Monomial monomial, long coefficient) {
    TreeMap<Monomial, Long> terms = new TreeMap<>(ORDER);
    if (coefficient != 0) {
      terms.put(monomial, coefficient);
    }
    return new Extent(terms, true);
  }

  public boolean isUnknown() {
    return !known;
  }

  /// The number, where it is one.
  public OptionalLong constant() {
    if (!known || terms.size() > 1) {
      return OptionalLong.empty();
    }
    if (terms.isEmpty()) {
      return OptionalLong.of(0);
    }
    return terms.firstKey().equals(Monomial.ONE)
        ? OptionalLong.of(terms.values().iterator().next())
        : OptionalLong.empty();
  }

  public boolean isConstant(long value) {
    OptionalLong number = constant();
    return number.isPresent() && number.getAsLong() == value;
  }

  public Extent plus(Extent other) {
    return combine(other, 1);
  }

  public Extent minus(Extent other) {
    return combine(other, -1);
  }

  private Extent combine(Extent other, long factor) {
    if (!known || !other.known) {
      return UNKNOWN;
    }
    TreeMap<Monomial, Long> sum = new TreeMap<>(ORDER);
    sum.putAll(terms);
    other.terms.forEach((m, c) -> add(sum, m, Math.multiplyExact(c, factor)));
    return new Extent(sum, true);
  }

  public Extent times(Extent other) {
    if (!known || !other.known) {
      return UNKNOWN;
    }
    TreeMap<Monomial, Long> product = new TreeMap<>(ORDER);
    terms.forEach(
        (a, x) ->
            other.terms.forEach((b, y) -> add(product, a.times(b), Math.multiplyExact(x, y))));
    return new Extent(product, true);
  }

  private static void add(Map<Monomial, Long> sum, Monomial monomial, long coefficient) {
    sum.merge(monomial, coefficient, Math::addExact);
    sum.remove(monomial, 0L);
  }

  /// The quotient or remainder; stays symbolic where it does not simplify.
  ///
  /// @throws ArithmeticException when `other` is the number 0
  public Extent divided(Rounding rounding, Extent other) {
    if (!known || !other.known) {
      return UNKNOWN;
    }
    OptionalLong a = constant();
    OptionalLong b = other.constant();
    if (b.isPresent() && b.getAsLong() == 0) {
      throw new ArithmeticException("division by zero");
    }
    if (a.isPresent() && b.isPresent()) {
      return of(divide(rounding, a.getAsLong(), b.getAsLong()));
    }
    if (b.isPresent() && terms.values().stream().allMatch(c -> c % b.getAsLong() == 0)) {
      return rounding == Rounding.REMAINDER ? of(0) : scaledDown(b.getAsLong());
    }
    return single(new Monomial(List.of(new Atom.Divided(rounding, this, other))), 1);
  }

  private Extent scaledDown(long divisor) {
    TreeMap<Monomial, Long> smaller = new TreeMap<>(ORDER);
    terms.forEach((m, c) -> smaller.put(m, c / divisor));
    return new Extent(smaller, true);
  }

  private static long divide(Rounding rounding, long a, long b) {
    return switch (rounding) {
      case DOWN -> a / b;
      case UP -> Math.ceilDiv(a, b);
      case REMAINDER -> a % b;
    };
  }

  /// This extent with parameters replaced.
  public Extent substitute(Function<GenericParam, Extent> values) {
    if (!known) {
      return this;
    }
    Extent sum = of(0);
    for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
      Extent product = of(term.getValue());
      for (Atom atom : term.getKey().atoms()) {
        product = product.times(value(atom, values));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  private static Extent value(Atom atom, Function<GenericParam, Extent> values) {
    return switch (atom) {
      case Atom.Variable(GenericParam param) -> values.apply(param);
      case Atom.Divided(var rounding, var left, var right) ->
          left.substitute(values).divided(rounding, right.substitute(values));
    };
  }

  /// A summand: a coefficient times atoms.
  public record Term(long coefficient, List<Atom> atoms) {}

  /// The summands of a polynomial; none for the number 0.
  public List<Term> terms() {
    List<Term> all = new ArrayList<>();
    terms.forEach((monomial, coefficient) -> all.add(new Term(coefficient, monomial.atoms())));
    return all;
  }

  /// The parameters that occur.
  public Set<GenericParam> params() {
    Set<GenericParam> found = new HashSet<>();
    for (Monomial monomial : terms.keySet()) {
      for (Atom atom : monomial.atoms()) {
        switch (atom) {
          case Atom.Variable(GenericParam param) -> found.add(param);
          case Atom.Divided(_, var left, var right) -> {
            found.addAll(left.params());
            found.addAll(right.params());
          }
        }
      }
    }
    return found;
  }

  /// The value of `param` that makes this extent equal `target`, if this one is `c · param + rest`
  /// with a whole quotient; null where it is not of this form or there is no such value.
  public @org.jspecify.annotations.Nullable Extent solve(GenericParam param, Extent target) {
    if (!known) {
      return null;
    }
    Monomial alone = new Monomial(List.of(new Atom.Variable(param)));
    Long coefficient = terms.get(alone);
    if (coefficient == null) {
      return null;
    }
    Extent rest = minus(single(alone, coefficient));
    if (rest.params().contains(param)) {
      return null;
    }
    if (target.isUnknown()) {
      return UNKNOWN;
    }
    Extent scaled = target.minus(rest);
    boolean whole = scaled.terms.values().stream().allMatch(c -> c % coefficient == 0);
    return whole ? scaled.scaledDown(coefficient) : null;
  }

  /// Where a parameter can be read from an argument: the extent on an axis is `coefficient · param
  /// + rest`.
  public record Measure(int argument, int axis, long coefficient, long rest) {}

  /// How `param` follows from this extent, if this is `c · param + number`; null where it is not.
  public @org.jspecify.annotations.Nullable Measure measure(
      GenericParam param, int argument, int axis) {
    Extent zero = substitute(p -> p == param ? of(0) : of(p));
    Extent one = substitute(p -> p == param ? ONE : of(p));
    Extent slope = one.minus(zero);
    boolean isLinear =
        known
            && zero.constant().isPresent()
            && slope.constant().isPresent()
            && !slope.isConstant(0)
            && zero.plus(of(param).times(slope)).same(this);
    return isLinear
        ? new Measure(argument, axis, slope.constant().getAsLong(), zero.constant().getAsLong())
        : null;
  }

  /// Whether the two are known to be the same number.
  public boolean same(Extent other) {
    return known && other.known && terms.equals(other.terms);
  }

  /// Whether the two are known to be different numbers.
  public boolean differs(Extent other) {
    if (!known || !other.known) {
      return false;
    }
    OptionalLong difference = minus(other).constant();
    return difference.isPresent() && difference.getAsLong() != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extent e && known == e.known && terms.equals(e.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  private String operandText() {
    boolean single = terms.size() <= 1 && !isQuotient();
    return single && (terms.isEmpty() || terms.firstKey().atoms().size() <= 1)
        ? toString()
        : "(" + this + ")";
  }

  /// Whether this is one division and nothing else.
  private boolean isQuotient() {
    return terms.size() == 1
        && terms.firstEntry().getValue() == 1
        && terms.firstKey().atoms().size() == 1
        && terms.firstKey().atoms().getFirst() instanceof Atom.Divided;
  }

  /// As a user writes it: `2 * M + 1`, `?`.
  @Override
  public String toString() {
    if (!known) {
      return "?";
    }
    if (terms.isEmpty()) {
      return "0";
    }
    if (isQuotient()) {
      return terms.firstKey().atoms().getFirst().toString();
    }
    StringBuilder text = new StringBuilder();
    terms.forEach(
        (monomial, coefficient) -> {
          boolean first = text.isEmpty();
          text.append(first ? (coefficient < 0 ? "-" : "") : coefficient < 0 ? " - " : " + ");
          text.append(term(monomial, Math.abs(coefficient)));
        });
    return text.toString();
  }

  private static String term(Monomial monomial, long coefficient) {
    if (monomial.atoms().isEmpty()) {
      return Long.toString(coefficient);
    }
    return coefficient == 1 ? monomial.toString() : coefficient + " * " + monomial;
  }
}
