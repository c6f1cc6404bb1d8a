package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FusedOp.Kind;

/// Operations that will be one group: at first each operation is a unit of its own.
final class Unit {
  /// The most operations of a group: what one kernel can hold.
  static final int MOST = 128;

  final List<Node> members = new ArrayList<>();
  int errors;
  @Nullable Kind kind;

  /// The shape of the iteration; of rows, of whole rows; of queries in front of an attention.
  List<Dim> space = List.of();

  /// How many of the last axes a row has.
  int rowAxes;

  /// The place in the order of units.
  int place;

  /// The shape of the queries of an attention.
  List<Dim> queries = List.of();

  Unit(Node only) {
    members.add(only);
    errors = only.raises ? 1 : 0;
    place = only.index;
    switch (only.role) {
      case ELEMENT -> begin(Kind.ELEMENTWISE, only.shape());
      case ROW -> {
        begin(Kind.ROWS, only.operandShape(0));
        rowAxes = Eligibility.rowAxes(only.operation);
      }
      case CONTRACTION -> begin(Kind.CONTRACTION, only.shape());
      case ATTENTION -> {
        begin(Kind.ATTENTION, List.of());
        queries = only.operandShape(0);
      }
      case VIEW, SOURCE, OTHER -> kind = null;
    }
  }

  private void begin(Kind first, List<Dim> shape) {
    kind = first;
    space = shape;
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  RowSpace rows() {
    return new RowSpace(space, rowAxes);
  }

  /// Whether every user of every member is here or in another unit.
  boolean isUsedOnlyIn(Unit other) {
    for (Node member : members) {
      for (Node user : member.users) {
        if (user.unit != this && user.unit != other) {
          return false;
        }
      }
    }
    return true;
  }
}
