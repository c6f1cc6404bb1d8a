package org.tosc.passes.fuse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorOp;

/// Plans for rows: which operations work on the same rows.
///
/// Every value of a group of rows is of whole rows (`FULL`), or one number for each row, with the
/// reduced axes kept as 1 (`KEPT`) or gone (`BARE`). Only what broadcasts along the row itself may
/// meet: `x - mean` with `mean` of shape `[m, 1]`. With `mean` of shape `[m]` it is the number of
/// another row where the extents happen to be equal, and stays apart.
final class RowPlans {
  private RowPlans() {}

  /// Rows, then rows.
  static Plan chain(Unit rows, Unit next) {
    if (!rows.space.equals(next.space) || rows.rowAxes != next.rowAxes) {
      return Plan.apart(Reason.OTHER_ROWS, both(rows.space, next.space));
    }
    Refused refused = Edges.first(rows, next, (p, c) -> edge(rows.rows(), p, p.part, c, c.part));
    return refused != null
        ? new Plan.Apart(refused)
        : new Plan.Join(Rule.ROWS_CHAIN, rows, next, Part.FULL);
  }

  /// Rows, then element-wise operations.
  static Plan consumer(Unit rows, Unit elements) {
    Part part = rows.rows().part(elements.space);
    if (part == null) {
      return Plan.apart(Reason.OTHER_ROWS, both(rows.space, elements.space));
    }
    Refused refused =
        Edges.first(
            rows,
            elements,
            (p, c) -> edge(rows.rows(), p, p.part, c, c.part == Part.SMALL ? c.part : part));
    return refused != null
        ? new Plan.Apart(refused)
        : new Plan.Join(Rule.ROWS_CONSUMER, rows, elements, part);
  }

  /// Element-wise operations, then rows.
  static Plan producer(Unit elements, Unit rows) {
    Part part = rows.rows().part(elements.space);
    if (part == null) {
      return SmallPlans.plan(elements, rows);
    }
    Refused refused =
        Edges.first(
            elements,
            rows,
            (p, c) -> edge(rows.rows(), p, p.part == Part.SMALL ? p.part : part, c, c.part));
    if (refused == null) {
      return new Plan.Join(Rule.ROWS_PRODUCER, rows, elements, part);
    }
    Plan small = SmallPlans.plan(elements, rows);
    return small instanceof Plan.Join ? small : new Plan.Apart(refused);
  }

  /// A reshape or broadcast of one number for each row, in the group of the rows; null where it is
  /// none.
  static Plan.@Nullable Join view(Node producer, Node view) {
    Unit rows = producer.unit;
    Part part = rows.rows().part(view.shape());
    if (view.operation.op() == TensorOp.RESHAPE) {
      boolean swaps =
          (producer.part == Part.BARE && part == Part.KEPT)
              || (producer.part == Part.KEPT && part == Part.BARE);
      return swaps && part != null ? new Plan.Join(Rule.ROW_VIEW, rows, view.unit, part) : null;
    }
    boolean repeats =
        view.operation.op() == TensorOp.BROADCAST
            && part == Part.FULL
            && (producer.part == Part.KEPT || producer.part == Part.BARE)
            && rows.rows().aligns(producer.part, Part.FULL);
    return repeats ? new Plan.Join(Rule.ROW_VIEW, rows, view.unit, Part.FULL) : null;
  }

  /// Whether a value may be an operand of an operation of the same rows.
  static @Nullable Refused edge(RowSpace rows, Node p, Part made, Node c, Part used) {
    if (made == Part.RESULT) {
      return Reason.REORDERED.because(p.name());
    }
    boolean fits =
        switch (c.role) {
          case ROW -> made == Part.FULL && c.operands.indexOf(p) == 0 && onlyFirst(p, c);
          case ELEMENT -> rows.aligns(made, used);
          case VIEW -> used != Part.RESULT && rows.aligns(made, used);
          case CONTRACTION, ATTENTION, SOURCE, OTHER -> false;
        };
    return fits
        ? null
        : Reason.NOT_ALIGNED.because(
            both(p.shape(), c.role == Role.ROW ? rows.shape() : c.shape()));
  }

  private static boolean onlyFirst(Node p, Node c) {
    return c.operands.lastIndexOf(p) == 0;
  }

  static String both(List<Dim> a, List<Dim> b) {
    return a + " and " + b;
  }
}
