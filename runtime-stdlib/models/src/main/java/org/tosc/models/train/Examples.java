package org.tosc.models.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;

/// Inputs and what they should give: rows of two tensors, one row an example.
public record Examples(Tensor inputs, Tensor targets) {
  public Examples {
    if (inputs.rank() == 0 || targets.rank() == 0 || inputs.dim(0) != targets.dim(0)) {
      throw new IllegalArgumentException(
          "inputs of shape "
              + Shapes.text(inputs.shape())
              + " and targets of shape "
              + Shapes.text(targets.shape())
              + " are not as many");
    }
    if (inputs.dim(0) == 0) {
      throw new IllegalArgumentException("there are no examples");
    }
  }

  public int count() {
    return Math.toIntExact(inputs.dim(0));
  }

  /// A table's rows: all columns but the last are inputs, the last is the target.
  public static Examples ofTable(Tensor table) {
    int columns = table.rank() == 2 ? Math.toIntExact(table.dim(1)) : 0;
    if (columns < 2) {
      throw new IllegalArgumentException("a table of examples has at least two columns");
    }
    double[] cells = table.toDoubles();
    Side inputs = new Side();
    Side targets = new Side();
    long[] shape = {columns - 1L};
    for (int at = 0; at < cells.length; at += columns) {
      int last = at + columns - 1;
      inputs.add(shape, Arrays.copyOfRange(cells, at, last), false);
      targets.add(new long[0], new double[] {cells[last]}, cells[last] == Math.rint(cells[last]));
    }
    return new Examples(inputs.inputs(), targets.targets());
  }

  /// One side of examples that come one by one: numbers of one shape.
  public static final class Side {
    private double[] cells = new double[64];
    private int used;
    private int count;
    private long @Nullable [] shape;
    private boolean isWhole = true;

    /// Adds an example's numbers.
    ///
    /// @param areWhole whether all were written as integers
    /// @throws IllegalArgumentException where the shape is another than that of the first
    public void add(long[] own, double[] numbers, boolean areWhole) {
      long[] first = shape;
      if (first == null) {
        shape = own.clone();
      } else if (!Arrays.equals(first, own)) {
        throw new IllegalArgumentException(
            "example "
                + (count + 1)
                + " has the shape "
                + Shapes.text(own)
                + ", the first "
                + Shapes.text(first));
      }
      if (used + numbers.length > cells.length) {
        int wanted = Math.addExact(used, numbers.length);
        cells = Arrays.copyOf(cells, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * wanted));
      }
      System.arraycopy(numbers, 0, cells, used, numbers.length);
      used += numbers.length;
      count++;
      isWhole &= areWhole;
    }

    /// As inputs: `f32`, as `tensor(…)` makes them.
    public Tensor inputs() {
      return Tensor.ofDoubles(DType.F32, whole(), Arrays.copyOf(cells, used));
    }

    /// As targets: `i64` where all are integers, so that they can be classes, else `f32`.
    public Tensor targets() {
      return isWhole
          ? Tensor.ofLongs(DType.I64, whole(), longs())
          : Tensor.ofDoubles(DType.F32, whole(), Arrays.copyOf(cells, used));
    }

    private long[] longs() {
      long[] all = new long[used];
      for (int i = 0; i < used; i++) {
        all[i] = (long) cells[i];
      }
      return all;
    }

    private long[] whole() {
      long[] own = shape == null ? new long[0] : shape;
      long[] all = new long[own.length + 1];
      all[0] = count;
      System.arraycopy(own, 0, all, 1, own.length);
      return all;
    }
  }
}
