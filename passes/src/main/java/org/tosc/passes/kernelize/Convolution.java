package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Operation;

/// A convolution of images `[n, h, w, c]` as a sum over windows: `y[n, i, j, o] = Σ x[n, i·s + p,
/// j·s + q, c] · f[o, p, q, c]`. Nothing but the images' padding is copied: windows are accesses to
/// the padded images.
///
/// @param padded the extents that windows reach, from the first padding on
/// @param before how much padding stands in front of rows and of columns
record Convolution(
    List<Long> images,
    List<Long> filters,
    List<Long> result,
    List<Long> stride,
    List<Long> dilation,
    List<Long> padded,
    List<Long> before) {

  static Convolution of(Operation o) throws Refusal {
    Attributes a = o.attributes();
    if (a.integer("groups", 1) != 1) {
      throw new Refusal("it has groups of channels");
    }
    List<Long> images = Words.shape(o.operand(0));
    List<Long> filters = Words.shape(o.operand(1));
    List<Long> result = Words.shape(o.result());
    List<Long> stride = pair(a, "stride");
    List<Long> dilation = pair(a, "dilation");
    List<Long> padded = new ArrayList<>(images);
    List<Long> before = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      long reach = (filters.get(1 + i) - 1) * dilation.get(i) + 1;
      long needed = (result.get(1 + i) - 1) * stride.get(i) + reach;
      padded.set(1 + i, needed);
      before.add(before(a, i, needed - images.get(1 + i)));
    }
    return new Convolution(images, filters, result, stride, dilation, padded, before);
  }

  private static List<Long> pair(Attributes a, String name) {
    List<Long> given = integers(a, name);
    return given.isEmpty() ? List.of(1L, 1L) : List.of(given.getFirst(), given.getLast());
  }

  private static List<Long> integers(Attributes a, String name) {
    return a.get(name) instanceof Attribute.Int one
        ? List.of(one.value())
        : a.get(name) instanceof Attribute.Array ? a.integers(name) : List.of();
  }

  /// The padding in front of an axis; for "same" half of what is missing.
  private static long before(Attributes a, int axis, long missing) {
    if (a.get("padding") instanceof Attribute.Str(String word)) {
      return word.equals("same") ? Math.max(0, missing) / 2 : 0;
    }
    List<Long> given = integers(a, "padding");
    return switch (given.size()) {
      case 0 -> 0;
      case 4 -> given.get(2 * axis);
      default -> given.get(Math.min(axis, given.size() - 1));
    };
  }

  /// Whether windows reach beyond the images.
  boolean isPadded() {
    return before.stream().anyMatch(n -> n > 0)
        || padded.get(1) > images.get(1)
        || padded.get(2) > images.get(2);
  }

  /// The result's axes, then those of the sum: rows and columns of the window, channels.
  List<Long> extents() {
    List<Long> extents = new ArrayList<>(result);
    extents.addAll(filters.subList(1, 4));
    return extents;
  }

  Index image() {
    List<AffineExpr> at = new ArrayList<>();
    at.add(AffineExpr.dim(7, 0));
    for (int i = 0; i < 2; i++) {
      at.add(AffineExpr.of(7, 0).plus(1 + i, stride.get(i)).plus(4 + i, dilation.get(i)));
    }
    at.add(AffineExpr.dim(7, 6));
    return new Index(extents(), new AffineMap(7, at));
  }

  Index filter() {
    return new Index(extents(), AffineMap.select(7, 3, 4, 5, 6));
  }

  /// A part of the padded images: which elements of each axis.
  record Part(List<Long> first, List<Long> extents) {
    AffineMap map() {
      List<AffineExpr> at = new ArrayList<>();
      for (int axis = 0; axis < first.size(); axis++) {
        at.add(AffineExpr.dim(first.size(), axis).plus(first.get(axis)));
      }
      return new AffineMap(first.size(), at);
    }

    boolean isEmpty() {
      return extents.stream().anyMatch(n -> n <= 0);
    }
  }

  /// Where the images go.
  Part inside() {
    return new Part(
        List.of(0L, before.get(0), before.get(1), 0L),
        List.of(images.get(0), height(), width(), images.get(3)));
  }

  /// How many rows of the images windows reach.
  private long height() {
    return Math.min(images.get(1), padded.get(1) - before.get(0));
  }

  private long width() {
    return Math.min(images.get(2), padded.get(2) - before.get(1));
  }

  /// What is 0: rows above and below, then what is left on both sides of the images.
  List<Part> around() {
    long top = before.get(0);
    long left = before.get(1);
    long below = top + height();
    long right = left + width();
    List<Part> parts = new ArrayList<>();
    parts.add(part(0, 0, top, padded.get(2)));
    parts.add(part(below, 0, padded.get(1) - below, padded.get(2)));
    parts.add(part(top, 0, height(), left));
    parts.add(part(top, right, height(), padded.get(2) - right));
    parts.removeIf(Part::isEmpty);
    return parts;
  }

  private Part part(long row, long column, long rows, long columns) {
    return new Part(
        List.of(0L, row, column, 0L), List.of(images.get(0), rows, columns, images.get(3)));
  }
}
