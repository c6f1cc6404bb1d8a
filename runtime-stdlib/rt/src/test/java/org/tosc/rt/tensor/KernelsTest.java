package org.tosc.rt.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KernelsTest {
  private static final String NAMES =
      """
      abs add and argmax argmin attention broadcast cast ce_loss ceil clip collective concat conv2d cos cumsum
      dequantize det div dot dropout embedding eq erf exp eye floor floordiv full gather ge gelu gt index
      inv iota layernorm le literal log log_softmax lt matmul max min mod mse_loss mul ne neg norm not one_hot or
      outer pool pow qmatmul quantize rand randint randn reduce_all reduce_any reduce_max reduce_mean
      reduce_min reduce_prod reduce_sum relu reshape rmsnorm rope round rsqrt scatter_add select sigmoid
      sign silu sin slice softmax solve sort splat split sqrt stack sub tanh topk trace transpose tril triu where
      xor
      """;

  @Test
  void theTableHasTheOperationsOfTheLanguage() {
    assertEquals(List.of(NAMES.strip().split("\\s+", -1)), new ArrayList<>(Kernels.names()));
    assertEquals(
        "there is no tensor operation `frobnicate`", Run.fault("frobnicate", Map.of()).text());
  }

  private static final long[][] SHAPES = {
    {},
    {0},
    {1},
    {2},
    {3},
    {4},
    {2, 2},
    {2, 3},
    {3, 2},
    {0, 3},
    {1, 4},
    {2, 3, 4},
    {1, 3, 3, 2},
    {2, 4, 4, 1},
    {2, 32}
  };

  private static final Object[] VALUES = {
    0L,
    1L,
    -1L,
    2L,
    3L,
    100L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0.5,
    -1.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    true,
    false,
    "same",
    "f16",
    "q8_0",
    "i8",
    "nchw",
    "avg",
    "none",
    "x",
    List.of(),
    List.of(0L),
    List.of(1L, -1L),
    List.of(2L, 2L),
    List.of(0L, 1L, 2L),
    List.of(1L, 0L, 2L, 3L),
    List.of("a"),
    new long[] {1, 2},
    new long[] {3, -1},
    new long[] {1L << 40, 1L << 40},
    DType.I4,
    new Object()
  };

  private static final String[] ATTRIBUTES = {
    "axis",
    "keepdims",
    "perm",
    "shape",
    "sizes",
    "starts",
    "ends",
    "steps",
    "index",
    "size",
    "depth",
    "eps",
    "base",
    "interleaved",
    "offset",
    "causal",
    "scale",
    "heads",
    "kv_heads",
    "stride",
    "padding",
    "dilation",
    "groups",
    "layout",
    "kind",
    "window",
    "p",
    "seed",
    "train",
    "dtype",
    "format",
    "k",
    "descending",
    "value",
    "n",
    "m",
    "start",
    "step",
    "low",
    "high",
    "min",
    "max",
    "approximate"
  };

  private static Object operand(SplittableRandom random) {
    int choice = random.nextInt(12);
    if (choice == 0) {
      return VALUES[random.nextInt(14)];
    }
    if (choice == 1) {
      return List.of(tensor(random), tensor(random));
    }
    return tensor(random);
  }

  private static Tensor tensor(SplittableRandom random) {
    long[] shape = SHAPES[random.nextInt(SHAPES.length)];
    DType[] dtypes = DType.values();
    DType dtype = random.nextInt(3) == 0 ? dtypes[random.nextInt(dtypes.length)] : DType.F32;
    if (dtype.isBlock() && (shape.length == 0 || shape[shape.length - 1] % 32 != 0)) {
      dtype = DType.I64;
    }
    int low = dtype.isUnsigned() || dtype.isBool() ? 0 : -3;
    return Run.integers(random.nextLong(), dtype, low, 4, shape);
  }

  /// Whatever an operation is given, it answers with tensors or with a fault of its own.
  @Test
  void nothingEscapesButFaults() {
    SplittableRandom random = new SplittableRandom(20);
    Kernels engine = new Kernels();
    int answered = 0;
    Map<String, Throwable> escaped = new HashMap<>();
    for (int round = 0; round < 600; round++) {
      for (String op : Kernels.names()) {
        Object[] args = new Object[random.nextInt(4)];
        for (int i = 0; i < args.length; i++) {
          args[i] = operand(random);
        }
        Map<String, Object> attrs = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
          attrs.put(
              ATTRIBUTES[random.nextInt(ATTRIBUTES.length)], VALUES[random.nextInt(VALUES.length)]);
        }
        try {
          Object out = engine.apply(op, args, attrs);
          assertTrue(out instanceof Tensor || out instanceof List<?>);
          answered++;
        } catch (TensorFault e) {
          assertTrue(!e.text().isEmpty());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
          escaped.putIfAbsent(op + " " + e + " at " + e.getStackTrace()[0], e);
        }
      }
    }
    escaped.forEach((what, e) -> fail(escaped.keySet().toString(), e));
    assertTrue(answered > 5000, () -> "too few calls had an answer");
  }

  @Test
  void operandsAreNeverChanged() {
    SplittableRandom random = new SplittableRandom(3);
    Kernels engine = new Kernels();
    for (String op : Kernels.names()) {
      for (int round = 0; round < 40; round++) {
        Tensor a = tensor(random);
        Tensor b = tensor(random);
        Tensor oldA = op("cast", attrs("dtype", a.dtype()), a);
        Tensor oldB = op("cast", attrs("dtype", b.dtype()), b);
        try {
          assertNotNull(engine.apply(op, new Object[] {a, b}, Map.of()));
        } catch (TensorFault e) {
          continue;
        }
        assertTrue(a.contentEquals(oldA) && b.contentEquals(oldB), op);
      }
    }
  }
}
