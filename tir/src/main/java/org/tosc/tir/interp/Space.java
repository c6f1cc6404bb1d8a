package org.tosc.tir.interp;

/// The points of an iteration space in lexicographic order.
final class Space {
  private Space() {}

  /// Whether there is no point.
  static boolean isEmpty(long[] ends) {
    for (long end : ends) {
      if (end == 0) {
        return true;
      }
    }
    return false;
  }

  /// Goes to the next point; from the last one back to the first, and says no.
  static boolean advance(long[] point, long[] ends) {
    for (int dim = point.length - 1; dim >= 0; dim--) {
      if (++point[dim] < ends[dim]) {
        return true;
      }
      point[dim] = 0;
    }
    return false;
  }
}
