package org.tosc.tir.interp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// One run of a nest: loops in the order that its row states.
final class NestRun {
  /// Runs a body with its parameters and gives what it yields.
  @FunctionalInterface
  interface Body {
    @Nullable Object[] run(Region body, @Nullable Object[] params);
  }

  private final Nest nest;
  private final Buffers buffers;
  private final Object[] operands;
  private final long[] ends;

  /// The point that the loops are at.
  private final long[] point;

  NestRun(Nest nest, Buffers buffers, @Nullable Object[] operands) {
    this.nest = nest;
    this.buffers = buffers;
    this.operands = new Object[nest.operands().size()];
    for (int i = 0; i < this.operands.length; i++) {
      Object operand = Objects.requireNonNull(operands[i]);
      boolean isWritten = i >= nest.ins().size();
      this.operands[i] =
          isWritten && operand instanceof Tile t ? new Tile(t.extents, t.elements.copy()) : operand;
    }
    this.point = new long[nest.dims()];
    this.ends = nest.extents().stream().mapToLong(n -> n).toArray();
    for (int i = 0; i < nest.bounded().size(); i++) {
      int dim = nest.bounded().get(i).intValue();
      long bound = (Long) Objects.requireNonNull(operands[this.operands.length + i]);
      ends[dim] = Math.clamp(bound, 0, ends[dim]);
    }
  }

  /// Where the loops are along a dimension.
  long index(long dim) {
    return point[(int) dim];
  }

  @Nullable Object[] run(Body bodies) {
    if (Space.isEmpty(ends)) {
      return results();
    }
    checkBounds();
    new Overlap(nest, operands, ends).check();
    NestPlace[] places = new NestPlace[operands.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = new NestPlace(operands[i], nest.map(i), buffers);
    }
    for (int body = 0; body < nest.bodies(); body++) {
      run(body, places, bodies);
    }
    return results();
  }

  /// Holds each buffer against its map over all points.
  private void checkBounds() {
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof View view) {
        view.memory();
        for (int axis = 0; axis < view.extents.length; axis++) {
          AffineExpr at = nest.map(i).result(axis);
          long least = at.least(ends);
          long most = at.most(ends);
          if (least < 0 || most >= view.extents[axis]) {
            throw KernelFaults.index(least < 0 ? least : most, axis, view.extents);
          }
        }
      }
    }
  }

  /// Runs one body at all points.
  private void run(int body, NestPlace[] places, Body bodies) {
    Region region = nest.body(body);
    boolean[] read = read(region);
    int[] written =
        nest.writes(body).stream().mapToInt(out -> nest.ins().size() + out.intValue()).toArray();
    do {
      @Nullable Object[] params = new @Nullable Object[places.length];
      for (int i = 0; i < params.length; i++) {
        params[i] = read[i] ? places[i].read(point) : null;
      }
      @Nullable Object[] yielded = bodies.run(region, params);
      for (int i = 0; i < written.length; i++) {
        places[written[i]].write(point, Objects.requireNonNull(yielded[i]));
      }
    } while (Space.advance(point, ends));
  }

  private @Nullable Object[] results() {
    List<Object> tiles = new ArrayList<>();
    for (int i = nest.ins().size(); i < operands.length; i++) {
      if (operands[i] instanceof Tile tile) {
        tiles.add(tile);
      }
    }
    return tiles.toArray();
  }

  /// Which operands a body reads: those whose parameters it uses.
  private static boolean[] read(Region body) {
    Set<Value> used = new HashSet<>();
    collect(body, used);
    boolean[] read = new boolean[body.params().size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = used.contains(body.params().get(i));
    }
    return read;
  }

  private static void collect(Region region, Set<Value> used) {
    for (Operation operation : region.ops()) {
      used.addAll(operation.operands());
      operation.regions().forEach(inner -> collect(inner, used));
    }
  }
}
