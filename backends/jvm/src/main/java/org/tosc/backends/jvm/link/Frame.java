package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;

/// The variables of one activation of a function that was too large for one method: what its pieces
/// share. Public fields, because generated code reads and writes them.
public final class Frame {
  public final long[] longs;
  public final double[] doubles;
  public final @Nullable Object[] objects;

  public Frame(int longs, int doubles, int objects) {
    this.longs = new long[longs];
    this.doubles = new double[doubles];
    this.objects = new Object[objects];
  }
}
