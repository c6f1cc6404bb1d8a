package org.tosc.rt.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.shape;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TensorTest {
  @Test
  void tensorsPrintTheirShapeDtypeAndElements() {
    assertEquals(
        "Tensor(shape=[2, 2], dtype=f32, data=[1, 2, 3, 4])",
        Tensor.of(new double[] {1, 2, 3, 4}, 2, 2).toString());
    assertEquals(
        "Tensor(shape=[], dtype=f32, data=[0.333333])",
        Tensor.scalar(DType.F32, 1.0 / 3).toString());
    assertEquals(
        "Tensor(shape=[2], dtype=bool, data=[true, false])",
        Tensor.of(List.of(true, false), null).toString());
    assertEquals("Tensor(shape=[0], dtype=f32, data=[])", Tensor.of(new double[0]).toString());
    assertEquals(
        "Tensor(shape=[1], dtype=i64, data=[1000000000])",
        Tensor.ofLongs(DType.I64, shape(1), new long[] {1_000_000_000}).toString());
  }

  @Test
  void longTensorsAreElidedInTheMiddle() {
    assertEquals(
        "Tensor(shape=[16], dtype=f32, data=[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,"
            + " 15])",
        op("iota", attrs("n", 16L)).toString());
    assertEquals(
        "Tensor(shape=[100], dtype=i64, data=[0, 1, 2, 3, 4, 5, …, 94, 95, 96, 97, 98, 99])",
        op("iota", attrs("n", 100L, "dtype", "i64")).toString());
  }

  @Test
  void numbersPrintSixDigits() {
    Object[][] rows = {
      {0.1, "0.1"},
      {1e6, "1e6"},
      {999_999.4, "999999"},
      {999_999.6, "1e6"},
      {123_456_789.0, "1.23457e8"},
      {1.5e-7, "1.5e-7"},
      {0.00001, "0.00001"},
      {0.0000099, "9.9e-6"},
      {-0.0, "-0"},
      {-2.5, "-2.5"},
      {100.0, "100"},
      {Double.NaN, "nan"},
      {Double.NEGATIVE_INFINITY, "-inf"},
      {2.0 / 3, "0.666667"},
      {1e300, "1e300"},
      {12345.678, "12345.7"},
    };
    for (Object[] row : rows) {
      assertEquals(row[1], TensorText.number((Double) row[0]));
    }
    assertEquals("0.1", TensorText.number(0.1f));
  }

  @Test
  void nestedListsBecomeTensors() {
    Tensor t = Tensor.of(List.of(List.of(1L, 2L, 3L), List.of(4L, 5.5, 6L)), null);
    assertTensor(DType.F32, shape(2, 3), t, 1, 2, 3, 4, 5.5, 6);
    assertTensor(DType.I8, shape(2), Tensor.of(List.of(1L, -2L), DType.I8), 1, -2);
    assertTensor(
        DType.F32,
        shape(2, 2),
        Tensor.of(List.of(Tensor.of(1, 2), Tensor.of(3, 4)), null),
        1,
        2,
        3,
        4);
    assertTensor(DType.F32, shape(0), Tensor.of(List.of(), null));
    assertTensor(DType.F32, shape(2, 0), Tensor.of(List.of(List.of(), List.of()), null));
    for (List<?> ragged :
        List.of(
            List.of(List.of(1L), List.of(1L, 2L)),
            List.of(1L, List.of(2L)),
            List.of(List.of(1L), 2L),
            List.of(Tensor.of(1, 2), Tensor.of(1)))) {
      TensorFault fault = assertThrows(TensorFault.class, () -> Tensor.of(ragged, null));
      assertEquals(TensorFault.Kind.SHAPE, fault.kind());
    }
    assertEquals(
        "the rows of a tensor have equal lengths: at depth 1 the first row has a list of 1, another"
            + " has a list of 2",
        assertThrows(
                TensorFault.class, () -> Tensor.of(List.of(List.of(1L), List.of(1L, 2L)), null))
            .text());
    assertEquals(
        TensorFault.Kind.DTYPE,
        assertThrows(TensorFault.class, () -> Tensor.of(List.of("x"), null)).kind());
  }

  @Test
  void everyDtypeKeepsItsElements() {
    for (DType dtype : DType.values()) {
      if (!dtype.isBlock()) {
        Tensor t = Tensor.ofLongs(dtype, shape(5), new long[] {0, 1, 0, 1, 1});
        assertArrayEquals(new double[] {0, 1, 0, 1, 1}, t.toDoubles(), dtype.text());
        assertArrayEquals(new long[] {0, 1, 0, 1, 1}, t.toLongs());
        assertArrayEquals(new float[] {0, 1, 0, 1, 1}, t.toFloats());
        assertTrue(t.contentEquals(Tensor.ofSegment(dtype, shape(5), t.segment())));
      }
    }
    Tensor nibbles = Tensor.ofLongs(DType.I4, shape(3), new long[] {-8, 7, -1});
    assertArrayEquals(new long[] {-8, 7, -1}, nibbles.toLongs());
    assertEquals(2, nibbles.segment().byteSize());
    Tensor words = Tensor.ofLongs(DType.U16, shape(2), new long[] {65535, 1});
    assertEquals("Tensor(shape=[2], dtype=u16, data=[65535, 1])", words.toString());
    assertEquals(4, words.segment().byteSize());
    Tensor wide = Tensor.ofLongs(DType.U32, shape(1), new long[] {0xFFFF_FFFFL});
    assertEquals(0xFFFF_FFFFL, wide.getLong(0));
    assertEquals(0xFFFF_FFFFp0, wide.getDouble(0));
    Tensor widest = Tensor.ofLongs(DType.U64, shape(1), new long[] {Long.MAX_VALUE});
    assertEquals(Long.MAX_VALUE, widest.item());
  }

  @Test
  void itemsHaveTheJavaTypeOfTheirDtype() {
    assertEquals(2.5, Tensor.of(2.5).item());
    assertEquals(3L, Tensor.scalar(DType.I8, 3L).item());
    assertEquals(true, Tensor.scalar(DType.BOOL, true).item());
    assertThrows(TensorFault.class, () -> Tensor.of(1, 2).item());
  }

  @Test
  void indexAssignmentReplacesElementsOfTheSameObject() {
    Tensor t = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor copy = op("reshape", attrs("shape", shape(2, 3)), t);
    t.setAt(shape(0, -1), 9L);
    t.setAt(shape(1), Tensor.of(7, 8, 9));
    assertTensor(DType.F32, shape(2, 3), t, 1, 2, 9, 7, 8, 9);
    t.setAt(shape(1), 0.5);
    assertTensor(DType.F32, shape(2, 3), t, 1, 2, 9, .5, .5, .5);
    t.setSlice(shape(0, 0), shape(2, 2), shape(1, 1), Tensor.of(new double[] {10, 20}, 2, 1));
    assertTensor(DType.F32, shape(2, 3), t, 10, 10, 9, 20, 20, .5);
    assertTensor(DType.F32, shape(2, 3), copy, 1, 2, 3, 4, 5, 6);
    t.setSlice(shape(), shape(), shape(-1), t);
    assertTensor(DType.F32, shape(2, 3), t, 20, 20, .5, 10, 10, 9);
    Tensor whole = Tensor.ofLongs(DType.I8, shape(2), new long[] {1, 2});
    whole.setAt(shape(0), 2.9);
    assertTensor(DType.I8, shape(2), whole, 2, 2);
  }

  @Test
  void indexAssignmentChecksItsIndexAndShape() {
    Tensor t = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    TensorFault outside = assertThrows(TensorFault.class, () -> t.setAt(shape(0, 3), 1L));
    assertEquals(TensorFault.Kind.INDEX, outside.kind());
    assertEquals("index 3 is outside axis 1 of shape [2, 3], which has 3 elements", outside.text());
    assertEquals(
        TensorFault.Kind.SHAPE,
        assertThrows(TensorFault.class, () -> t.setAt(shape(0), Tensor.of(1, 2))).kind());
    assertEquals(
        TensorFault.Kind.OVERFLOW,
        assertThrows(
                TensorFault.class,
                () -> Tensor.ofLongs(DType.I8, shape(1), new long[1]).setAt(shape(0), 300L))
            .kind());
  }

  @Test
  void shapesAreChecked() {
    assertEquals(0, Shapes.size(shape(0, Long.MAX_VALUE, Long.MAX_VALUE)));
    assertThrows(TensorFault.class, () -> Shapes.size(shape(1L << 32, 1L << 32)));
    assertThrows(TensorFault.class, () -> Shapes.size(shape(-1)));
    assertThrows(TensorFault.class, () -> Tensor.ofDoubles(DType.F32, shape(2), new double[3]));
  }

  @Test
  void contentsCompareBitByBit() {
    assertTrue(Tensor.of(1, Double.NaN).contentEquals(Tensor.of(1, Double.NaN)));
    assertFalse(Tensor.of(0.0).contentEquals(Tensor.of(-0.0)));
    assertFalse(Tensor.of(1, 2).contentEquals(Tensor.of(new double[] {1, 2}, 1, 2)));
  }
}
