package org.tosc.backends.x86.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeCallTest {
  private CodePool pool;

  @BeforeEach
  void open() {
    Bytes.assumeMachineCode();
    pool = CodePool.open();
  }

  @AfterEach
  void close() {
    if (pool != null) {
      pool.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void wordsArriveWhereTheyBelong(CallMode mode) throws Throwable {
    // double f(long a, float b, int c, double d) { return a - c + b - d; }
    Kernel kernel =
        pool.install(
            Bytes.of(
                0x48, 0x63, 0xc6, // movsxd rax, esi
                0x48, 0x29, 0xc7, // sub rdi, rax
                0xf3, 0x0f, 0x5a, 0xc0, // cvtss2sd xmm0, xmm0
                0xf2, 0x48, 0x0f, 0x2a, 0xd7, // cvtsi2sd xmm2, rdi
                0xf2, 0x0f, 0x58, 0xc2, // addsd xmm0, xmm2
                0xf2, 0x0f, 0x5c, 0xc1, // subsd xmm0, xmm1
                0xc3)); // ret
    Signature signature = Signature.of(Word.DOUBLE, Word.LONG, Word.FLOAT, Word.INT, Word.DOUBLE);
    assertEquals(
        MethodType.methodType(double.class, long.class, float.class, int.class, double.class),
        signature.type());
    NativeCall call = NativeCall.of(signature, mode);
    MethodHandle f = call.to(kernel);
    assertEquals(signature.type(), f.type());
    assertEquals((1L << 40) + 3 + 0.5 - 0.25, (double) f.invokeExact(1L << 40, 0.5f, -3, 0.25));
    try (Pin pin = kernel.pin()) {
      double sum = (double) call.atAddress().invokeExact(pin.address(), 1L, 0f, 2, 0.0);
      assertEquals(-1, sum);
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreWrittenToMemory(CallMode mode) throws Throwable {
    // void f(long *to, int what) { *to = what; }
    Kernel kernel =
        pool.install(
            Bytes.of(
                0x48, 0x63, 0xc6, // movsxd rax, esi
                0x48, 0x89, 0x07, // mov [rdi], rax
                0xc3)); // ret
    MethodHandle f = NativeCall.of(Signature.ofVoid(Word.ADDRESS, Word.INT), mode).to(kernel);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocate(ValueLayout.JAVA_LONG);
      f.invokeExact(place, -5);
      assertEquals(-5, place.get(ValueLayout.JAVA_LONG, 0));
    }
    long[] array = {1, 2};
    MemorySegment heap = MemorySegment.ofArray(array).asSlice(8);
    if (mode == CallMode.CRITICAL_HEAP) {
      f.invokeExact(heap, -6);
      assertEquals(-6, array[1]);
    } else {
      assertThrows(
          IllegalArgumentException.class,
          () -> {
            f.invokeExact(heap, -6);
          });
    }
    assertEquals(1, array[0]);
  }

  @Test
  void nobodyHoldsItAfterACallThatFails() throws Throwable {
    Kernel kernel = pool.install(Bytes.of(0xc3)); // ret
    MethodHandle f = NativeCall.of(Signature.ofVoid(Word.ADDRESS), CallMode.CRITICAL).to(kernel);
    MemorySegment dead;
    try (Arena arena = Arena.ofConfined()) {
      dead = arena.allocate(8);
    }
    assertThrows(
        IllegalStateException.class,
        () -> {
          f.invokeExact(dead);
        });
    assertTrue(kernel.evict());
  }

  @Test
  void whatCannotBeCalled() {
    assertThrows(IllegalArgumentException.class, () -> Signature.of(Word.ADDRESS, Word.LONG));
    MethodHandle other = MethodHandles.identity(long.class);
    assertThrows(IllegalArgumentException.class, () -> new NativeCall(Signature.ofVoid(), other));
  }
}
