package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

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

  /// With rows of whole words. Where cores walk along rows of their own, these do not all begin in
  /// the same bank.
  ///
  /// @param isWalked whether they do
  static Window of(Operand operand, List<Long> tile, boolean isWalked) {
    Footprint print = Footprint.of(operand.maps(), tile);
    List<Long> shape = new ArrayList<>(print.extents());
    if (!shape.isEmpty()) {
      int lanes = WORD / operand.elementBytes();
      long words = Cut.ceil(shape.getLast(), lanes);
      long padding = isWalked && words % BANKS == 0 ? LINE / WORD : 0;
      shape.set(shape.size() - 1, (words + padding) * lanes);
    }
    return new Window(operand, print, shape);
  }

  static List<Window> of(Phase phase, List<Long> tile) {
    return phase.operands().stream().map(o -> of(o, tile, o.isRead() && phase.reduces())).toList();
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
