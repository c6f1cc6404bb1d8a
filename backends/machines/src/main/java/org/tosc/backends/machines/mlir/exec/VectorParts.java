package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import org.tosc.backends.machines.mlir.ir.Type;

/// Parts of vectors.
final class VectorParts {
  private VectorParts() {}

  /// The lane where a row begins: of the leading axes as many as there are coordinates.
  private static int start(long[] sizes, long[] at) {
    long start = 0;
    long[] strides = View.rowMajor(sizes);
    for (int i = 0; i < at.length; i++) {
      if (at[i] < 0 || at[i] >= sizes[i]) {
        throw new Stop(
            "position " + at[i] + " of axis " + i + " is outside of 0 … " + (sizes[i] - 1));
      }
      start += at[i] * strides[i];
    }
    return (int) start;
  }

  private static int count(Type type) {
    return type instanceof Type.Shaped shaped ? shaped.count() : 1;
  }

  static Step extract(Site site) {
    Slice position = new Slice(site.integers("static_position"), site.operandsFrom(1));
    long[] sizes = Constants.sizes(site.operandShape(0));
    Type type = site.resultType();
    int count = count(type);
    return frame -> {
      int start = start(sizes, position.at(frame));
      long[] lanes = frame.vector(site.operand(0));
      VectorSteps.set(frame, site.result(), type, Arrays.copyOfRange(lanes, start, start + count));
    };
  }

  static Step insert(Site site) {
    Slice position = new Slice(site.integers("static_position"), site.operandsFrom(2));
    long[] sizes = Constants.sizes(site.operandShape(1));
    Type type = site.operandType(0);
    return frame -> {
      long[] made = frame.vector(site.operand(1)).clone();
      long[] part = VectorSteps.lanes(frame, site.operand(0), type);
      System.arraycopy(part, 0, made, start(sizes, position.at(frame)), part.length);
      frame.references[site.result()] = made;
    };
  }

  private static int lane(Frame frame, int[] position, int count) {
    long lane = position.length == 0 ? 0 : frame.cells[position[0]];
    if (lane < 0 || lane >= count) {
      throw new Stop("lane " + lane + " is outside of 0 … " + (count - 1));
    }
    return (int) lane;
  }

  static Step extractElement(Site site) {
    int[] position = site.operandsFrom(1);
    return frame -> {
      long[] lanes = frame.vector(site.operand(0));
      frame.cells[site.result()] = lanes[lane(frame, position, lanes.length)];
    };
  }

  static Step insertElement(Site site) {
    int[] position = site.operandsFrom(2);
    return frame -> {
      long[] made = frame.vector(site.operand(1)).clone();
      made[lane(frame, position, made.length)] = frame.cells[site.operand(0)];
      frame.references[site.result()] = made;
    };
  }

  static Step extractSlice(Site site) {
    long[] from = site.integers("offsets");
    long[] sizes = Constants.sizes(site.resultShape());
    long[] strides = View.rowMajor(Constants.sizes(site.operandShape(0)));
    return frame -> {
      long[] lanes = frame.vector(site.operand(0));
      long[] made = new long[(int) View.count(sizes)];
      int[] next = {0};
      Walk.over(sizes, index -> made[next[0]++] = lanes[at(index, from, strides)]);
      frame.references[site.result()] = made;
    };
  }

  private static int at(long[] index, long[] from, long[] strides) {
    long at = 0;
    for (int i = 0; i < index.length; i++) {
      at += (index[i] + (i < from.length ? from[i] : 0)) * strides[i];
    }
    return (int) at;
  }

  /// The source may lack leading axes; offsets are for those of the target.
  static Step insertSlice(Site site) {
    long[] from = site.integers("offsets");
    long[] source = Constants.sizes(site.operandShape(0));
    long[] target = Constants.sizes(site.operandShape(1));
    long[] sizes = new long[target.length];
    Arrays.fill(sizes, 1);
    System.arraycopy(source, 0, sizes, target.length - source.length, source.length);
    long[] strides = View.rowMajor(target);
    return frame -> {
      long[] part = frame.vector(site.operand(0));
      long[] made = frame.vector(site.operand(1)).clone();
      int[] next = {0};
      Walk.over(sizes, index -> made[at(index, from, strides)] = part[next[0]++]);
      frame.references[site.result()] = made;
    };
  }
}
