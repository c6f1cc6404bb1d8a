package org.tosc.backends.jvm.code;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// How often and up to where each value of a function is used.
///
/// A value's last use is the index, in the region that defines it, of the last operation that uses
/// it directly or in a nested region: after that operation its local is free. (Inside a loop the
/// value is redefined before it is used again.)
final class Uses {
  private final Map<Integer, Operation> constants = new HashMap<>();
  private final Map<Integer, Operation> laneConstants = new HashMap<>();
  private final BitSet variables = new BitSet();
  private int[] counts = new int[64];
  private int[] lastUse = new int[64];
  private int[] depth = new int[64];
  private int[] current = new int[16];
  private int level;

  static Uses of(Function function) {
    Uses uses = new Uses();
    uses.region(function.body());
    return uses;
  }

  int count(Value value) {
    return value.id() < counts.length ? counts[value.id()] : 0;
  }

  int lastUse(Value value) {
    return value.id() < lastUse.length ? lastUse[value.id()] : -1;
  }

  /// An id above those of all values.
  int limit() {
    return counts.length;
  }

  /// The operation that makes a constant; null for other values.
  @Nullable Operation constant(Value value) {
    return constants.get(value.id());
  }

  /// The operation that makes a constant vector, which is kept like other values; null for others.
  @Nullable Operation laneConstant(Value value) {
    return laneConstants.get(value.id());
  }

  /// Whether a vector was read from a variable: of those the JIT does not know the class, and calls
  /// what it should make an instruction of. It knows that of what a call of the Vector API gives.
  boolean isVariable(Value value) {
    return variables.get(value.id());
  }

  private void region(Region region) {
    if (level == current.length) {
      current = Arrays.copyOf(current, level * 2);
    }
    current[level] = 0;
    region.params().forEach(p -> define(p, -1));
    for (Operation op : region.ops()) {
      if (op.op() == CoreOp.CONST) {
        boolean isVector = op.result().type() instanceof VectorType;
        (isVector ? laneConstants : constants).put(op.result().id(), op);
      }
      if (op.op() == CoreOp.SLOT_GET && op.result().type() instanceof VectorType) {
        variables.set(op.result().id());
      }
      op.operands().forEach(this::use);
      level++;
      op.regions().forEach(this::region);
      level--;
      op.results().forEach(r -> define(r, current[level]));
      current[level]++;
    }
  }

  private void define(Value value, int index) {
    int id = value.id();
    if (id >= counts.length) {
      int size = Math.max(id + 1, counts.length * 2);
      counts = Arrays.copyOf(counts, size);
      lastUse = Arrays.copyOf(lastUse, size);
      depth = Arrays.copyOf(depth, size);
    }
    depth[id] = level;
    lastUse[id] = index;
  }

  private void use(Value value) {
    counts[value.id()]++;
    lastUse[value.id()] = current[depth[value.id()]];
  }
}
