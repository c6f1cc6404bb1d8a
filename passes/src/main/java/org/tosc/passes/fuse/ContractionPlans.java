package org.tosc.passes.fuse;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.FusedOp.Kind;

/// Plans for contractions and attention.
final class ContractionPlans {
  private ContractionPlans() {}

  /// What a group gives, then element-wise operations of its shape.
  static Plan epilogue(Unit group, Unit elements) {
    Refused refused = Edges.first(group, elements, (p, c) -> afterwards(p, c, elements));
    return refused != null
        ? new Plan.Apart(refused)
        : new Plan.Join(Rule.EPILOGUE, group, elements, Part.EPILOGUE);
  }

  private static @Nullable Refused afterwards(Node p, Node c, Unit elements) {
    if (p.part == Part.RESULT) {
      return Reason.REORDERED.because(p.name());
    }
    boolean last = p.part == Part.ANCHOR || p.part == Part.EPILOGUE;
    boolean same = last && c.part != Part.SMALL && p.shape().equals(elements.space);
    return same ? null : Reason.SHAPES.because(SmallPlans.shapes(p, c));
  }

  /// Element-wise operations, then a group.
  static Plan operand(Unit elements, Unit group) {
    Node reads = reader(elements, group);
    return switch (reads.part) {
      case ANCHOR, SCORES ->
          readsQueries(elements, reads)
              ? query(elements, group)
              : Plan.apart(Reason.AGAIN, reads.name());
      case QUERY ->
          elements.space.equals(group.queries)
              ? query(elements, group)
              : SmallPlans.plan(elements, group);
      case SMALL -> SmallPlans.plan(elements, group);
      case EPILOGUE, FULL, KEPT, BARE -> besides(elements, group, reads);
      case RESULT -> Plan.apart(Reason.REORDERED, reads.name());
    };
  }

  /// The member that reads most: products before what follows them.
  private static Node reader(Unit from, Unit group) {
    Node found = null;
    for (Node member : group.members) {
      boolean reads = member.operands.stream().anyMatch(p -> p != null && p.unit == from);
      if (reads && (found == null || rank(member) < rank(found))) {
        found = member;
      }
    }
    return Objects.requireNonNull(found);
  }

  private static int rank(Node reads) {
    return switch (reads.part) {
      case ANCHOR, SCORES -> 0;
      case QUERY -> 1;
      case EPILOGUE, FULL, KEPT, BARE, SMALL, RESULT -> 2;
    };
  }

  /// Another operand of an epilogue, or of the scores.
  private static Plan besides(Unit elements, Unit group, Node reads) {
    if (!elements.space.equals(reads.shape())) {
      return SmallPlans.plan(elements, group);
    }
    if (reads.part == Part.KEPT || reads.part == Part.BARE) {
      return Plan.apart(Reason.NOT_ALIGNED, RowPlans.both(elements.space, reads.shape()));
    }
    boolean even =
        Edges.first(
                elements,
                group,
                (p, c) ->
                    p.part == Part.SMALL || p.shape().equals(c.shape())
                        ? null
                        : Reason.SHAPES.because(SmallPlans.shapes(p, c)))
            == null;
    return even && elements.isUsedOnlyIn(group)
        ? new Plan.Join(Rule.EPILOGUE_OPERAND, group, elements, reads.part)
        : Plan.apart(Reason.USED_OUTSIDE);
  }

  /// Rows, then a group: only as queries.
  static Plan rows(Unit rows, Unit group) {
    Node reads = reader(rows, group);
    if (reads.part == Part.EPILOGUE) {
      return Plan.apart(Reason.INCOMPLETE, rows.members.getLast().name());
    }
    boolean queries = reads.part == Part.QUERY || readsQueries(rows, reads);
    return queries && rows.rowAxes == 1
        ? query(rows, group)
        : Plan.apart(Reason.AGAIN, reads.name());
  }

  /// Whether what a unit gives is the queries of a group, and nothing else of it.
  private static boolean readsQueries(Unit from, Node reads) {
    if (!reads.unit.is(Kind.ATTENTION)) {
      return false;
    }
    boolean scores = reads.part == Part.SCORES || reads.role == Role.ATTENTION;
    for (int i = 0; i < reads.operands.size(); i++) {
      Node p = reads.operands.get(i);
      if (p != null && p.unit == from && (i > 0 || !scores)) {
        return false;
      }
    }
    return true;
  }

  private static Plan query(Unit producers, Unit attention) {
    if (!producers.space.equals(attention.queries)) {
      return Plan.apart(Reason.SHAPES, RowPlans.both(producers.space, attention.queries));
    }
    Refused refused =
        Edges.first(
            producers,
            attention,
            (p, c) -> isQueries(p, c) ? null : Reason.SHAPES.because(SmallPlans.shapes(p, c)));
    if (refused != null) {
      return new Plan.Apart(refused);
    }
    return producers.isUsedOnlyIn(attention)
        ? new Plan.Join(Rule.QUERY, attention, producers, Part.QUERY)
        : Plan.apart(Reason.USED_OUTSIDE);
  }

  private static boolean isQueries(Node p, Node c) {
    boolean whole = p.part == Part.FULL || p.part == Part.SMALL;
    return whole && (c.part == Part.QUERY || c.part == Part.SCORES || c.role == Role.ATTENTION);
  }
}
