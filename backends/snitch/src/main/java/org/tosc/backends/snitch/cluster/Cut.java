package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

/// How the space of a phase is cut: into tiles, one of which the cores work on at a time, and these
/// into shares, one for each core.
///
/// The last tile along a dimension begins early enough to be whole, and so does the last share of a
/// tile: where sizes do not come out even, some points are computed twice, with the same result.
///
/// @param extents of the space
/// @param tile extents of a tile
/// @param parts into how many shares it is cut along each dimension
/// @param order dimensions along which there are several tiles, the outermost loop first
/// @param isDouble for each operand whether it has two places, one of which is filled or emptied
///   while cores work on the other
record Cut(
    List<Long> extents,
    List<Long> tile,
    List<Integer> parts,
    List<Integer> order,
    List<Boolean> isDouble) {
  Cut {
    extents = List.copyOf(extents);
    tile = List.copyOf(tile);
    parts = List.copyOf(parts);
    order = List.copyOf(order);
    isDouble = List.copyOf(isDouble);
  }

  static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }

  /// How many tiles there are along a dimension.
  long count(int dim) {
    return ceil(extents.get(dim), tile.get(dim));
  }

  /// Points of a dimension that one core computes at a time.
  long share(int dim) {
    return ceil(tile.get(dim), parts.get(dim));
  }

  List<Long> shares() {
    List<Long> shares = new ArrayList<>();
    for (int dim = 0; dim < tile.size(); dim++) {
      shares.add(share(dim));
    }
    return shares;
  }

  /// The reduction that is cut, which is the innermost loop; -1 for none.
  int reduction(Phase phase) {
    return order.isEmpty() || phase.isParallel(order.getLast()) ? -1 : order.getLast();
  }

  /// Terms along a dimension that earlier tiles have when the last one begins.
  long overlap(int dim) {
    return count(dim) * tile.get(dim) - extents.get(dim);
  }

  /// How many cores have a share.
  int active() {
    return parts.stream().reduce(1, Math::multiplyExact);
  }

  /// All tiles.
  long steps() {
    return order.stream().mapToLong(this::count).reduce(1, Math::multiplyExact);
  }

  /// Tiles of the loops from the outermost to that of a level.
  long steps(int level) {
    return order.subList(0, level + 1).stream()
        .mapToLong(this::count)
        .reduce(1, Math::multiplyExact);
  }

  /// The innermost loop whose dimension an operand depends on; -1 for none.
  int level(Operand operand) {
    int level = -1;
    for (int i = 0; i < order.size(); i++) {
      level = operand.uses(order.get(i)) ? i : level;
    }
    return level;
  }

  /// Whether cores wait for data to be exchanged when a loop advances: where an operand that has
  /// one place changes with it.
  boolean isExchanged(List<Operand> operands, int level) {
    for (int i = 0; i < operands.size(); i++) {
      if (!isDouble.get(i) && level(operands.get(i)) >= level) {
        return true;
      }
    }
    return false;
  }
}
