package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Tile;

/// Where the points of a program are: a coordinate for each class of dimensions.
record Space(Map<Integer, Coordinate> byClass, List<Row> rows) {
  /// Numbers along an axis of tiles, or one number.
  ///
  /// @param start what a loop adds to all of them; null where nothing does
  /// @param local the numbers without that
  /// @param mask which of them are coordinates; null where all are
  record Coordinate(Tile index, @Nullable Tile start, Tile local, @Nullable Tile mask) {
    /// A number, or numbers of which nothing is known.
    static Coordinate of(Tile index, @Nullable Tile mask) {
      return new Coordinate(index, null, index, mask);
    }
  }

  /// Several classes along one axis, the last one moving fastest.
  ///
  /// @param all the number of a point among those of all classes
  record Row(List<Integer> classes, List<Long> extents, Coordinate all) {
    /// How far apart, in `all`, neighbours along a class are.
    long stride(int at) {
      return extents.subList(at + 1, extents.size()).stream().reduce(1L, Math::multiplyExact);
    }
  }

  static final Space EMPTY = new Space(Map.of(), List.of());

  Space with(int clazz, Coordinate coordinate) {
    Map<Integer, Coordinate> more = new LinkedHashMap<>(byClass);
    more.put(clazz, coordinate);
    return new Space(more, rows);
  }

  Space with(Row row) {
    List<Row> more = new ArrayList<>(rows);
    more.add(row);
    return new Space(byClass, more);
  }

  /// With all coordinates of another.
  Space with(Space other) {
    Map<Integer, Coordinate> more = new LinkedHashMap<>(byClass);
    more.putAll(other.byClass);
    List<Row> all = new ArrayList<>(rows);
    all.addAll(other.rows);
    return new Space(more, all);
  }

  Coordinate at(int clazz) {
    return Objects.requireNonNull(byClass.get(clazz));
  }
}
