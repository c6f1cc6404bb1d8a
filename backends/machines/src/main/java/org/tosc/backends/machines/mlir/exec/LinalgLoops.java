package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Type;

/// The loops of one linalg operation, the last one fastest.
final class LinalgLoops {
  private final Site site;
  private final LinearMap[] maps;
  private final int inputs;
  private final int[] coordinates;
  private final RegionCode body;
  private final boolean[] isView;
  private final boolean[] isRead;
  private final int[] sources;
  private final int[] axes;

  LinalgLoops(
      Site site,
      List<AffineMap> maps,
      int inputs,
      int[] coordinates,
      RegionCode body,
      boolean isMap) {
    this.site = site;
    this.inputs = inputs;
    this.coordinates = coordinates;
    this.body = body;
    int count = maps.size();
    this.maps = maps.stream().map(LinearMap::of).toArray(LinearMap[]::new);
    this.isView = new boolean[count];
    this.isRead = new boolean[count];
    for (int i = 0; i < count; i++) {
      isView[i] = site.operandType(i) instanceof Type.Shaped;
      isRead[i] = i < body.entry().length && !(isMap && i >= inputs);
    }
    this.sources = new int[coordinates.length];
    this.axes = new int[coordinates.length];
    for (int dim = 0; dim < coordinates.length; dim++) {
      findExtent(maps, dim);
    }
    boolean givesAll = body.exits().length == count - inputs;
    if (!givesAll) {
      throw site.unsupported(
          "its body gives " + body.exits().length + " values for " + (count - inputs) + " outputs");
    }
  }

  private void findExtent(List<AffineMap> maps, int dim) {
    for (int i = 0; i < maps.size(); i++) {
      int axis = maps.get(i).results().indexOf(new AffineExpr.Dim(dim));
      if (axis >= 0 && isView[i]) {
        sources[dim] = i;
        axes[dim] = axis;
        return;
      }
    }
    throw site.unsupported("no operand tells how long loop " + dim + " is");
  }

  void run(Frame frame) {
    int count = maps.length;
    View[] views = new View[count];
    for (int i = 0; i < count; i++) {
      views[i] = isView[i] ? frame.view(site.operand(i)) : null;
      boolean isTensor = i >= inputs && site.operandType(i) instanceof Type.Tensor;
      if (isTensor) {
        views[i] = Memory.copy(frame, site, views[i]);
        frame.references[site.results()[i - inputs]] = views[i];
      }
    }
    long[] sizes = new long[coordinates.length];
    for (int dim = 0; dim < sizes.length; dim++) {
      sizes[dim] = views[sources[dim]].sizes()[axes[dim]];
    }
    loop(frame, views, sizes);
  }

  private void loop(Frame frame, View[] views, long[] sizes) {
    for (long size : sizes) {
      if (size <= 0) {
        return;
      }
    }
    Position[] positions = new Position[maps.length];
    for (int i = 0; i < maps.length; i++) {
      positions[i] = isView[i] ? maps[i].on(views[i], sizes) : index -> 0;
    }
    long[] index = new long[sizes.length];
    do {
      for (int dim = 0; dim < index.length; dim++) {
        frame.cells[coordinates[dim]] = index[dim];
      }
      element(frame, views, positions, index);
    } while (Walk.next(index, sizes));
  }

  private void element(Frame frame, View[] views, Position[] positions, long[] index) {
    for (int i = 0; i < maps.length; i++) {
      if (isRead[i] && isView[i]) {
        MemrefSteps.read(frame, views[i], positions[i].at(index), body.argument(i));
      } else if (isRead[i]) {
        frame.copy(new int[] {site.operand(i)}, new int[] {body.argument(i)});
      }
    }
    body.run(frame);
    for (int i = inputs; i < maps.length; i++) {
      MemrefSteps.write(frame, views[i], positions[i].at(index), body.exits()[i - inputs]);
    }
  }

  /// Where in a view the element at coordinates is.
  @FunctionalInterface
  interface Position {
    long at(long[] index);
  }
}
