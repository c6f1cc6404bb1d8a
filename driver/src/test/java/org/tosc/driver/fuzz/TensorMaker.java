package org.tosc.driver.fuzz;

import static org.tosc.driver.fuzz.TensorData.ALL;
import static org.tosc.driver.fuzz.TensorData.BLOCKS;
import static org.tosc.driver.fuzz.TensorData.FLOATS;
import static org.tosc.driver.fuzz.TensorData.INTEGERS;
import static org.tosc.driver.fuzz.TensorData.limited;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.tosc.driver.fuzz.TensorData.Range;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// Makes single tensor operations: any row, any types that it takes and any shapes that fit, with a
/// few that do not.
final class TensorMaker {
  private static final List<TensorOp> OPS = List.of(TensorOp.values());

  private final Choices c;
  private final TensorData data;
  private final List<Object> operands = new ArrayList<>();
  private Attributes attributes = Attributes.NONE;

  private TensorMaker(Choices c) {
    this.c = c;
    this.data = new TensorData(c);
  }

  static TensorProgram make(Choices c) {
    TensorMaker maker = new TensorMaker(c);
    TensorOp op = c.pick(OPS);
    maker.fill(op);
    return new TensorProgram(op, maker.operands, maker.attributes, c.coin());
  }

  private void fill(TensorOp op) {
    switch (op) {
      case ADD, SUB, MUL, DIV, MIN, MAX, MOD, FLOORDIV, EQ, NE, LT, LE, GT, GE ->
          broadcasting(2, ALL, Range.ANYTHING);
      case POW -> broadcasting(2, ALL, c.coin() ? Range.ANYTHING : Range.POSITIVE);
      case AND, OR, XOR -> broadcasting(2, bits(), Range.ANYTHING);
      case WHERE -> broadcasting(3, ALL, Range.ANYTHING);
      case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, RELU -> one(ALL, Range.ANYTHING, 0);
      case EXP, LOG, SQRT, RSQRT, SIN, COS, TANH, ERF, SIGMOID, SILU -> one(ALL, Range.ANYTHING, 0);
      case NOT -> one(bits(), Range.ANYTHING, 0);
      case GELU -> {
        one(ALL, Range.ANYTHING, 0);
        word("approximate", "tanh", "none");
      }
      case CLIP -> {
        one(ALL, Range.ANYTHING, 0);
        bound("min");
        bound("max");
      }
      case REDUCE_SUM, REDUCE_MEAN, REDUCE_PROD, NORM -> reduction(Range.MODERATE, true);
      case REDUCE_MAX, REDUCE_MIN, REDUCE_ANY, REDUCE_ALL -> reduction(Range.ANYTHING, true);
      case ARGMAX, ARGMIN -> reduction(Range.ANYTHING, false);
      case CUMSUM, SOFTMAX, LOG_SOFTMAX -> {
        one(ALL, Range.MODERATE, 1);
        axis();
      }
      case SORT -> {
        one(ALL, Range.ANYTHING, 1);
        axis();
        flag("descending");
      }
      case TOPK -> {
        one(ALL, Range.ANYTHING, 1);
        axis();
        put("k", c.below(4));
      }
      case MATMUL, DOT, QMATMUL, OUTER, DET, INV, SOLVE, TRACE, TRIL, TRIU ->
          new TensorMatrices(c, data, this).fill(op);
      case TRANSPOSE, RESHAPE, BROADCAST, CONCAT, STACK, SPLIT, SLICE, SELECT ->
          new TensorLayouts(c, data, this).fill(op);
      case GATHER, SCATTER_ADD, EMBEDDING, ONE_HOT -> indexing(op);
      case LAYERNORM, RMSNORM, ROPE, ATTENTION, CONV2D, POOL, DROPOUT, MSE_LOSS, CE_LOSS ->
          new TensorLayers(c, data, this).fill(op);
      case CAST -> {
        one(ALL, Range.ANYTHING, 0);
        put("dtype", type(c.pick(ALL)));
      }
      case QUANTIZE -> {
        add(data.tensor(FLOATS, Range.MODERATE, limited(data.small(), 32L * (1 + c.below(2)))));
        put("format", c.pick(List.of("q8_0", "q4_0", "nvfp4", "i8")));
      }
      case DEQUANTIZE -> dequantize();
      case COLLECTIVE -> {
        one(ALL, Range.MODERATE, 0);
        put("kind", c.pick(List.of("all_reduce", "broadcast")));
      }
      case LITERAL, SPLAT, FULL, IOTA, EYE, RAND, RANDN, RANDINT -> source(op);
    }
  }

  void add(Object operand) {
    operands.add(operand);
  }

  void put(String name, long value) {
    attributes = attributes.with(name, Attribute.of(value));
  }

  void put(String name, String value) {
    attributes = attributes.with(name, Attribute.of(value));
  }

  void put(String name, Attribute value) {
    attributes = attributes.with(name, value);
  }

  void put(String name, long... values) {
    put(
        name,
        new Attribute.Array(Arrays.stream(values).<Attribute>mapToObj(Attribute::of).toList()));
  }

  /// The attribute, true or false, or none.
  void flag(String name) {
    if (c.coin()) {
      put(name, Attribute.of(c.coin()));
    }
  }

  /// One of the words, or no attribute.
  void word(String name, String... words) {
    if (c.coin()) {
      put(name, c.pick(List.of(words)));
    }
  }

  static Attribute type(DType dtype) {
    return new Attribute.OfType(
        Objects.requireNonNull(
            dtype.isBool() ? Scalar.I1 : Scalar.parse(dtype.text()), dtype.text()));
  }

  private static List<DType> bits() {
    List<DType> all = new ArrayList<>(INTEGERS);
    all.add(DType.BOOL);
    return all;
  }

  Tensor x() {
    return (Tensor) operands.getFirst();
  }

  private void broadcasting(int count, List<DType> types, Range range) {
    long[] shape = data.shape(0, 3);
    DType shared = c.pick(types);
    for (int i = 0; i < count; i++) {
      add(data.tensor(c.coin() ? types : List.of(shared), range, data.narrowed(shape)));
    }
  }

  void one(List<DType> types, Range range, int leastAxes) {
    long[] shape = data.shape(leastAxes, 3);
    add(
        c.rarely(12)
            ? data.packed(c.pick(BLOCKS), range, data.small(), 32)
            : data.tensor(types, range, shape));
  }

  private void bound(String name) {
    switch (c.below(3)) {
      case 0 -> put(name, c.below(5) - 2);
      case 1 -> put(name, Attribute.of(c.below(9) * 0.3 - 1));
      default -> {}
    }
  }

  private void reduction(Range range, boolean several) {
    one(ALL, range, 0);
    int rank = x().rank();
    if (rank > 0 && c.coin()) {
      List<Long> axes = new ArrayList<>();
      for (long i = 0; i < rank; i++) {
        axes.add(c.rarely(4) ? i - rank : i);
      }
      int keep = several ? 1 + c.below(rank) : 1;
      Collections.rotate(axes, c.below(rank));
      put("axis", axes.subList(0, keep).stream().mapToLong(a -> a).toArray());
    }
    flag("keepdims");
  }

  /// An axis of the first operand, or none; rarely one that it does not have.
  void axis() {
    if (c.coin()) {
      int rank = x().rank();
      put("axis", c.rarely(20) ? rank : c.below(Math.max(1, 2 * rank)) - rank);
    }
  }

  private void indexing(TensorOp op) {
    switch (op) {
      case EMBEDDING -> {
        long rows = data.small();
        add(data.tensor(ALL, Range.ANYTHING, rows, data.extent()));
        add(data.indexes(0, rows, data.shape(0, 2)));
      }
      case ONE_HOT -> {
        long depth = data.small();
        add(data.indexes(0, depth, data.shape(0, 2)));
        put("depth", depth);
        if (c.coin()) {
          put("dtype", type(c.pick(ALL)));
        }
      }
      case GATHER -> {
        one(ALL, Range.ANYTHING, 1);
        int axis = c.below(Math.max(1, x().rank()));
        put("axis", axis);
        long size = axis < x().rank() ? x().dim(axis) : 1;
        add(data.indexes(c.coin() ? -size : 0, size, data.shape(0, 2)));
      }
      default -> {
        long[] indexes = {1L + c.below(6)};
        long[] rest = data.shape(0, 2);
        long[] updates = new long[1 + rest.length];
        updates[0] = indexes[0];
        System.arraycopy(rest, 0, updates, 1, rest.length);
        long size = data.small();
        add(data.tensor(FLOATS, Range.MODERATE, limited(updates)));
        add(data.indexes(0, size, indexes));
        put("size", size);
      }
    }
  }

  private void dequantize() {
    if (c.coin()) {
      add(data.packed(c.pick(BLOCKS), Range.MODERATE, data.small(), 32L * (1 + c.below(2))));
    } else {
      add(data.tensor(List.of(DType.I8), Range.ANYTHING, data.shape(0, 2)));
      add(TensorData.of(DType.F32, c.pick(List.of(0.5, 0.1, 1.0))));
    }
    if (c.coin()) {
      put("dtype", type(c.pick(FLOATS)));
    }
  }

  private void source(TensorOp op) {
    DType dtype = c.pick(ALL);
    if (c.coin()) {
      put("dtype", type(dtype));
    }
    switch (op) {
      case LITERAL -> {
        long[] shape = limited(data.small(), data.small());
        List<Attribute> items = new ArrayList<>();
        for (int i = 0; i < TensorData.count(shape); i++) {
          items.add(c.rarely(3) ? Attribute.of(c.below(9) * 0.3) : Attribute.of((long) c.below(4)));
        }
        put("shape", shape);
        put("data", new Attribute.Array(items));
      }
      case SPLAT -> add(number());
      case FULL -> {
        put("shape", data.shape(0, 3));
        if (c.coin()) {
          add(number());
        } else {
          put("value", c.coin() ? Attribute.of((long) c.below(300)) : Attribute.of(c.coin()));
        }
      }
      case IOTA -> {
        put("n", data.extent());
        if (c.coin()) {
          put("start", c.coin() ? Attribute.of(c.below(5) - 2L) : Attribute.of(0.1));
          put("step", c.coin() ? Attribute.of(c.below(5) - 2L) : Attribute.of(0.3));
        }
      }
      case EYE -> {
        put("n", data.extent());
        if (c.coin()) {
          put("m", data.extent());
        }
      }
      case RANDINT -> {
        put("shape", data.shape(0, 3));
        put("seed", c.below(1 << 16));
        put("low", c.below(5) - 2);
        put("high", c.below(9) + 1);
      }
      default -> {
        put("shape", data.shape(0, 3));
        put("seed", c.below(1 << 16));
      }
    }
  }

  private Object number() {
    return switch (c.below(3)) {
      case 0 -> (Object) (long) (c.below(500) - 100);
      case 1 -> c.below(9) * 0.37 - 1;
      default -> c.coin();
    };
  }
}
