package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Combining along an axis, in a fixed order, by operations on whole tiles.
public final class Reduction {
  private Reduction() {}

  /// Combines tiles with others of the same shapes, element by element.
  @FunctionalInterface
  public interface Combine {
    List<Tile> apply(List<Tile> left, List<Tile> right);
  }

  /// Elements of the first half with those of the second, until one is left; the last of an odd
  /// number waits.
  static List<Tile> reduce(List<Tile> tiles, int axis, Combine combine) {
    List<Tile> rest = tiles;
    int extent = tiles.getFirst().shape().extent(axis);
    while (extent > 1) {
      int half = extent / 2;
      int waiting = extent - half;
      List<Tile> combined =
          combine.apply(parts(rest, axis, 0, half), parts(rest, axis, waiting, half));
      rest =
          waiting == half
              ? combined
              : joined(combined, parts(rest, axis, half, waiting - half), axis);
      extent = waiting;
    }
    List<Tile> results = new ArrayList<>();
    for (Tile tile : rest) {
      results.add(tile.shaped(tile.shape().without(axis)));
    }
    return results;
  }

  /// Each element with that 1, 2, 4, … before it (Hillis and Steele, CACM 1986).
  static List<Tile> scan(List<Tile> tiles, int axis, boolean isReverse, Combine combine) {
    int extent = tiles.getFirst().shape().extent(axis);
    List<Tile> all = isReverse ? flipped(tiles, axis) : tiles;
    for (int distance = 1; distance < extent; distance *= 2) {
      int count = extent - distance;
      List<Tile> combined =
          combine.apply(parts(all, axis, 0, count), parts(all, axis, distance, count));
      all = joined(parts(all, axis, 0, distance), combined, axis);
    }
    return isReverse ? flipped(all, axis) : all;
  }

  private static List<Tile> parts(List<Tile> tiles, int axis, int first, int count) {
    List<Tile> parts = new ArrayList<>();
    for (Tile tile : tiles) {
      parts.add(Arrangement.part(tile, axis, first, count));
    }
    return parts;
  }

  private static List<Tile> flipped(List<Tile> tiles, int axis) {
    List<Tile> flipped = new ArrayList<>();
    for (Tile tile : tiles) {
      flipped.add(Arrangement.flip(tile, axis));
    }
    return flipped;
  }

  private static List<Tile> joined(List<Tile> first, List<Tile> second, int axis) {
    List<Tile> joined = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      joined.add(Arrangement.joined(first.get(i), second.get(i), axis));
    }
    return joined;
  }

  /// Each row of the last axis in order; NaN is the largest number.
  static Tile sort(Tile x, boolean isDescending) {
    if (!x.isKnown()) {
      return x;
    }
    int extent = x.shape().extent(x.shape().rank() - 1);
    double[] floats = x.floats.clone();
    long[] ints = x.ints.clone();
    int @Nullable [] poison = x.poison;
    for (int from = 0; from < x.size(); from += extent) {
      if (x.isFloat()) {
        Arrays.sort(floats, from, from + extent);
      } else {
        Arrays.sort(ints, from, from + extent);
      }
    }
    Tile sorted = new Tile(x.type(), x.shape(), ints, floats, poison, true, x.step);
    return isDescending ? Arrangement.flip(sorted, x.shape().rank() - 1) : sorted;
  }
}
