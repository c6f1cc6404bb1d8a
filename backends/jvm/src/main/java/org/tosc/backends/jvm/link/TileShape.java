package org.tosc.backends.jvm.link;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tosc.rt.error.Errors;

/// The extents of a tile, for reading single elements.
public final class TileShape {
  private final int[] extents;

  private TileShape(int[] extents) {
    this.extents = extents;
  }

  /// `16,16`; `-` for a tile without axes.
  static TileShape of(String text) {
    return new TileShape(
        text.equals("-")
            ? new int[0]
            : Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray());
  }

  /// Where in the tile's array an element is.
  public int at(long[] indexes) {
    int at = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      long index = indexes[axis];
      if (index < 0 || index >= extents[axis]) {
        String sizes =
            IntStream.of(extents).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
        throw Errors.index("index " + index + " on axis " + axis + " of a tile of " + sizes);
      }
      at = at * extents[axis] + (int) index;
    }
    return at;
  }
}
