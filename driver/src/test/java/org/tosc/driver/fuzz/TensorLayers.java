package org.tosc.driver.fuzz;

import static org.tosc.driver.fuzz.TensorData.FLOATS;

import java.util.List;
import org.tosc.driver.fuzz.TensorData.Range;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.TensorOp;

/// Operands and attributes of the layers that models are made of.
final class TensorLayers {
  private final Choices c;
  private final TensorData data;
  private final TensorMaker maker;

  TensorLayers(Choices c, TensorData data, TensorMaker maker) {
    this.c = c;
    this.data = data;
    this.maker = maker;
  }

  void fill(TensorOp op) {
    switch (op) {
      case LAYERNORM, RMSNORM -> normed(op == TensorOp.LAYERNORM);
      case ROPE -> rope();
      case ATTENTION -> attention();
      case CONV2D -> convolution();
      case POOL -> pool();
      case DROPOUT -> {
        maker.one(FLOATS, Range.ANYTHING, 0);
        maker.put("seed", c.below(1 << 16));
        maker.put("p", Attribute.of(c.pick(List.of(0.5, 0.0, 0.1, 1.0))));
        maker.flag("train");
      }
      case MSE_LOSS -> {
        long[] shape = data.shape(0, 3);
        maker.add(data.tensor(FLOATS, Range.MODERATE, shape));
        maker.add(data.tensor(FLOATS, Range.MODERATE, shape));
      }
      default -> crossEntropy();
    }
  }

  private void normed(boolean hasBeta) {
    long n = data.extent();
    maker.add(data.tensor(FLOATS, Range.MODERATE, TensorData.limited(data.small(), n)));
    if (c.coin()) {
      maker.add(data.tensor(FLOATS, Range.MODERATE, n));
      if (hasBeta && c.coin()) {
        maker.add(data.tensor(FLOATS, Range.MODERATE, n));
      }
    }
    if (c.coin()) {
      maker.put("eps", Attribute.of(1e-3));
    }
  }

  private void rope() {
    maker.add(
        data.tensor(FLOATS, Range.MODERATE, c.below(2) + 1L, data.small(), 2L * data.small()));
    maker.flag("interleaved");
    if (c.coin()) {
      maker.put("offset", c.below(9));
      maker.put("base", Attribute.of(c.coin() ? 10000.0 : 100.0));
    }
  }

  private void attention() {
    long m = data.small();
    long n = data.small();
    long d = 1L + c.below(8);
    long e = 1L + c.below(8);
    boolean packed = c.rarely(3);
    long heads = packed ? 2 : 1;
    long batch = c.below(3);
    maker.add(data.tensor(FLOATS, Range.MODERATE, shape(batch, m, heads * d)));
    maker.add(data.tensor(FLOATS, Range.MODERATE, shape(batch, n, heads * d)));
    maker.add(data.tensor(FLOATS, Range.MODERATE, shape(batch, n, heads * e)));
    if (packed) {
      maker.put("heads", 2);
    } else if (c.rarely(3)) {
      maker.add(data.tensor(FLOATS, Range.MODERATE, m, n));
    }
    maker.flag("causal");
    if (c.coin()) {
      maker.put("scale", Attribute.of(0.3));
    }
  }

  private static long[] shape(long batch, long rows, long columns) {
    return batch == 0 ? new long[] {rows, columns} : new long[] {batch, rows, columns};
  }

  private void convolution() {
    long h = data.small() + 1;
    long w = data.small();
    int groups = 1 + c.below(2);
    long channels = groups * (1L + c.below(2));
    long filters = groups * (1L + c.below(2));
    boolean first = c.coin();
    long n = 1L + c.below(2);
    maker.add(
        data.tensor(
            FLOATS,
            Range.MODERATE,
            first ? new long[] {n, channels, h, w} : new long[] {n, h, w, channels}));
    maker.add(
        data.tensor(
            FLOATS, Range.MODERATE, filters, 1L + c.below(3), 1L + c.below(2), channels / groups));
    if (c.coin()) {
      maker.add(data.tensor(FLOATS, Range.MODERATE, filters));
    }
    if (first) {
      maker.put("layout", "nchw");
    }
    if (groups > 1) {
      maker.put("groups", groups);
    }
    if (c.rarely(3)) {
      maker.put("dilation", 1L + c.below(2), 1L);
    }
    sliding();
  }

  private void sliding() {
    if (c.coin()) {
      maker.put("stride", 1L + c.below(2), 1L + c.below(2));
    }
    switch (c.below(5)) {
      case 1 -> maker.put("padding", "same");
      case 2 -> maker.put("padding", "valid");
      case 3 -> maker.put("padding", 1L, c.below(2));
      case 4 -> maker.put("padding", new long[] {c.below(2), 1, 0, c.below(2)});
      default -> {}
    }
  }

  private void pool() {
    boolean first = c.coin();
    long[] image = {2, data.small() + 1, data.small() + 1, 2};
    maker.add(
        data.tensor(
            FLOATS,
            Range.MODERATE,
            first ? new long[] {image[0], image[3], image[1], image[2]} : image));
    if (first) {
      maker.put("layout", "nchw");
    }
    maker.word("kind", "max", "avg");
    if (c.coin()) {
      maker.put("window", 1L + c.below(3), 2L);
    }
    sliding();
  }

  private void crossEntropy() {
    long rows = data.small();
    long classes = data.small();
    maker.add(data.tensor(FLOATS, Range.MODERATE, rows, classes));
    maker.add(
        c.coin()
            ? data.indexes(0, classes, rows)
            : data.tensor(List.of(DType.F32), Range.POSITIVE, rows, classes));
  }
}
