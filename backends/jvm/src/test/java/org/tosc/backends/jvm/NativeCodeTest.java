package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.NativeKernel;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// How kernels are called that run outside of the JVM: here, Java methods that say so.
class NativeCodeTest {
  private static final int SHORT = 64;
  private static final int LONG = 1 << 20;

  /// Sums as "native" code.
  private static final class Sums implements KernelTarget {
    private final List<String> ways = new ArrayList<>();

    @Override
    public String name() {
      return "sums";
    }

    @Override
    public @Nullable String obstacle() {
      return null;
    }

    @Override
    public Outcome compile(Function nests, int threads) {
      int n = nests.params().isEmpty() ? 0 : Math.toIntExact(size(nests));
      NativeKernel.Code code = new NativeKernel.Code(sum("any"), () -> sum("outside"));
      return new Outcome.Made(
          new NativeKernel(
              code,
              List.of(),
              Collections.nCopies(3, n),
              Collections.nCopies(3, Scalar.F32),
              List.of()));
    }

    private static long size(Function nests) {
      String type = nests.params().getFirst().type().toString();
      return type.contains(Integer.toString(LONG)) ? LONG : SHORT;
    }

    private MethodHandle sum(String way) {
      MethodType type =
          MethodType.methodType(
              void.class,
              String.class,
              MemorySegment.class,
              MemorySegment.class,
              MemorySegment.class);
      try {
        MethodHandle all = MethodHandles.lookup().bind(this, "sum", type);
        return all.bindTo(way);
      } catch (ReflectiveOperationException fault) {
        throw new LinkageError(fault.getMessage(), fault);
      }
    }

    @SuppressWarnings("unused") // by its handle
    void sum(String way, MemorySegment a, MemorySegment b, MemorySegment sum) {
      ways.add(way);
      ValueLayout.OfFloat f32 = ValueLayout.JAVA_FLOAT;
      for (long i = 0; i < sum.byteSize() / Float.BYTES; i++) {
        sum.setAtIndex(f32, i, a.getAtIndex(f32, i) + b.getAtIndex(f32, i));
      }
    }
  }

  private static ArrayCode code(int n, @Nullable KernelTarget target) {
    String text =
        """
        func @f(%0: tensor<[N] x f32>, %1: tensor<[N] x f32>) -> (tensor<[N] x f32>) {
          %2 = tensor.add(%0, %1)
          core.return(%2)
        }
        """
            .replace("N", Integer.toString(n));
    Module module = ((Reader.Result.Read) Reader.read(new Source("f.tir", text))).module();
    return new JvmEngine().load(module, Loading.PLAIN.withKernels(target)).arrays("f");
  }

  private static MemorySegment memory(ArrayCode code, int number, float value) {
    MemorySegment memory = (MemorySegment) code.allocate(number);
    for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
    return memory;
  }

  @Test
  void nobodyWaitsForLongKernelsOnMemory() {
    Sums target = new Sums();
    ArrayCode code = code(LONG, target);
    MemorySegment sum = memory(code, 2, 0);
    assertEquals(0, sum.address() % 64);
    code.call(memory(code, 0, 1), memory(code, 1, 2), sum);
    assertEquals(3, sum.getAtIndex(ValueLayout.JAVA_FLOAT, LONG - 1));
    code.call(memory(code, 0, 1), new float[LONG], sum);
    assertEquals(1, sum.getAtIndex(ValueLayout.JAVA_FLOAT, LONG - 1));
    assertEquals(List.of("outside", "any"), target.ways);
  }

  @Test
  void shortKernelsAreCalledTheCheapWay() throws Throwable {
    Sums target = new Sums();
    ArrayCode code = code(SHORT, target);
    MemorySegment a = memory(code, 0, 1);
    MemorySegment b = memory(code, 1, 2);
    MemorySegment sum = memory(code, 2, 0);
    code.segments().invokeExact(a, b, sum);
    assertEquals(3, sum.getAtIndex(ValueLayout.JAVA_FLOAT, SHORT - 1));
    float[] array = new float[SHORT];
    code.call(a, sum, array);
    assertEquals(4, array[0]);
    assertEquals(List.of("any", "any"), target.ways);
  }

  @Test
  void memoryHasTheRightSize() {
    ArrayCode code = code(SHORT, new Sums());
    MemorySegment other = MemorySegment.ofArray(new float[SHORT + 1]);
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> code.call(code.allocate(0), other, code.allocate(2)));
    assertEquals("array 1: 260 bytes of memory, 256 in its tensor", refused.getMessage());
  }

  @Test
  void classFilesWorkOnArraysAlone() {
    ArrayCode code = code(SHORT, null);
    assertInstanceOf(float[].class, code.allocate(0));
    MemorySegment memory = MemorySegment.ofArray(new float[SHORT]);
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> code.call(memory, code.allocate(1), code.allocate(2)));
    assertTrue(refused.getMessage().contains("class files work on Java arrays"));
    assertThrows(IllegalArgumentException.class, code::segments);
  }
}
