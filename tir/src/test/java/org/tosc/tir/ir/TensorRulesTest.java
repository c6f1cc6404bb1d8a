package org.tosc.tir.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;
import org.tosc.tir.source.Span;

/// The shape and element type rules, as tables. Expected shapes are those of NumPy 2 and PyTorch 2,
/// worked out by hand where extents are symbols.
final class TensorRulesTest {
  private static List<Type> infer(String op, String in, String attributes) throws Mismatch {
    TensorOp row = (TensorOp) Op.parse("tensor." + op);
    return row.infer(TensorNotation.types(in), TensorNotation.attributes(attributes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # element-wise: shapes
          add | f32[2, 3] f32[3] | | f32[2, 3]
          add | f32[2, 1] f32[3] | | f32[2, 3]
          add | f32[] f32[] | | f32[]
          add | f32[batch, 768] f32[768] | | f32[batch, 768]
          add | f32[batch, 4] f32[batch, 1] | | f32[batch, 4]
          add | f32[n] f32[1] | | f32[n]
          add | f32[?] f32[7] | | f32[7]
          add | f32[?] f32[1] | | f32[?]
          add | f32[n] f32[m] | | f32[?]
          add | f32[n] f32[5] | | f32[5]
          add | f32[0] f32[1] | | f32[0]
          # element-wise: element types
          add | f16[2] f32[2] | | f32[2]
          add | f16[2] bf16[2] | | f32[2]
          add | f8e4m3[2] f16[2] | | f16[2]
          add | f8e4m3[2] f8e5m2[2] | | f16[2]
          add | i64[2] f16[2] | | f16[2]
          add | i8[2] u8[2] | | i16[2]
          add | i32[2] i64[2] | | i64[2]
          add | i1[2] i1[2] | | i64[2]
          add | q8_0[32] f16[32] | | f32[32]
          min | i1[2] i1[2] | | i1[2]
          div | i64[2] i64[2] | | f32[2]
          div | f16[2] i64[2] | | f16[2]
          lt | i64[2, 1] f32[3] | | i1[2, 3]
          and | i1[2] i8[2] | | i8[2]
          not | i1[2] | | i1[2]
          where | i1[2, 1] f32[3] i64[] | | f32[2, 3]
          neg | i1[2] | | i64[2]
          exp | i32[2, n] | | f32[2, n]
          exp | bf16[2] | | bf16[2]
          gelu | f32[4] | approximate="none" | f32[4]
          clip | i32[4] | min=0 | i32[4]
          clip | i32[4] | min=0.5 | f32[4]
          # reductions
          reduce_sum | f32[2, 3, 4] | | f32[]
          reduce_sum | f32[2, 3, 4] | axis=[1] | f32[2, 4]
          reduce_sum | f32[2, 3, 4] | axis=[0, -1], keepdims=true | f32[1, 3, 1]
          reduce_sum | i8[2] | | i64[]
          reduce_mean | i64[n, 3] | axis=[1] | f32[n]
          reduce_max | bf16[n, 3] | axis=[0] | bf16[3]
          reduce_max | f32[0, 0] | axis=[0] | f32[0]
          reduce_any | f32[2, 3] | axis=[1] | i1[2]
          argmax | f32[2, 3] | | i64[]
          argmax | f32[2, 3] | axis=[1], keepdims=true | i64[2, 1]
          cumsum | i32[2, 3] | axis=0 | i64[2, 3]
          sort | f32[2, 3] | | f32[2, 3]
          topk | f32[batch, 10] | k=3 | f32[batch, 3] i64[batch, 3]
          # matrices
          matmul | f32[2, 3] f32[3, 4] | | f32[2, 4]
          matmul | f32[3] f32[3] | | f32[]
          matmul | f32[3] f32[3, 4] | | f32[4]
          matmul | f32[2, 3] f32[3] | | f32[2]
          matmul | f32[5, 1, 2, 3] f32[7, 3, 4] | | f32[5, 7, 2, 4]
          matmul | f32[batch, seq, 768] f32[768, 64] | | f32[batch, seq, 64]
          matmul | f32[2, k] f32[3, n] | | f32[2, n]
          matmul | i8[2, 3] i8[3, 4] | | i64[2, 4]
          matmul | f16[2, 3] f32[3, 4] | | f32[2, 4]
          qmatmul | f32[2, 64] q8_0[10, 64] | | f32[2, 10]
          qmatmul | q8_0[2, 64] q4_0[10, 64] | | f32[2, 10]
          dot | f32[n] f32[n] | | f32[]
          outer | f32[n] f32[3] | | f32[n, 3]
          det | f32[4, 2, 2] | | f32[4]
          inv | f64[n, n] | | f64[n, n]
          trace | i32[3, 3] | | i64[]
          solve | f32[3, 3] f32[3] | | f32[3]
          solve | f32[5, 3, 3] f32[5, 3, 2] | | f32[5, 3, 2]
          tril | f32[3, 4] | k=1 | f32[3, 4]
          # layout
          transpose | f32[2, n] | | f32[n, 2]
          transpose | f32[2, 3, 4] | perm=[0, -1, 1] | f32[2, 4, 3]
          reshape | f32[2, 6] | shape=[3, -1] | f32[3, 4]
          reshape | f32[batch, 4, 8] | shape=[-1, 32] | f32[batch, 32]
          reshape | f32[batch, 4, 8] | shape=[-1, 16] | f32[?, 16]
          reshape | f32[] | shape=[1, 1] | f32[1, 1]
          reshape | f32[batch, 4] | shape=[12] | f32[12]
          reshape | q4_0[2, 64] | shape=[1, 2, 64] | q4_0[1, 2, 64]
          reshape | q4_0[2, 64] | shape=[64, 2] | f32[64, 2]
          broadcast | f32[3, 1] | shape=[2, 3, 4] | f32[2, 3, 4]
          concat | f32[2, 3] f32[2, 5] f16[2, 1] | axis=1 | f32[2, 9]
          concat | f32[n, 3] f32[2, 3] | | f32[?, 3]
          concat | f32[n, 3] f32[0, 3] | | f32[n, 3]
          concat | f32[2, n] f32[2, 4] | | f32[4, 4]
          stack | f32[2, 3] f32[2, 3] | axis=-1 | f32[2, 3, 2]
          split | f32[2, 7] | axis=1, sizes=[3, 4] | f32[2, 3] f32[2, 4]
          split | f32[6] | sizes=3 | f32[2] f32[2] f32[2]
          split | f32[n] | sizes=[3, 4] | f32[3] f32[4]
          slice | f32[10, n] | starts=[1], ends=[-1], steps=[3] | f32[3, n]
          slice | f32[10] | starts=[8], ends=[2], steps=[-2] | f32[3]
          slice | f32[n] | steps=[-1] | f32[n]
          slice | f32[n] | starts=[1] | f32[?]
          slice | f32[4, 5] | starts=[4] | f32[0, 5]
          select | f32[2, n, 4] | index=-1, axis=-1 | f32[2, n]
          gather | f32[2, 10, 4] i64[7, 3] | axis=1 | f32[2, 7, 3, 4]
          scatter_add | f32[2, 7, 3, 4] i64[7, 3] | axis=1, size=10 | f32[2, 10, 4]
          embedding | f16[1000, 64] i32[batch, seq] | | f16[batch, seq, 64]
          embedding | q8_0[1000, 64] i32[5] | | f32[5, 64]
          one_hot | i64[n] | depth=4 | f32[n, 4]
          # models
          softmax | f32[n, 4] | axis=0 | f32[n, 4]
          softmax | i64[4] | | f32[4]
          layernorm | f16[n, 4] f32[4] f32[4] | | f16[n, 4]
          rmsnorm | f32[n, 4] f32[4] | | f32[n, 4]
          rope | f32[n, 8] | base=500000.0 | f32[n, 8]
          attention | f32[2, 5, 8] f32[2, 7, 8] f32[2, 7, 6] | | f32[2, 5, 6]
          attention | f32[m, 8] f32[n, 4] f32[n, 6] i1[m, n] | heads=4, kv_heads=2 | f32[m, 12]
          conv2d | f32[1, 8, 8, 3] f32[16, 3, 3, 3] | | f32[1, 6, 6, 16]
          conv2d | f32[n, h, w, 3] f32[16, 3, 3, 3] f32[16] | padding=[1] | f32[n, h, w, 16]
          conv2d | f32[n, 7, w, 3] f32[16, 3, 3, 3] | padding="same", stride=[2, 1] | f32[n, 4, w, 16]
          attention | f32[2, 8, m, 64] f32[2, 2, n, 64] f32[2, 2, n, 64] f32[m, n] | | f32[2, 8, m, 64]
          attention | f32[4, 2, 8] f32[6, 8] f32[6, 5] | causal=true | f32[4, 2, 5]
          conv2d | f32[1, 3, 8, 9] f32[16, 3, 3, 3] | layout="nchw", stride=[2] | f32[1, 16, 3, 4]
          conv2d | f32[1, 8, 8, 4] f32[8, 3, 3, 2] | groups=2, dilation=[2] | f32[1, 4, 4, 8]
          pool | f32[1, 8, 9, 3] | | f32[1, 4, 4, 3]
          pool | f32[1, 8, 9, 3] | kind="avg", window=[3, 3], stride=[1] | f32[1, 6, 7, 3]
          dropout | f32[3] | p=0.1 | f32[3]
          mse_loss | f32[2, 3] f32[2, 3] | | f32[]
          ce_loss | f32[n, 10] i64[n] | | f32[]
          ce_loss | f32[n, 10] f32[n, 10] | | f32[]
          # sources and element types
          cast | f32[n] | dtype=i8 | i8[n]
          cast | f32[2, 32] | dtype=q8_0 | q8_0[2, 32]
          quantize | f32[2, 32] | format="q4_0" | q4_0[2, 32]
          quantize | f32[2, 3] | format="i8" | i8[2, 3] f32[]
          dequantize | q4_0[2, 32] | | f32[2, 32]
          dequantize | i8[2, 3] f32[] | dtype=f16 | f16[2, 3]
          literal | | shape=[2], data=[1, 2.5] | f32[2]
          splat | i64 | | i64[]
          splat | f64 | dtype=f16 | f16[]
          full | | shape=[2, 3], value=1, dtype=i64 | i64[2, 3]
          iota | | n=5 | f32[5]
          full | | shape=[2], value=true | i1[2]
          full | i1 | shape=[2] | i1[2]
          eye | | n=3, dtype=f64 | f64[3, 3]
          eye | | n=3, m=2 | f32[3, 2]
          randint | | shape=[2], high=6 | i64[2]
          rand | | shape=[2], seed=42 | f32[2]
          collective | f32[n] | kind="all_reduce" | f32[n]
          """)
  void infers(String op, String in, String attributes, String expected) throws Mismatch {
    List<Type> found = infer(op, in == null ? "" : in, attributes == null ? "" : attributes);
    assertEquals(expected, TensorNotation.text(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          matmul | f32[2, 3] f32[4, 5] | | INNER | cannot multiply matrices [2, 3] and [4, 5]: axis 1 of the left (3) and axis 0 of the right (4) differ
          matmul | f32[3] f32[4] | | INNER | cannot multiply matrices [3] and [4]: axis 0 of the left (3) and axis 0 of the right (4) differ
          matmul | f32[2, 3, 4] f32[5, 4, 6] | | BROADCAST | cannot multiply matrices [2, 3, 4] and [5, 4, 6]: axis 0 of the left (2) and axis 0 of the right (5) differ and neither is 1
          matmul | f32[] f32[4] | | RANK | cannot multiply matrices [] and [4]: a number multiplies with `*`
          add | f32[2, 3] f32[4] | | BROADCAST | `add` cannot broadcast shapes [2, 3] and [4]: axis 1 of the left (3) and axis 0 of the right (4) differ and neither is 1
          and | f32[2] i1[2] | | DTYPE | `and` needs booleans or integers, found f32 and i1
          gelu | f32[2] | approximate="erf" | ATTRIBUTE | `gelu` knows approximate="tanh" and "none", found erf
          reduce_sum | f32[2, 3] | axis=[2] | AXIS | `reduce_sum` has no axis 2 in shape [2, 3], whose axes are 0 to 1
          reduce_sum | f32[] | axis=[0] | AXIS | `reduce_sum` has no axis 0 in shape [], which has no axes
          reduce_sum | f32[2, 3] | axis=[1, -1] | ATTRIBUTE | `reduce_sum` names axis 1 twice
          reduce_max | f32[2, 0] | axis=[1] | VALUE | `reduce_max` needs at least one element, found shape [2, 0], whose axis 1 is empty
          argmax | f32[2, 3] | axis=[0, 1] | ATTRIBUTE | `argmax` takes one axis or none, found axis=[0, 1]
          topk | f32[2, 3] | k=4 | VALUE | `topk` cannot take 4 of axis 1 of shape [2, 3], which has 3 elements
          transpose | f32[2, 3] | perm=[0] | AXIS | `transpose` needs each axis of shape [2, 3] once, found perm=[0]
          reshape | f32[2, 3] | shape=[4, 2] | COUNT | cannot reshape [2, 3] (6 elements) to [4, 2]
          reshape | f32[2, 3] | shape=[4, -1] | COUNT | cannot reshape [2, 3] (6 elements) to [4, -1]
          reshape | f32[n, 3] | shape=[4, 2] | COUNT | cannot reshape [n, 3] to [4, 2]
          reshape | f32[2, 3] | shape=[-1, -1] | COUNT | cannot reshape [2, 3] (6 elements) to [-1, -1]: at most one size may be -1
          broadcast | f32[2, 3] | shape=[3] | BROADCAST | `broadcast` cannot broadcast shape [2, 3] to [3]
          broadcast | f32[2, 3] | shape=[2, 4] | BROADCAST | `broadcast` cannot broadcast shape [2, 3] to [2, 4]
          concat | f32[2, 3] f32[4, 5] | axis=1 | EXTENT | `concat` cannot join shapes [2, 3] and [4, 5]: axis 0 (2 and 4) differs
          concat | f32[2, 3] f32[4] | | RANK | `concat` needs shapes with equally many axes, found [2, 3] and [4]
          split | f32[2, 7] | axis=1, sizes=[3, 3] | EXTENT | `split` into sizes [3, 3] takes 6 elements, but axis 1 of shape [2, 7] has 7
          slice | f32[5] | starts=[0], ends=[6] | INDEX | slice bound 6 is outside axis 0 of shape [5], which has 5 elements
          slice | f32[5] | steps=[0] | ATTRIBUTE | the step of a slice is not 0
          select | f32[5] | index=5 | INDEX | index 5 is outside axis 0 of shape [5], which has 5 elements
          gather | f32[5] f32[2] | | DTYPE | `gather` needs integer indexes, found f32
          scatter_add | f32[3] i64[2] | size=5 | EXTENT | `scatter_add` cannot combine shapes [3] and [2]: axis 0 of the updates and axis 0 of the indexes (3 and 2) differ
          embedding | f32[5] i64[2] | | RANK | `embedding` needs a table with 2 axes, found shape [5]
          layernorm | f32[2, 3] f32[4] | | EXTENT | `layernorm` cannot combine shapes [2, 3] and [4]: axis 1 of the tensor and axis 0 of the vector (3 and 4) differ
          rope | f32[2, 7] | | EXTENT | `rope` turns pairs of features, but axis 1 of shape [2, 7] has 7
          attention | f32[2, 8] f32[3, 9] f32[3, 8] | | INNER | `attention` needs queries and keys of one size per head, found shapes [2, 8] and [3, 9]: axis 1 of the queries and axis 1 of the keys give 8 and 9
          attention | f32[2, 8] f32[3, 8] f32[4, 8] | | EXTENT | `attention` cannot combine shapes [3, 8] and [4, 8]: axis 0 of the keys and axis 0 of the values (3 and 4) differ
          conv2d | f32[1, 8, 8, 3] f32[16, 3, 3, 4] | | INNER | `conv2d` cannot filter 3 channels with filters of 4: axis 3 of the images [1, 8, 8, 3] in layout nhwc, axis 3 of the filters [16, 3, 3, 4]
          conv2d | f32[1, 2, 8, 3] f32[16, 3, 3, 3] | | EXTENT | `conv2d` has a window of 3 along axis 1 of shape [1, 2, 8, 3], which has 2 elements with its padding
          attention | f32[4, 8] f32[6, 8] f32[6, 8] i1[4, 5] | | BROADCAST | `attention` cannot broadcast a mask of shape [4, 5] to the scores, whose shape is [4, 6]: axis 1 of the mask (5) and axis 1 of the scores (6) differ
          attention | f32[4, 8] f32[6, 8] f32[6, 8] | heads=3 | EXTENT | `attention` cannot split axis 1 of shape [4, 8] into 3 heads
          solve | f32[5, 3, 3] f32[3] | | RANK | `solve` cannot combine shapes [5, 3, 3] and [3]: the right side needs 3 axes
          det | f32[2, 3] | | EXTENT | `det` needs square matrices, found shape [2, 3]: axis 0 (2) and axis 1 (3) differ
          mse_loss | f32[2] f32[3] | | EXTENT | `mse_loss` cannot combine shapes [2] and [3]: axis 0 of the left and of the right (2 and 3) differ
          ce_loss | f32[4, 10] i64[4, 1] | | RANK | `ce_loss` needs one class per row: logits of shape [4, 10] take classes with 1 axis, found shape [4, 1]
          dropout | f32[3] | p=1.5 | ATTRIBUTE | `dropout` needs a probability p from 0 to 1, found 1.5
          quantize | f32[2, 33] | format="q8_0" | EXTENT | `quantize` to q8_0 needs axis 1 to be a multiple of 32, found 33 in shape [2, 33]
          literal | | shape=[3], data=[1, 2] | COUNT | `literal` of shape [3] needs 3 elements, found 2
          rand | | shape=[3], dtype=i64 | DTYPE | `rand` makes floats, found dtype=i64
          full | | shape=[-1], value=0 | EXTENT | `full` needs sizes of at least 0, found -1
          """)
  void refuses(String op, String in, String attributes, Rule rule, String message) {
    Mismatch mismatch =
        assertThrows(
            Mismatch.class,
            () -> infer(op, in == null ? "" : in, attributes == null ? "" : attributes));
    assertEquals(message, mismatch.words());
    assertEquals(rule, mismatch.rule());
  }

  @Test
  void namesThePlacesThatDisagree() {
    Mismatch mismatch =
        assertThrows(Mismatch.class, () -> infer("matmul", "f32[7, 2, 3] f32[4, 5]", ""));
    assertEquals(List.of(new Place(0, 2), new Place(1, 0)), mismatch.places());
  }

  @Test
  void extentsKeepTheirOrigin() throws Mismatch {
    Dim two = Dim.of(2).from(new Origin(Span.NONE, "this list has 2 rows"));
    Dim three = Dim.of(3).from(new Origin(Span.NONE, "this list has 3 columns"));
    TensorType a = new TensorType(List.of(two, Dim.of(5)), Scalar.F32);
    TensorType b = new TensorType(List.of(Dim.unknown(), three), Scalar.F32);
    TensorType product =
        (TensorType) TensorOp.MATMUL.infer(List.of(a, b), Attributes.NONE).getFirst();
    TensorType turned =
        (TensorType) TensorOp.TRANSPOSE.infer(List.of(product), Attributes.NONE).getFirst();
    assertSame(three, turned.shape().get(0));
    assertSame(two, turned.shape().get(1));
  }

  @Test
  void everyRowIsComplete() {
    for (TensorOp op : TensorOp.values()) {
      OpRow row = op.row();
      assertEquals(op.name().toLowerCase(java.util.Locale.ROOT), row.name());
      if (!row.doc().endsWith(".")) {
        fail(row.name() + " has no documentation");
      }
      for (OpRow.Attr attr : row.attributes()) {
        if (attr.doc().isBlank()) {
          fail(row.name() + "." + attr.name() + " has no documentation");
        }
      }
      assertEquals(false, op.tolerance().toString().isBlank());
    }
  }
}
