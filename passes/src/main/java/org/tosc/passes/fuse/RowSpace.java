package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.tir.ir.Dim;

/// The rows that a group works on: a shape, and how many of its last axes are one row.
record RowSpace(List<Dim> shape, int axes) {
  RowSpace {
    shape = List.copyOf(shape);
  }

  /// The shape of one number for each row, axes kept.
  List<Dim> kept() {
    List<Dim> kept = new ArrayList<>(bare());
    for (int i = 0; i < axes; i++) {
      kept.add(Dim.of(1));
    }
    return kept;
  }

  /// The shape of one number for each row, axes gone.
  List<Dim> bare() {
    return shape.subList(0, shape.size() - axes);
  }

  /// What a shape is to these rows, or null.
  @Nullable Part part(List<Dim> other) {
    return other.equals(shape)
        ? Part.FULL
        : other.equals(kept()) ? Part.KEPT : other.equals(bare()) ? Part.BARE : null;
  }

  /// Whether a value may be an operand of an element-wise operation of the same rows.
  boolean aligns(Part made, Part used) {
    return made == used
        || (made == Part.SMALL && used != Part.RESULT)
        || (made == Part.KEPT && used == Part.FULL)
        || (made == Part.BARE && bare().isEmpty() && (used == Part.FULL || used == Part.KEPT));
  }
}
