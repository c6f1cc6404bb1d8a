package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.TensorFault;

/// The oracle as an engine gives what the kernels give, in the same forms of calls.
final class OracleTensorsTest {
  private static final TensorEngine ORACLE = new OracleTensors();
  private static final TensorEngine KERNELS = new Kernels();

  @Test
  void conversionKeepsEveryBit() {
    for (DType dtype : DType.values()) {
      double[] values = new double[64];
      for (int i = 0; i < values.length; i++) {
        values[i] = dtype.isBool() ? i % 2 : dtype.isInteger() ? i % 8 : (i - 20) * 0.37;
      }
      Tensor t = Tensor.ofDoubles(dtype, new long[] {2, 32}, values);
      Tensor back = OracleTensors.tensor(OracleTensors.oracle(t));
      assertTrue(t.contentEquals(back), dtype + ": " + t + " and " + back);
    }
  }

  @Test
  void numbersAdaptToTheTensorBesideThem() {
    for (DType dtype : DType.values()) {
      if (dtype.isBlock()) {
        continue;
      }
      Tensor t = Tensor.ofDoubles(dtype, new long[] {2}, new double[] {1, 0});
      for (Object number : List.of(3L, 2.5, true)) {
        agree("add", Map.of(), t, number);
        agree("sub", Map.of(), number, t);
        agree("lt", Map.of(), t, number);
        agree("where", Map.of(), t, number, t);
      }
    }
    agree("add", Map.of(), 1L, 2.5);
    agree("add", Map.of(), true, false);
    agree("where", Map.of(), Tensor.of(1, 0), 1L, 2.5);
  }

  @Test
  void operandsThatRowsHaveAsAttributes() {
    Tensor t = Tensor.of(new double[] {3, 1, 2, 5, 4, 6}, 2, 3);
    agree("topk", Map.of(), t, 2L);
    agree("select", Map.of("axis", 1L), t, -1L);
    agree("cast", Map.of(), t, DType.I8);
    agree("cast", Map.of("dtype", "f16"), t);
    agree("clip", Map.of(), t, 2L, 4L);
    agree("clip", Map.of("max", 2.5), t);
    agree("clip", Map.of(), t, Tensor.of(2, 3, 4), null);
    agree("layernorm", Map.of(), t, null, Tensor.of(1, 2, 3));
    agree("full", Map.of("shape", new long[] {2}), Tensor.of(new double[] {7}, 1));
    agree("splat", Map.of("dtype", DType.F16), 0.1);
    agree("splat", Map.of(), 3L);
    agree("literal", Map.of("shape", new long[] {2}, "data", List.of(1.5, 2L)));
    agree("literal", Map.of("shape", new long[] {2}, "data", new long[] {1, 2}, "dtype", "i8"));
    agree("index", Map.of("index", new long[] {1}), t);
  }

  @Test
  void mistakesAreTheSame() {
    Tensor a = Tensor.of(new double[6], 2, 3);
    Tensor b = Tensor.of(new double[8], 2, 4);
    for (Object[] call :
        List.of(
            new Object[] {"add", a, b},
            new Object[] {"matmul", a, b},
            new Object[] {"select", a, 9L},
            new Object[] {"and", a, a})) {
      Object[] operands = {call[1], call[2]};
      String op = (String) call[0];
      TensorFault own = fault(ORACLE, op, operands);
      TensorFault other = fault(KERNELS, op, operands);
      assertEquals(other.kind(), own.kind(), op + ": " + own.text());
    }
  }

  private static TensorFault fault(TensorEngine engine, String op, Object[] operands) {
    return assertThrows(TensorFault.class, () -> engine.apply(op, operands, Map.of()));
  }

  private static void agree(String op, Map<String, Object> attrs, Object... operands) {
    assertEquals(
        String.valueOf(KERNELS.apply(op, operands, attrs)),
        String.valueOf(ORACLE.apply(op, operands, attrs)),
        op);
  }
}
