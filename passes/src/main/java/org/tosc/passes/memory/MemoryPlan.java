package org.tosc.passes.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.PointWise;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Where the intermediate tensors of a function live: offsets in one arena, so that memory is used
/// again as soon as what it holds is not needed any more.
///
/// Parameters and what the function returns belong to the caller. A reshape is its operand under
/// another type. A result is written over an operand that nobody needs afterwards where each of its
/// elements depends on that operand's element alone.
///
/// ```java
/// MemoryPlan plan = MemoryPlan.of(function);
/// if (plan != null) { … plan.arena() of plan.naive() bytes … }
/// ```
///
/// @param places of the intermediates, in the order in which they are made
/// @param arena the bytes that all of them need together
/// @param naive the bytes that they would need each in memory of its own
public record MemoryPlan(List<Place> places, long arena, long naive) {
  /// An intermediate.
  ///
  /// @param offset in the arena, in bytes
  /// @param from the position in the body at which it is written
  /// @param to the position of its last use
  public record Place(Value value, long offset, long bytes, int from, int to) {}

  public MemoryPlan {
    places = List.copyOf(places);
  }

  /// The plan of a function whose body is a straight line over tensors of known shape; null for
  /// others.
  public static @Nullable MemoryPlan of(Function function) {
    Planner planner = new Planner();
    return planner.reads(function) ? planner.plan() : null;
  }

  /// The bytes of a tensor of known shape; null for other values.
  static @Nullable Long bytes(Value value) {
    if (!(value.type() instanceof TensorType type) || !type.isStatic()) {
      return null;
    }
    long elements = 1;
    for (Dim dim : type.shape()) {
      elements = Math.multiplyExact(elements, ((Dim.Known) dim).size());
    }
    double bits = type.element() == Scalar.I1 ? 8 : type.element().bits();
    return (long) Math.ceil(elements * bits / 8);
  }

  /// Goes through a body once.
  private static final class Planner {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Value, Block> of = new HashMap<>();
    private final Map<Value, Integer> made = new HashMap<>();
    private final Map<Value, Integer> lastUses = new HashMap<>();
    private final Set<Value> others = new HashSet<>();
    private long naive;

    boolean reads(Function function) {
      List<Operation> body = function.body().ops();
      for (int i = 0; i < body.size(); i++) {
        uses(body.get(i), i);
      }
      for (int i = 0; i < body.size(); i++) {
        Operation o = body.get(i);
        boolean branches = o.op() != FusedOp.FUSED && !o.regions().isEmpty();
        if (branches || !writes(o, i)) {
          return false;
        }
      }
      return true;
    }

    /// What anything but tensor operations gets may be kept there: that is no memory to use again.
    private void uses(Operation o, int position) {
      boolean keeps = !(o.op() instanceof TensorOp || o.op() instanceof FusedOp);
      for (Value operand : o.operands()) {
        lastUses.put(operand, position);
        if (keeps) {
          others.add(operand);
        }
      }
    }

    private boolean writes(Operation o, int position) {
      for (Value operand : o.operands()) {
        Block block = of.get(operand);
        if (block != null) {
          block.usedAt(position);
        }
      }
      return o.results().stream()
          .allMatch(r -> !(r.type() instanceof TensorType) || write(o, r, position));
    }

    private boolean write(Operation o, Value result, int position) {
      Long bytes = bytes(result);
      if (bytes == null) {
        return false;
      }
      if (others.contains(result) || isConstant(o)) {
        return true;
      }
      made.put(result, position);
      if (o.op() == TensorOp.RESHAPE) {
        Block block = of.get(o.operand(0));
        if (block != null) {
          join(block, result);
        }
        return true;
      }
      naive += bytes;
      Block over = overwritten(o, position);
      if (over != null) {
        join(over, result);
      } else {
        Block block = new Block(result, bytes, position);
        blocks.add(block);
        of.put(result, block);
      }
      return true;
    }

    /// Constants are part of the code.
    private static boolean isConstant(Operation o) {
      return o.op() == TensorOp.SPLAT || o.op() == TensorOp.FULL || o.op() == TensorOp.LITERAL;
    }

    private void join(Block block, Value value) {
      block.also(value);
      of.put(value, block);
    }

    private @Nullable Block overwritten(Operation o, int position) {
      for (Value operand : o.operands()) {
        Block block = of.get(operand);
        boolean ends =
            block != null
                && block.values().stream().allMatch(v -> lastUses.getOrDefault(v, 0) <= position);
        if (ends && PointWise.mayOverwrite(o, operand)) {
          return block;
        }
      }
      return null;
    }

    MemoryPlan plan() {
      List<Place> places = new ArrayList<>();
      long arena = 0;
      for (Arena.Placed placed : Arena.place(blocks)) {
        Block block = placed.block();
        arena = Math.max(arena, placed.end());
        for (Value value : block.values()) {
          int from = made.getOrDefault(value, block.from());
          int to = lastUses.getOrDefault(value, from);
          places.add(new Place(value, placed.offset(), block.bytes(), from, to));
        }
      }
      places.sort(java.util.Comparator.comparingInt(Place::from));
      return new MemoryPlan(places, Arena.aligned(arena), naive);
    }
  }
}
