package org.tosc.backends.jvm.link;

import org.tosc.rt.device.View;

/// Holds accesses of vectors against the extent of a view of one axis.
public final class VectorBounds {
  private VectorBounds() {}

  /// All lanes from an index on.
  public static void check(View view, int index, int lanes) {
    if (index < 0 || index > view.size(0) - lanes) {
      long outside = index < 0 ? index : Math.max(index, view.size(0));
      view.requireInside(0, outside, outside);
    }
  }

  /// The lanes whose bits are set.
  public static void check(View view, int index, long mask) {
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      long at = (long) index + Long.numberOfTrailingZeros(rest);
      view.requireInside(0, at, at);
    }
  }
}
