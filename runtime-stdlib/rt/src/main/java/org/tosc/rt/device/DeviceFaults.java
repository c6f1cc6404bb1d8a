package org.tosc.rt.device;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;

/// The words of the errors of views and tiles; the interpreter has the same.
final class DeviceFaults {
  private DeviceFaults() {}

  /// `index 7 on axis 0 of a view of [5]`.
  static GuestError index(long index, int axis, int[] extents) {
    return Errors.index(
        "index " + index + " on axis " + axis + " of a view of " + Arrays.toString(extents));
  }

  /// `axis 2 of a view of [5]`.
  static GuestError axis(long axis, int[] extents) {
    return Errors.index("axis " + axis + " of a view of " + Arrays.toString(extents));
  }

  /// `tile [3, 0] of 16 × 16 reaches outside a view of [40, 16]`.
  static GuestError tile(long[] at, int[] tile, int[] extents) {
    return outside("reaches", at, tile, extents);
  }

  /// `tile [3, 0] of 16 × 16 begins outside a view of [40, 16]`.
  static GuestError origin(long[] at, int[] tile, int[] extents) {
    return outside("begins", at, tile, extents);
  }

  private static GuestError outside(String verb, long[] at, int[] tile, int[] extents) {
    String sizes =
        IntStream.of(tile).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    return Errors.index(
        "tile "
            + Arrays.toString(at)
            + " of "
            + sizes
            + " "
            + verb
            + " outside a view of "
            + Arrays.toString(extents));
  }

  /// `elements 3 to 9 on axis 0 of a view of [5]`.
  static GuestError slice(long start, long size, int axis, int[] extents) {
    return Errors.index(
        "elements "
            + start
            + " to "
            + (start + size)
            + " on axis "
            + axis
            + " of a view of "
            + Arrays.toString(extents));
  }

  static GuestError copy(int[] from, int[] to) {
    return Errors.of(
        ErrorKind.SHAPE,
        "a view of "
            + Arrays.toString(from)
            + " does not fit into a view of "
            + Arrays.toString(to));
  }

  static GuestError extent(long extent) {
    return Errors.value("an extent is at least 0, found " + extent);
  }

  static GuestError memory(long[] extents) {
    return Errors.of(
        ErrorKind.OUT_OF_MEMORY, "there is no memory for a view of " + Arrays.toString(extents));
  }
}
