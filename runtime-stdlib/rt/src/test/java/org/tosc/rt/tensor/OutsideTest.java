package org.tosc.rt.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tensors whose elements lie outside of the JVM's heap.
class OutsideTest {
  private static final long[] SHAPE = {3, 32};

  private static Tensor tensor(DType dtype) {
    double[] values = new double[96];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.isBool() ? i % 2 : i % 7;
    }
    return Tensor.ofDoubles(dtype, SHAPE, values);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void elementsAreWhatTheyWereBefore(DType dtype) {
    Tensor t = tensor(dtype);
    Tensor same = tensor(dtype);
    MemorySegment memory = Raw.outside(t);
    assertTrue(memory.isNative() && memory.address() % 64 == 0, "at a cache line");
    assertEquals(memory.address(), Raw.outside(t).address(), "and it stays there");
    assertTrue(t.contentEquals(same));
    assertEquals(same.toString(), t.toString());
    assertArrayEquals(same.toFloats(), t.toFloats());
    assertArrayEquals(same.toDoubles(), t.toDoubles());
    long[] flat = {96};
    assertTrue(Raw.reshaped(t, flat).contentEquals(Raw.reshaped(same, flat)));
    int[] positions = {95, -1, 0};
    long[] three = {3};
    assertTrue(Raw.picked(t, three, positions).contentEquals(Raw.picked(same, three, positions)));
  }

  @Test
  void elementsAreReplacedWhereTheyAre() {
    Tensor t = tensor(DType.F32);
    MemorySegment memory = Raw.outside(t);
    t.setAt(new long[] {1, 2}, 42.5);
    assertEquals(42.5f, memory.getAtIndex(ValueLayout.JAVA_FLOAT, 34));
    assertEquals(42.5, t.getDouble(34));
  }

  @Test
  void memoryHasTheSizeOfItsTensor() {
    MemorySegment memory = MemorySegment.ofArray(new byte[380]);
    assertThrows(IllegalArgumentException.class, () -> Raw.adopt(DType.F32, SHAPE, memory));
  }
}
