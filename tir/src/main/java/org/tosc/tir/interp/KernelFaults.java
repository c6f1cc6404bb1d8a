package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The words of the errors that operations on views and tiles raise. Compiled code has the same
/// words, written a second time in `org.tosc.rt.device`, which cannot see this package:
///
/// | kind | words | raised by |
/// |---|---|---|
/// | IndexError | `index 7 on axis 0 of a view of [5]` | `load store atomic_add`; `nest`, for the first buffer and axis that is left, its least index if that is negative, else its greatest |
/// | IndexError | `index 7 on axis 0 of a tile of 16 × 16` | `tile_get` |
/// | IndexError | `axis 2 of a view of [5]` | `extent` |
/// | IndexError | `tile [3, 0] of 16 × 16 reaches outside a view of [40, 16]` | `tile_load` and `tile_store`, checked and proved; the coordinates as they were given |
/// | IndexError | `tile [3, 0] of 16 × 16 begins outside a view of [40, 16]` | clipped `tile_store`, `tile_atomic_add` |
/// | IndexError | `elements 3 to 9 on axis 0 of a view of [5]` | `slice`; the end is start + size |
/// | IndexError | `index 7 of an array of 5` | `element with_element` |
/// | ShapeError | `a view of [3, 4] does not fit into a view of [4, 3]` | `copy` |
/// | ShapeError | `expected a tensor of shape [?, 4], found [3, 5]` | `from_tensor` |
/// | ValueError | `an extent is at least 0, found -1` | `alloc launch` |
/// | OutOfMemory | `there is no memory for a view of [65536, 65536]` | `alloc`: more than 2^31 - 9 elements |
/// | RaceError | `program [1] writes element [3, 4] of a view of [16, 16], which program [0] read` | what a program of a launch does with memory; `reads writes adds to`, `read wrote added to`; `other programs` where several read or added |
final class KernelFaults {
  private static final String INDEX = "IndexError";

  private KernelFaults() {}

  static GuestFault index(long index, int axis, long[] extents) {
    return new GuestFault(
        INDEX, "index " + index + " on axis " + axis + " of a view of " + text(extents));
  }

  static GuestFault tileIndex(long index, int axis, long[] extents) {
    return new GuestFault(
        INDEX, "index " + index + " on axis " + axis + " of a tile of " + times(extents));
  }

  static GuestFault axis(long axis, long[] extents) {
    return new GuestFault(INDEX, "axis " + axis + " of a view of " + text(extents));
  }

  static GuestFault reaches(long[] at, long[] tile, long[] extents) {
    return outside("reaches", at, tile, extents);
  }

  static GuestFault begins(long[] at, long[] tile, long[] extents) {
    return outside("begins", at, tile, extents);
  }

  private static GuestFault outside(String verb, long[] at, long[] tile, long[] extents) {
    return new GuestFault(
        INDEX,
        "tile "
            + text(at)
            + " of "
            + times(tile)
            + " "
            + verb
            + " outside a view of "
            + text(extents));
  }

  static GuestFault slice(long start, long size, int axis, long[] extents) {
    return new GuestFault(
        INDEX,
        "elements "
            + start
            + " to "
            + (start + size)
            + " on axis "
            + axis
            + " of a view of "
            + text(extents));
  }

  static GuestFault element(long index, long length) {
    return new GuestFault(INDEX, "index " + index + " of an array of " + length);
  }

  static GuestFault copy(long[] from, long[] to) {
    return new GuestFault(
        "ShapeError", "a view of " + text(from) + " does not fit into a view of " + text(to));
  }

  static GuestFault shape(String known, long[] found) {
    return new GuestFault(
        "ShapeError", "expected a tensor of shape " + known + ", found " + text(found));
  }

  static GuestFault extent(long extent) {
    return new GuestFault("ValueError", "an extent is at least 0, found " + extent);
  }

  static GuestFault memory(long[] extents) {
    return new GuestFault("OutOfMemory", "there is no memory for a view of " + text(extents));
  }

  static GuestFault race(long[] program, String does, long[] index, long[] extents, String other) {
    return new GuestFault(
        "RaceError",
        "program "
            + text(program)
            + " "
            + does
            + " element "
            + text(index)
            + " of a view of "
            + text(extents)
            + ", which "
            + other);
  }

  static String text(long[] numbers) {
    return Arrays.toString(numbers);
  }

  private static String times(long[] extents) {
    return Arrays.stream(extents).mapToObj(Long::toString).collect(Collectors.joining(" × "));
  }
}
