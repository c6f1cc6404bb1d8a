package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.AffineMap;

/// A copy of an operand's footprint in TCDM.
///
/// @param shape elements along each axis with what pads rows
record Window(Operand operand, Footprint print, List<Long> shape) {
  /// What streams move at a time.
  private static final int WORD = Long.BYTES;

  /// Of TCDM; neighbouring words are in neighbouring ones (snitch.md section 1).
  private static final int BANKS = 32;

  /// What the DMA engine writes at a time.
  private static final int LINE = 64;

  Window {
    shape = List.copyOf(shape);
  }

  /// How cores go through a window.
  private enum Walk {
    /// One after the other, or as the DMA engine does.
    DENSE,
    /// All along the same rows: from one row to the next they move to other banks.
    TOGETHER,
    /// Each along rows of its own: they begin in different banks.
    APART;

    /// A number of words of a row, at least so many.
    long words(long least) {
      return switch (this) {
        case DENSE -> least;
        case TOGETHER -> least % BANKS == 0 ? least + LINE / WORD : least;
        case APART -> least | 1;
      };
    }

    static Walk of(Phase phase, Operand operand, List<Integer> parts) {
      boolean isWalked = phase.reduces() && operand.isRead();
      return !isWalked ? DENSE : hasRows(operand, parts) ? APART : TOGETHER;
    }
  }

  /// With rows of whole words.
  private static Window of(Operand operand, List<Long> tile, Walk walk) {
    Footprint print = Footprint.of(operand.maps(), tile);
    List<Long> shape = new ArrayList<>(print.extents());
    if (!shape.isEmpty()) {
      int lanes = WORD / operand.elementBytes();
      long words = Cut.ceil(shape.getLast(), lanes);
      shape.set(shape.size() - 1, walk.words(words) * lanes);
    }
    return new Window(operand, print, shape);
  }

  /// The windows of a phase's operands.
  ///
  /// @param parts into how many shares a tile is cut along each dimension
  static List<Window> of(Phase phase, List<Long> tile, List<Integer> parts) {
    return phase.operands().stream().map(o -> of(o, tile, Walk.of(phase, o, parts))).toList();
  }

  /// Whether shares are of different rows.
  private static boolean hasRows(Operand operand, List<Integer> parts) {
    AffineMap map = operand.maps().getFirst();
    for (int axis = 0; axis < map.rank() - 1; axis++) {
      for (int dim = 0; dim < parts.size(); dim++) {
        if (parts.get(dim) > 1 && map.result(axis).uses(dim)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Bytes along each axis.
  List<Long> axisStrides() {
    return Operand.rowMajor(shape, operand.elementBytes());
  }

  /// Bytes from a point to the next one along a dimension.
  long stride(int dim) {
    return operand.along(dim, axisStrides());
  }

  /// Bytes of memory, in whole lines.
  long bytes() {
    long all = shape.stream().reduce((long) operand.elementBytes(), Math::multiplyExact);
    return Cut.ceil(all, LINE) * LINE;
  }

  /// Where the first tile's window begins in the buffer.
  long origin() {
    List<Long> strides = operand.axisStrides();
    long bytes = 0;
    for (int axis = 0; axis < strides.size(); axis++) {
      bytes += print.lowest().get(axis) * strides.get(axis);
    }
    return bytes;
  }

  /// How it is copied.
  Copy copy() {
    return Copy.of(print.extents(), operand.axisStrides(), axisStrides(), operand.elementBytes());
  }
}
