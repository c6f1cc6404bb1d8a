package org.tosc.tir.ir;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a buffer's type says about its strides. Everything else about them is a fact of run time: a
/// slice of a row-major view is a row-major view whose rows are further apart.
public enum Layout {
  /// The last axis has unit stride.
  ROW("row"),
  /// The first axis has unit stride.
  COL("col"),
  /// Nothing is known.
  STRIDED("strided");

  private static final Map<String, Layout> BY_TEXT = new HashMap<>();

  static {
    for (Layout layout : values()) {
      BY_TEXT.put(layout.text, layout);
    }
  }

  private final String text;

  Layout(String text) {
    this.text = text;
  }

  public static @Nullable Layout parse(String text) {
    return BY_TEXT.get(text);
  }

  /// What a view of `axes` is after its axes were put in the order `perm`: axis `i` of the result
  /// is axis `perm[i]`.
  public Layout permuted(int[] perm) {
    int last = perm.length - 1;
    if (last < 0) {
      return this;
    }
    boolean unitLast = (this == ROW && perm[last] == last) || (this == COL && perm[last] == 0);
    boolean unitFirst = (this == ROW && perm[0] == last) || (this == COL && perm[0] == 0);
    if (unitLast && unitFirst) {
      return this; // rank 1
    }
    return unitLast ? ROW : unitFirst ? COL : STRIDED;
  }

  @Override
  public String toString() {
    return text;
  }
}
