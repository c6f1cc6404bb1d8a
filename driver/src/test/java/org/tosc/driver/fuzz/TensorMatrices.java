package org.tosc.driver.fuzz;

import static org.tosc.driver.fuzz.TensorData.ALL;
import static org.tosc.driver.fuzz.TensorData.BLOCKS;
import static org.tosc.driver.fuzz.TensorData.FLOATS;

import java.util.List;
import org.tosc.driver.fuzz.TensorData.Range;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.TensorOp;

/// Operands of matrix products and of linear algebra.
final class TensorMatrices {
  private final Choices c;
  private final TensorData data;
  private final TensorMaker maker;

  TensorMatrices(Choices c, TensorData data, TensorMaker maker) {
    this.c = c;
    this.data = data;
    this.maker = maker;
  }

  void fill(TensorOp op) {
    switch (op) {
      case MATMUL -> matmul();
      case DOT -> {
        long n = data.extent();
        maker.add(data.tensor(ALL, Range.MODERATE, n));
        maker.add(data.tensor(ALL, Range.MODERATE, n));
      }
      case OUTER -> {
        maker.add(data.tensor(ALL, Range.MODERATE, data.extent()));
        maker.add(data.tensor(ALL, Range.MODERATE, data.small()));
      }
      case QMATMUL -> quantized();
      case DET, INV -> maker.add(regular());
      case SOLVE -> {
        Tensor a = regular();
        maker.add(a);
        long n = a.rank() == 2 ? a.dim(1) : 2;
        maker.add(
            c.coin()
                ? data.tensor(FLOATS, Range.MODERATE, n)
                : data.tensor(FLOATS, Range.MODERATE, n, data.small()));
      }
      default -> {
        long n = data.extent();
        long m = op == TensorOp.TRACE || c.coin() ? n : data.extent();
        maker.add(data.tensor(ALL, Range.MODERATE, TensorData.limited(data.small(), n, m)));
        if (op != TensorOp.TRACE && c.coin()) {
          maker.put("k", c.below(7) - 3);
        }
      }
    }
  }

  private void matmul() {
    long m = data.extent();
    long k = data.extent();
    long n = data.extent();
    DType shared = c.pick(ALL);
    List<DType> types = c.coin() ? ALL : List.of(shared);
    long[] left = {m, k};
    long[] right = {k, n};
    switch (c.below(6)) {
      case 1 -> left = new long[] {k};
      case 2 -> right = new long[] {k};
      case 3 -> left = new long[] {2, m, k};
      case 4 -> {
        left = new long[] {2, 1, Math.min(m, 4), k};
        right = new long[] {3, k, Math.min(n, 4)};
      }
      default -> {}
    }
    maker.add(data.tensor(types, Range.MODERATE, left));
    maker.add(data.tensor(types, Range.MODERATE, right));
  }

  private void quantized() {
    long k = 32L * (1 + c.below(2));
    long n = data.small();
    maker.add(
        c.coin()
            ? data.tensor(FLOATS, Range.MODERATE, data.small(), k)
            : data.tensor(FLOATS, Range.MODERATE, k));
    if (c.rarely(3)) {
      maker.add(data.tensor(List.of(DType.I8), Range.MODERATE, n, k));
      maker.add(TensorData.of(DType.F32, 0.1));
    } else {
      maker.add(data.packed(c.pick(BLOCKS), Range.MODERATE, n, k));
    }
  }

  /// A matrix whose diagonal is larger than what stands beside it, so that it has an inverse;
  /// rarely one with a row of zeros, which has none.
  private Tensor regular() {
    int n = 1 + c.below(6);
    boolean isSingular = c.rarely(12);
    Tensor noise = data.tensor(List.of(DType.F32), Range.MODERATE, n, n);
    double[] values = noise.toDoubles();
    if (noise.rank() != 2 || values.length != n * n) {
      return noise;
    }
    for (int i = 0; i < n; i++) {
      values[i * n + i] += 8 * n;
      if (isSingular) {
        values[i] = 0;
      }
    }
    return Tensor.ofDoubles(c.pick(FLOATS), new long[] {n, n}, values);
  }
}
