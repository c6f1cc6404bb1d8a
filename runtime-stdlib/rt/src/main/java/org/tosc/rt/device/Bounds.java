package org.tosc.rt.device;

/// What happens where a tile reaches outside a view.
public enum Bounds {
  /// An `IndexError` unless the whole tile lies inside.
  CHECKED,
  /// The compiler has shown that the tile lies inside; it is checked all the same.
  PROVED,
  /// Loads give 0 for what lies outside; stores leave it out if the tile begins inside.
  CLIPPED,
  /// Loads give a number for what lies outside.
  PADDED
}
