package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arithmetic on extents that may be symbolic or unknown. Results are the operands themselves
/// wherever possible, so that their [Origin] survives.
final class Dims {
  private Dims() {}

  /// The extent that both must be: a number before a symbol before nothing; null where two numbers
  /// differ.
  static @Nullable Dim agree(Dim a, Dim b) {
    if (a instanceof Dim.Known && b instanceof Dim.Known) {
      return !a.equals(b) ? null : a.origin().isNone() ? b : a;
    }
    if (a instanceof Dim.Known || b instanceof Dim.Unknown) {
      return a;
    }
    return b instanceof Dim.Known || a instanceof Dim.Unknown ? b : a;
  }

  /// The extent two aligned axes broadcast to by NumPy's rule; null where it forbids them.
  static @Nullable Dim broadcast(Dim a, Dim b) {
    if (isOne(a) || isOne(b)) {
      return isOne(b) ? a : b;
    }
    if (a instanceof Dim.Known || b instanceof Dim.Known || a.equals(b)) {
      return agree(a, b);
    }
    return Dim.unknown(); // either may turn out to be 1
  }

  static boolean isOne(Dim dim) {
    return dim instanceof Dim.Known k && k.size() == 1;
  }

  static boolean isZero(Dim dim) {
    return dim instanceof Dim.Known k && k.size() == 0;
  }

  /// The number, or -1.
  static long known(Dim dim) {
    return dim instanceof Dim.Known k ? k.size() : -1;
  }

  static Dim sum(List<Dim> dims) {
    List<Dim> parts = dims.stream().filter(d -> !isZero(d)).toList();
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return open(parts).isEmpty()
        ? Dim.of(parts.stream().mapToLong(Dims::known).sum())
        : Dim.unknown();
  }

  /// The product of the numbers among the extents; `Long.MAX_VALUE` where it is too large.
  static long product(List<Dim> dims) {
    long product = 1;
    for (Dim dim : dims) {
      if (dim instanceof Dim.Known k) {
        product = times(product, k.size());
      }
    }
    return product;
  }

  private static long times(long a, long b) {
    boolean fits = a == 0 || b <= Long.MAX_VALUE / a;
    return fits ? a * b : Long.MAX_VALUE;
  }

  /// The extents that are no numbers.
  static List<Dim> open(List<Dim> dims) {
    return dims.stream().filter(d -> !(d instanceof Dim.Known)).toList();
  }

  /// A copy with one extent replaced.
  static List<Dim> with(List<Dim> dims, int axis, Dim dim) {
    List<Dim> copy = new ArrayList<>(dims);
    copy.set(axis, dim);
    return copy;
  }

  /// A copy without one extent.
  static List<Dim> without(List<Dim> dims, int axis) {
    List<Dim> copy = new ArrayList<>(dims);
    copy.remove(axis);
    return copy;
  }

  /// A copy whose extent `axis` gives way to others.
  static List<Dim> splice(List<Dim> dims, int axis, List<Dim> inserted) {
    List<Dim> copy = new ArrayList<>(dims.subList(0, axis));
    copy.addAll(inserted);
    copy.addAll(dims.subList(axis + 1, dims.size()));
    return copy;
  }
}
