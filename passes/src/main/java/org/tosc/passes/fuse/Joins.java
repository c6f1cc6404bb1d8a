package org.tosc.passes.fuse;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FusedOp.Kind;
import org.tosc.tir.ir.TensorOp;

/// Joins the units of a producer and a consumer where a rule allows it, and says why not elsewhere.
final class Joins {
  private final UnitOrder order;
  private final Map<Rule, Integer> hits = new EnumMap<>(Rule.class);
  private int joined;

  Joins(UnitOrder order) {
    this.order = order;
  }

  Map<Rule, Integer> hits() {
    return hits;
  }

  /// How many units were joined so far.
  int joined() {
    return joined;
  }

  void count(Rule rule) {
    hits.merge(rule, 1, Integer::sum);
  }

  /// Makes one unit of the two, or says why not.
  @Nullable Refused join(Node producer, Node consumer) {
    if (producer.unit == consumer.unit) {
      return null;
    }
    return switch (plan(producer, consumer)) {
      case Plan.Apart(Refused why) -> why;
      case Plan.Join join -> join(join);
    };
  }

  private @Nullable Refused join(Plan.Join plan) {
    Refused refused = order.refused(plan.shaped(), plan.joined());
    if (refused == null) {
      merge(plan);
      joined++;
      count(plan.rule());
    }
    return refused;
  }

  /// Merges two units between which nothing lies.
  Unit merge(Plan.Join plan) {
    Unit shaped = plan.shaped();
    Kind kind = shaped.kind;
    List<Dim> space = shaped.space;
    List<Dim> queries = shaped.queries;
    int rowAxes = shaped.rowAxes;
    if (plan.rule() != Rule.ROWS_CHAIN && plan.rule() != Rule.SIBLINGS) {
      plan.joined().members.forEach(m -> m.part = isFixed(m) ? m.part : plan.part());
    }
    Unit merged = order.merge(shaped, plan.joined());
    merged.kind = kind;
    merged.space = space;
    merged.queries = queries;
    merged.rowAxes = rowAxes;
    return merged;
  }

  private static boolean isFixed(Node member) {
    return member.part == Part.SMALL || member.part == Part.RESULT;
  }

  private static Plan plan(Node producer, Node consumer) {
    if (producer.barred != null) {
      return new Plan.Apart(producer.barred);
    }
    if (consumer.barred != null) {
      return new Plan.Apart(consumer.barred);
    }
    Unit from = producer.unit;
    Unit to = consumer.unit;
    if (to.kind == null) {
      return view(producer, consumer);
    }
    return switch (Objects.requireNonNull(from.kind)) {
      case ELEMENTWISE -> afterElements(from, to);
      case ROWS -> afterRows(from, to);
      case CONTRACTION, ATTENTION -> afterContraction(producer, from, to);
    };
  }

  private static Plan afterElements(Unit from, Unit to) {
    return switch (Objects.requireNonNull(to.kind)) {
      case ELEMENTWISE -> chain(from, to);
      case ROWS -> RowPlans.producer(from, to);
      case CONTRACTION, ATTENTION -> ContractionPlans.operand(from, to);
    };
  }

  private static Plan chain(Unit from, Unit to) {
    Refused reordered =
        Edges.first(
            from, to, (p, c) -> p.part == Part.RESULT ? Reason.REORDERED.because(p.name()) : null);
    if (reordered != null) {
      return new Plan.Apart(reordered);
    }
    return from.space.equals(to.space)
        ? new Plan.Join(Rule.CHAIN, to, from, Part.FULL)
        : SmallPlans.plan(from, to);
  }

  private static Plan afterRows(Unit from, Unit to) {
    return switch (Objects.requireNonNull(to.kind)) {
      case ELEMENTWISE -> RowPlans.consumer(from, to);
      case ROWS -> RowPlans.chain(from, to);
      case CONTRACTION, ATTENTION -> ContractionPlans.rows(from, to);
    };
  }

  private static Plan afterContraction(Node producer, Unit from, Unit to) {
    return switch (Objects.requireNonNull(to.kind)) {
      case ELEMENTWISE -> ContractionPlans.epilogue(from, to);
      case ROWS -> Plan.apart(Reason.INCOMPLETE, producer.name());
      case CONTRACTION, ATTENTION -> Plan.apart(Reason.SECOND_CONTRACTION);
    };
  }

  private static Plan view(Node producer, Node view) {
    if (producer.unit.is(Kind.ROWS)) {
      Plan.Join row = RowPlans.view(producer, view);
      if (row != null) {
        return row;
      }
    }
    boolean whole =
        producer.part == Part.FULL
            || producer.part == Part.ANCHOR
            || producer.part == Part.EPILOGUE
            || producer.part == Part.RESULT;
    if (whole && Eligibility.hasPieces(view.operation)) {
      return new Plan.Join(Rule.CONCAT, producer.unit, view.unit, Part.RESULT);
    }
    return whole && view.operation.op() == TensorOp.TRANSPOSE && !isFolded(view, 4)
        ? new Plan.Join(Rule.RESULT_VIEW, producer.unit, view.unit, Part.RESULT)
        : Plan.apart(Reason.REORDERED, view.name());
  }

  /// Whether all that use a view can read its operand in that order.
  private static boolean isFolded(Node view, int depth) {
    for (Node user : view.users) {
      boolean folds =
          switch (user.role) {
            case ELEMENT, ROW, CONTRACTION, ATTENTION -> true;
            case VIEW ->
                user.operation.op() != TensorOp.RESHAPE && depth > 0 && isFolded(user, depth - 1);
            case SOURCE, OTHER -> false;
          };
      if (!folds) {
        return false;
      }
    }
    return !view.users.isEmpty();
  }
}
