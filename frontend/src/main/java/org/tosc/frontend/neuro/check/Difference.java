package org.tosc.frontend.neuro.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;

/// Says in which part two types differ, so that nobody has to compare them letter by letter.
final class Difference {
  private Difference() {}

  /// `axis 1 has 64 elements, expected 128`, or null where the types are altogether different.
  static @Nullable String words(Ty expected, Ty found) {
    Ty a = expected.settled();
    Ty b = found.settled();
    if (a instanceof Ty.View v && b instanceof Ty.View w && v.mutable() && !w.mutable()) {
      return "a view that may be written is needed, use `view_mut()`";
    }
    if (a instanceof Ty.Shaped x && b instanceof Ty.Shaped y && a.getClass() == b.getClass()) {
      return shaped(x, y);
    }
    if (a instanceof Ty.Array x && b instanceof Ty.Array y && !x.length().same(y.length())) {
      return "the length is " + y.length() + ", expected " + x.length();
    }
    if (a instanceof Ty.Tuple x && b instanceof Ty.Tuple y) {
      return tuples(x.items(), y.items());
    }
    return conversion(a, b);
  }

  private static @Nullable String shaped(Ty.Shaped expected, Ty.Shaped found) {
    if (expected.rank() != found.rank()) {
      return "it has " + axes(found.rank()) + ", expected " + axes(expected.rank());
    }
    for (int axis = 0; axis < expected.rank(); axis++) {
      Extent wanted = expected.shape().get(axis);
      Extent there = found.shape().get(axis);
      if (!wanted.equals(there) && !wanted.isUnknown() && !there.isUnknown()) {
        return "axis " + axis + " has " + elements(there) + ", expected " + wanted;
      }
    }
    if (!Unify.fits(expected.element(), found.element())) {
      return "the element type is `" + found.element() + "`, expected `" + expected.element() + "`";
    }
    return layouts(expected, found);
  }

  private static @Nullable String layouts(Ty.Shaped expected, Ty.Shaped found) {
    if (expected instanceof Ty.Tile x && found instanceof Ty.Tile y) {
      return "the layout is `"
          + y.layout()
          + "`, expected `"
          + x.layout()
          + "`; `to_layout` changes it";
    }
    if (expected instanceof Ty.View x && found instanceof Ty.View y) {
      return "the layout is `" + y.layout() + "`, expected `" + x.layout() + "`";
    }
    return null;
  }

  private static @Nullable String tuples(List<Ty> expected, List<Ty> found) {
    if (expected.size() != found.size()) {
      return "it has " + found.size() + " items, expected " + expected.size();
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!Unify.fits(expected.get(i), found.get(i))) {
        return "item " + i + " is `" + found.get(i) + "`, expected `" + expected.get(i) + "`";
      }
    }
    return null;
  }

  private static @Nullable String conversion(Ty expected, Ty found) {
    if (expected instanceof Ty.Param(GenericParam p) && !p.allows(found)) {
      return "`" + p + "` stands for " + p.bound().words();
    }
    return expected.isNumber() && found.isNumber()
        ? "numbers are converted by `as " + expected + "`"
        : null;
  }

  static String elements(Extent extent) {
    return extent + (extent.isConstant(1) ? " element" : " elements");
  }

  private static String axes(int rank) {
    return rank == 1 ? "1 axis" : rank + " axes";
  }
}
