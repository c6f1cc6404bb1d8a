package org.tosc.tir.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Costs of single operations, counted by hand.
final class TensorCostTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add | f32[2, 3] f32[3] | | 6 | 60
          matmul | f32[2, 3] f32[3, 4] | | 48 | 104
          matmul | f16[5, 2, 3] f16[3, 4] | | 240 | 164
          matmul | f32[n, 3] f32[3, 4] | | NaN | NaN
          transpose | f32[2, 3] | | 0 | 48
          reduce_sum | f32[2, 3] | | 6 | 28
          conv2d | f32[1, 8, 8, 3] f32[16, 3, 3, 3] | | 31104 | 4800
          attention | f32[2, 8] f32[3, 8] f32[3, 8] | | 192 | 320
          dequantize | q8_0[2, 32] | | 64 | 324
          eye | | n=4 | 0 | 64
          """)
  void counts(String op, String in, String attributes, double flops, double bytes)
      throws TypeRule.Mismatch {
    TensorOp row = (TensorOp) Op.parse("tensor." + op);
    Cost cost =
        row.cost(
            TensorNotation.types(in == null ? "" : in),
            TensorNotation.attributes(attributes == null ? "" : attributes));
    assertEquals(flops, cost.flops());
    assertEquals(bytes, cost.bytes());
  }
}
