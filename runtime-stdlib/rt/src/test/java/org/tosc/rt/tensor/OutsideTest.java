package org.tosc.rt.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
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

  private static Tensor outside(DType dtype) {
    MemorySegment elements = Raw.memory(tensor(dtype));
    MemorySegment memory = Arena.ofAuto().allocate(elements.byteSize(), 64).copyFrom(elements);
    return Raw.adopt(dtype, SHAPE, (Object) memory);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void elementsAreWhatTheyAreInArrays(DType dtype) {
    Tensor t = outside(dtype);
    Tensor same = tensor(dtype);
    assertTrue(Raw.memory(t).isNative());
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
    Tensor t = outside(DType.F32);
    MemorySegment memory = Raw.memory(t);
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
