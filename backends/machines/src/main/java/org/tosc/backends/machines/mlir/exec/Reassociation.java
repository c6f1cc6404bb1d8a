package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;

/// Axes that become one, and one that becomes several: `[[0, 1], [2]]`.
final class Reassociation {
  private Reassociation() {}

  private static int[][] groups(Site site) {
    if (!(site.attribute("reassociation") instanceof Attribute.Array(List<Attribute> items))) {
      throw site.unsupported("its `reassociation` is missing");
    }
    int[][] groups = new int[items.size()][];
    for (int i = 0; i < groups.length; i++) {
      groups[i] =
          items.get(i) instanceof Attribute.Array(List<Attribute> axes)
              ? axes.stream().mapToInt(a -> axis(site, a)).toArray()
              : new int[0];
    }
    return groups;
  }

  private static int axis(Site site, Attribute attribute) {
    if (attribute instanceof Attribute.Int(long value, Type type) && value >= 0 && value < 100) {
      return (int) value;
    }
    throw site.unsupported("an axis is a number, not `" + attribute + "`");
  }

  /// A tensor whose rows lie behind each other.
  static View dense(Frame frame, Site site, View view) {
    boolean isTensor = site.operandType(0) instanceof Type.Tensor;
    boolean isDense = Arrays.equals(view.strides(), View.rowMajor(view.sizes()));
    return isTensor && !isDense ? Memory.copy(frame, site, view) : view;
  }

  static Step collapse(Site site) {
    int[][] groups = groups(site);
    return frame -> {
      View view = dense(frame, site, frame.view(site.operand(0)));
      long[] sizes = new long[groups.length];
      long[] strides = new long[groups.length];
      for (int g = 0; g < groups.length; g++) {
        sizes[g] = 1;
        strides[g] = 1;
        boolean isFirst = true;
        for (int k = groups[g].length - 1; k >= 0; k--) {
          int axis = groups[g][k];
          if (view.sizes()[axis] == 1) {
            continue;
          }
          if (!isFirst && view.strides()[axis] != sizes[g] * strides[g]) {
            throw new Stop("axis " + axis + " does not lie behind the next, so that it stays");
          }
          strides[g] = isFirst ? view.strides()[axis] : strides[g];
          isFirst = false;
          sizes[g] *= view.sizes()[axis];
        }
      }
      frame.references[site.result()] = view.as(sizes, strides);
    };
  }

  static Step expand(Site site) {
    int[][] groups = groups(site);
    Type.Shaped type = site.resultShape();
    boolean isSaid = site.attribute("static_output_shape") != null;
    Slice shape =
        isSaid
            ? new Slice(site.integers("static_output_shape"), site.operandsFrom(1))
            : new Slice(Constants.sizes(type), new int[0]);
    return frame -> {
      View view = dense(frame, site, frame.view(site.operand(0)));
      long[] sizes = isSaid || type.isStatic() ? shape.at(frame) : inferred(view, groups, type);
      long[] strides = new long[sizes.length];
      for (int g = 0; g < groups.length; g++) {
        long stride = view.strides()[g];
        long count = 1;
        for (int k = groups[g].length - 1; k >= 0; k--) {
          strides[groups[g][k]] = stride * count;
          count *= sizes[groups[g][k]];
        }
        if (count != view.sizes()[g]) {
          throw new Stop("axis " + g + " has " + view.sizes()[g] + " elements, not " + count);
        }
      }
      // Groups without axes of the source are all of one element.
      frame.references[site.result()] = view.as(sizes, strides);
    };
  }

  private static long[] inferred(View view, int[][] groups, Type.Shaped type) {
    long[] sizes = Constants.sizes(type);
    for (int g = 0; g < groups.length; g++) {
      long known = 1;
      for (int axis : groups[g]) {
        known *= sizes[axis] == Type.DYNAMIC ? 1 : sizes[axis];
      }
      for (int axis : groups[g]) {
        sizes[axis] =
            sizes[axis] == Type.DYNAMIC ? view.sizes()[g] / Math.max(known, 1) : sizes[axis];
      }
    }
    return sizes;
  }
}
