package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;

/// vector.transfer_read and _write: a map says which axis of memory each axis of the vector goes
/// along; lanes outside are padding, or not written.
final class Transfer {
  private final Site site;
  private final long[] shape;
  private final int[] axes;
  private final boolean[] inBounds;
  private final long[] maskStrides;

  private Transfer(Site site, Type.Shaped vector, int rank) {
    this.site = site;
    AffineMap map = site.map("permutation_map");
    List<AffineExpr> results = map.results();
    this.shape = Arrays.copyOf(Constants.sizes(vector), results.size());
    this.axes = new int[results.size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = results.get(i) instanceof AffineExpr.Dim(int position) ? position : -1;
    }
    if (map.dims() != rank) {
      throw site.unsupported("the map `" + map + "` is not for " + rank + " axes");
    }
    this.inBounds = new boolean[axes.length];
    List<Attribute> flags =
        site.attribute("in_bounds") instanceof Attribute.Array(List<Attribute> items)
            ? items
            : List.of();
    for (int i = 0; i < flags.size() && i < axes.length; i++) {
      inBounds[i] = flags.get(i) instanceof Attribute.Int flag && flag.isTrue();
    }
    this.maskStrides = maskStrides();
  }

  /// A mask has an axis for each axis of memory that the map has, in memory's order.
  private long[] maskStrides() {
    TreeSet<Integer> used = new TreeSet<>();
    for (int axis : axes) {
      if (axis >= 0) {
        used.add(axis);
      }
    }
    long[] strides = new long[axes.length];
    long stride = 1;
    for (int axis : used.descendingSet()) {
      for (int i = 0; i < axes.length; i++) {
        if (axes[i] == axis) {
          strides[i] = stride;
          stride *= shape[i];
        }
      }
    }
    return strides;
  }

  /// Goes to a lane's element; false if it is outside, or masked off.
  private boolean goTo(long[] at, long[] from, long[] lane, View view, long @Nullable [] mask) {
    System.arraycopy(from, 0, at, 0, at.length);
    long number = 0;
    for (int i = 0; i < lane.length; i++) {
      if (axes[i] >= 0) {
        at[axes[i]] += lane[i];
      }
      number += lane[i] * maskStrides[i];
    }
    if (mask != null && mask[(int) number] == 0) {
      return false;
    }
    for (int i = 0; i < lane.length; i++) {
      int axis = axes[i];
      boolean isOutside = axis >= 0 && (at[axis] < 0 || at[axis] >= view.sizes()[axis]);
      if (isOutside && !inBounds[i]) {
        return false;
      }
    }
    return true;
  }

  /// Its own mask, or that of a vector.mask around it.
  private static int[] mask(Site site, int[] own) {
    int around = site.compiler().mask();
    return own.length == 0 && around >= 0 ? new int[] {around} : own;
  }

  static Step read(Site site) {
    int[] segments = site.segments(4);
    Type.Shaped source = site.operandShape(0);
    Transfer transfer = new Transfer(site, site.resultShape(), source.rank());
    int[] index = site.operands(1, segments[1]);
    int padding = site.operand(1 + segments[1]);
    int[] mask = mask(site, site.operandsFrom(2 + segments[1]));
    int lanesOfElement = source.element() instanceof Type.Vector v ? v.count() : 1;
    int count = site.resultShape().count();
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] masked = mask.length == 0 ? null : frame.vector(mask[0]);
      long[] from = MemrefSteps.index(frame, index);
      long[] at = from.clone();
      long[] made = new long[count];
      int[] next = {0};
      Walk.over(
          transfer.shape,
          lane -> {
            boolean isIn = transfer.goTo(at, from, lane, view, masked);
            for (int k = 0; k < lanesOfElement; k++) {
              long pad = lanesOfElement > 1 ? frame.vector(padding)[k] : frame.cells[padding];
              made[next[0]++] = isIn ? view.loadLane(view.at(at), k) : pad;
            }
          });
      frame.machine.loaded += (long) made.length * view.cell().bytes();
      frame.references[site.result()] = made;
    };
  }

  static Step write(Site site) {
    int[] segments = site.segments(4);
    Type.Shaped target = site.operandShape(1);
    Transfer transfer = new Transfer(site, site.operandShape(0), target.rank());
    int[] index = site.operands(2, segments[2]);
    int[] mask = mask(site, site.operandsFrom(2 + segments[2]));
    int lanesOfElement = target.element() instanceof Type.Vector v ? v.count() : 1;
    boolean isTensor = target instanceof Type.Tensor;
    return frame -> {
      View given = frame.view(site.operand(1));
      View view = isTensor ? Memory.copy(frame, transfer.site, given) : given;
      long[] masked = mask.length == 0 ? null : frame.vector(mask[0]);
      long[] lanes = frame.vector(site.operand(0));
      long[] from = MemrefSteps.index(frame, index);
      long[] at = from.clone();
      int[] next = {0};
      Walk.over(
          transfer.shape,
          lane -> {
            boolean isIn = transfer.goTo(at, from, lane, view, masked);
            for (int k = 0; k < lanesOfElement; k++) {
              long value = lanes[next[0]++];
              if (isIn) {
                view.storeLane(view.at(at), k, value);
              }
            }
          });
      frame.machine.stored += (long) lanes.length * view.cell().bytes();
      if (isTensor) {
        frame.references[site.result()] = view;
      }
    };
  }
}
