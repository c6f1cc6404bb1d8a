package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Says of an access whether it lies inside, with what is known where it stands.
final class Judge {
  private static final int LONG = 32;

  /// What must be at least 0, and what it means if it may not be.
  private record Goal(@Nullable Linear least, String otherwise) {}

  private final Calls calls;
  private final Facts facts;
  private final Body body;
  private final Function<Value, Known> known;

  Judge(Calls calls, Facts facts, Body body, Function<Value, Known> known) {
    this.calls = calls;
    this.facts = facts;
    this.body = body;
    this.known = known;
  }

  /// Judges an access; what was checked and did not raise is known from then on.
  void access(KernelOp op, Operation o) {
    List<Goal> goals = goals(op, o);
    if (goals == null || o.attributes().string("bounds", "checked").equals("proved")) {
      return;
    }
    Set<String> reasons = new LinkedHashSet<>();
    String otherwise = null;
    for (Goal goal : goals) {
      Facts.Proof proof = goal.least() == null ? null : facts.prove(goal.least());
      if (proof == null) {
        otherwise = goal.otherwise();
        break;
      }
      reasons.addAll(proof.reasons());
    }
    calls.judged(new Access(o, otherwise == null, otherwise == null ? joined(reasons) : otherwise));
    if (otherwise != null && raisesOutside(op, o)) {
      String reason = "the check at " + o.span().from();
      for (Goal goal : goals) {
        if (goal.least() != null) {
          facts.learn(goal.least(), reason);
        }
      }
    }
  }

  private static String joined(Set<String> reasons) {
    return String.join(", ", reasons);
  }

  /// Whether what goes on after the access lay wholly inside.
  private static boolean raisesOutside(KernelOp op, Operation o) {
    return switch (op) {
      case LOAD, STORE, ATOMIC_ADD, SLICE -> true;
      case VLOAD, VSTORE -> isWhole(o);
      case VBYTES, VSCALES, VBLOCK, PACK -> false; // proved by who makes them
      case TILE_LOAD, TILE_STORE -> o.attributes().string("bounds").equals("checked");
      case ALLOC, FREE, EXTENT, TRANSPOSE, COPY, FROM_TENSOR, TO_TENSOR -> false;
      case TILE_ATOMIC_ADD, TILE_SPLAT, TILE_GET, TILE_RESHAPE -> false;
      case PROGRAM_ID, NUM_PROGRAMS, BARRIER, LAUNCH, NEST, INDEX, PREFETCH -> false;
    };
  }

  /// What must hold, or null for an operation that is none of these accesses.
  private @Nullable List<Goal> goals(KernelOp op, Operation o) {
    return switch (op) {
      case LOAD -> elements(o, 1);
      case VLOAD -> lanes(o, (VectorType) o.result().type(), 1);
      case VSTORE -> lanes(o, (VectorType) o.operand(1).type(), 2);
      case STORE, ATOMIC_ADD -> elements(o, 2);
      case SLICE -> slice(o);
      case TILE_LOAD -> tile(o, (TileType) o.result().type(), 1);
      case TILE_STORE -> tile(o, (TileType) o.operand(1).type(), 2);
      case ALLOC, FREE, EXTENT, TRANSPOSE, COPY, FROM_TENSOR, TO_TENSOR, VBYTES, VSCALES -> null;
      case VBLOCK, PACK, TILE_ATOMIC_ADD, TILE_SPLAT, TILE_GET, TILE_RESHAPE -> null;
      case PROGRAM_ID, NUM_PROGRAMS, BARRIER, LAUNCH, NEST, INDEX, PREFETCH -> null;
    };
  }

  private List<Goal> elements(Operation o, int first) {
    List<Goal> goals = new ArrayList<>();
    for (int axis = 0; axis < o.operands().size() - first; axis++) {
      range(goals, o, axis, o.operand(first + axis), Linear.of(1), 1);
    }
    return goals;
  }

  /// The lanes of a vector; nothing is asked of those behind a mask.
  private @Nullable List<Goal> lanes(Operation o, VectorType vector, int index) {
    if (!isWhole(o)) {
      return null;
    }
    List<Goal> goals = new ArrayList<>();
    range(goals, o, 0, o.operand(index), Linear.of(vector.lanes()), 1);
    return goals;
  }

  /// Whether all lanes are read or written.
  private static boolean isWhole(Operation o) {
    return o.operands().size() == (o.op() == KernelOp.VLOAD ? 2 : 3);
  }

  private List<Goal> tile(Operation o, TileType tile, int first) {
    List<Goal> goals = new ArrayList<>();
    boolean byElements = o.attributes().flag("offset", false);
    for (int axis = 0; axis < tile.rank(); axis++) {
      long extent = tile.shape().get(axis);
      Value at = o.operand(first + axis);
      range(goals, o, axis, at, Linear.of(extent), byElements ? 1 : extent);
    }
    return goals;
  }

  private List<Goal> slice(Operation o) {
    List<Goal> goals = new ArrayList<>();
    int rank = (o.operands().size() - 1) / 2;
    for (int axis = 0; axis < rank; axis++) {
      Value size = o.operand(1 + rank + axis);
      Linear count = number(size);
      goals.add(new Goal(count, text(size) + " may be negative"));
      range(goals, o, axis, o.operand(1 + axis), count, 1);
    }
    return goals;
  }

  /// From `at · factor` on, `count` elements of an axis.
  private void range(
      List<Goal> goals, Operation o, int axis, Value at, @Nullable Linear count, long factor) {
    Linear from = number(at);
    Linear rest = null;
    try {
      from = from == null ? null : from.times(factor);
      if (from != null && count != null && known.apply(o.operand(0)) instanceof Known.Memory m) {
        rest = m.extents().get(axis).minus(from).minus(count);
      }
    } catch (ArithmeticException tooLarge) {
      from = null;
    }
    String view = text(o.operand(0));
    goals.add(new Goal(from, text(at) + " may be negative"));
    goals.add(new Goal(rest, text(at) + " may reach past axis " + axis + " of " + view));
  }

  private @Nullable Linear number(Value value) {
    return known.apply(value) instanceof Known.Whole(Linear number) ? number : null;
  }

  /// A condition as the source has it, as a reason.
  @Nullable String where(Value condition) {
    Operation o = body.definition(condition);
    if (o == null || o.span().isNone()) {
      return null;
    }
    return quoted(o.span(), "the condition") + " at " + o.span().from();
  }

  /// A value as the source has it.
  private String text(Value value) {
    int param = body.function().params().indexOf(value);
    List<String> names = body.function().attributes().strings("params");
    if (param >= 0) {
      return param < names.size() ? "`" + names.get(param) + "`" : "a parameter";
    }
    Operation o = body.definition(value);
    String text = o == null ? "it" : quoted(o.span(), "it");
    // What `for` counts with has the place of the range.
    boolean counts = o != null && o.op() == CoreOp.SLOT_GET && text.contains("..");
    return counts ? "an index of " + text : text;
  }

  private static String quoted(Span span, String otherwise) {
    String text = span.isNone() ? "" : span.text().strip();
    boolean isShort = !text.isEmpty() && text.length() <= LONG && text.indexOf('\n') < 0;
    return isShort ? "`" + text + "`" : otherwise;
  }
}
