package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;
import org.tosc.backends.triton.tiling.Space.Row;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.Scalar;

/// Writes where elements are: offsets into buffers, and which of them exist.
final class Addresses {
  /// Where the elements of a tile are.
  ///
  /// @param base a scalar for all of them
  record Address(@Nullable Tile base, Tile offset, @Nullable Tile mask) {}

  private final Builder b;

  Addresses(Builder b) {
    this.b = b;
  }

  /// An offset under construction.
  private final class Sum {
    private final boolean isWide;
    private @Nullable Tile base;
    private @Nullable Tile offset;

    Sum(Buffer buffer) {
      isWide = buffer.count() > Integer.MAX_VALUE;
    }

    void add(Coordinate at, Size times) {
      if (at.start() != null) {
        base = plus(base, multiple(at.start(), times));
        offset = plus(offset, multiple(at.local(), times));
      } else if (at.index().isScalar()) {
        base = plus(base, multiple(at.index(), times));
      } else {
        offset = plus(offset, multiple(at.index(), times));
      }
    }

    void add(long constant) {
      if (constant != 0) {
        base = plus(base, b.whole(constant));
      }
    }

    private Tile multiple(Tile x, Size times) {
      Tile wide = isWide ? b.cast(x, Scalar.I64) : x;
      return times.value() == 1 ? wide : b.apply(Fn.MUL, wide, b.size(times));
    }

    private Tile plus(@Nullable Tile a, Tile more) {
      return a == null ? more : b.apply(Fn.ADD, a, more);
    }
  }

  /// Where a stage finds an operand.
  ///
  /// @param classes of the stage's dimensions
  Address of(Access access, int[] classes, Space space) {
    Buffer buffer = access.buffer();
    Map<Integer, Long> times = new LinkedHashMap<>();
    Map<Integer, String> names = new LinkedHashMap<>();
    Set<Tile> masks = new LinkedHashSet<>();
    long constant = 0;
    for (int axis = 0; axis < buffer.shape().size(); axis++) {
      AffineExpr at = access.map().result(axis);
      long stride = buffer.stride(axis);
      constant += at.constant() * stride;
      for (int dim = 0; dim < classes.length; dim++) {
        long coefficient = at.coefficients().get(dim);
        if (coefficient != 0) {
          times.merge(classes[dim], coefficient * stride, Long::sum);
          names.put(classes[dim], coefficient == 1 ? buffer.name() + "_s" + axis : "");
          Tile mask = space.at(classes[dim]).mask();
          if (mask != null) {
            masks.add(mask);
          }
        }
      }
      if (access.outside() != null) {
        guard(at, access.extents(), buffer.shape().get(axis), classes, space, masks);
      }
    }
    Sum sum = new Sum(buffer);
    for (Row row : space.rows()) {
      Long unit = unit(row, times);
      if (unit != null) {
        String name = Objects.requireNonNull(names.get(row.classes().getLast()));
        sum.add(row.all(), stride(name, unit));
        times.keySet().removeAll(row.classes());
      }
    }
    for (Map.Entry<Integer, Long> one : times.entrySet()) {
      String name = Objects.requireNonNull(names.get(one.getKey()));
      sum.add(space.at(one.getKey()), stride(name, one.getValue()));
    }
    sum.add(constant);
    return address(sum.base, sum.offset, both(masks));
  }

  private Address address(@Nullable Tile base, @Nullable Tile offset, @Nullable Tile mask) {
    if (offset != null) {
      return new Address(base, offset, mask);
    }
    Tile scalar = base == null ? b.whole(0) : base;
    return mask == null || mask.isScalar()
        ? new Address(null, scalar, mask)
        : new Address(null, b.full(mask.shape(), scalar), mask);
  }

  private static Size stride(String name, long value) {
    return value == 1 ? Size.ONE : new Size(name, value);
  }

  /// How far apart points of a row are where they lie side by side as they are counted; otherwise
  /// null.
  private static @Nullable Long unit(Row row, Map<Integer, Long> times) {
    Long unit = times.get(row.classes().getLast());
    if (unit == null) {
      return null;
    }
    for (int i = 0; i < row.classes().size(); i++) {
      Long step = times.get(row.classes().get(i));
      if (step == null || step != unit * row.stride(i)) {
        return null;
      }
    }
    return unit;
  }

  /// Which coordinates lie inside of a buffer.
  private void guard(
      AffineExpr at, List<Long> extents, long extent, int[] classes, Space space, Set<Tile> masks) {
    long[] ends = extents.stream().mapToLong(e -> e).toArray();
    Tile place = coordinate(at, classes, space);
    if (place != null && at.least(ends) < 0) {
      masks.add(b.apply(Fn.GE, place, b.whole(0)));
    }
    if (place != null && at.most(ends) >= extent) {
      masks.add(b.apply(Fn.LT, place, b.whole(extent)));
    }
  }

  /// The number that an expression is; null where it hangs on no dimension.
  private @Nullable Tile coordinate(AffineExpr at, int[] classes, Space space) {
    Tile sum = null;
    for (int dim = 0; dim < classes.length; dim++) {
      long times = at.coefficients().get(dim);
      if (times != 0) {
        Tile index = space.at(classes[dim]).index();
        Tile multiple = times == 1 ? index : b.apply(Fn.MUL, index, b.whole(times));
        sum = sum == null ? multiple : b.apply(Fn.ADD, sum, multiple);
      }
    }
    return sum == null || at.constant() == 0 ? sum : b.apply(Fn.ADD, sum, b.whole(at.constant()));
  }

  /// What is true where all masks are; null where there are none.
  @Nullable Tile both(Iterable<Tile> masks) {
    List<Tile> all = new ArrayList<>();
    masks.forEach(all::add);
    return all.stream().reduce((x, y) -> b.apply(Fn.AND, x, y)).orElse(null);
  }
}
