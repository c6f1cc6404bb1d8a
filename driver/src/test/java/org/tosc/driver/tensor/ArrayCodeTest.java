package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Functions over tensors as code over arrays, held against the interpreter.
class ArrayCodeTest {
  private static final String BLOCK =
      """
      func @f(%0: tensor<[12, 32] x f32>, %1: tensor<[32] x f32>, %2: tensor<[32] x f32>, %3: tensor<[32, 64] x f32>, %4: tensor<[64] x f32>, %5: tensor<[64, 32] x f32>) -> (tensor<[12, 32] x f32>) {
        %6 = tensor.layernorm(%0, %1, %2)
        %7 = tensor.matmul(%6, %3)
        %8 = tensor.add(%7, %4)
        %9 = tensor.relu(%8)
        %10 = tensor.matmul(%9, %5)
        %11 = tensor.add(%10, %0)
        %12 = tensor.layernorm(%11, %1, %2)
        %13 = tensor.matmul(%12, %3)
        %14 = tensor.silu(%13)
        %15 = tensor.matmul(%14, %5)
        %16 = tensor.add(%15, %11)
        core.return(%16)
      }
      """;

  private static final String VADD =
      """
      func @f(%0: tensor<[16] x f32>, %1: tensor<[16] x f32>) -> (tensor<[16] x f32>) {
        %2 = tensor.add(%0, %1)
        core.return(%2)
      }
      """;

  private static Module module(String text) {
    return switch (Reader.read(new Source("arrays.tir", text))) {
      case Reader.Result.Read(var module) -> module;
      case Reader.Result.Refused refused -> throw new AssertionError(refused.diagnostic());
    };
  }

  private static ArrayCode code(String text) {
    return Programs.load(module(text), "jvm").arrays("f");
  }

  private static long[] shape(Type type) {
    return ((TensorType) type).shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
  }

  private static float[] random(long[] shape, SplittableRandom random) {
    int size = 1;
    for (long extent : shape) {
      size *= (int) extent;
    }
    float[] elements = new float[size];
    for (int i = 0; i < size; i++) {
      elements[i] = (float) random.nextDouble(-1, 1);
    }
    return elements;
  }

  /// Kernels take the largest of a row without a look at NaN: what follows makes NaN of the row.
  @ParameterizedTest
  @ValueSource(strings = {"softmax", "log_softmax"})
  void notANumberMakesARowNaN(String operation) {
    String type = "tensor<[4, 21] x f32>";
    ArrayCode code =
        code(
            "func @f(%0: "
                + type
                + ") -> ("
                + type
                + ") {\n  %1 = tensor."
                + operation
                + "(%0)\n  core.return(%1)\n}\n");
    float[] x = random(new long[] {4, 21}, new SplittableRandom(2));
    x[21 + 17] = Float.NaN;
    x[42] = Float.NaN;
    x[63 + 20] = Float.NEGATIVE_INFINITY;
    float[] y = new float[x.length];
    code.call(x, y);
    for (int i = 0; i < x.length; i++) {
      assertEquals(i / 21 == 1 || i / 21 == 2, Float.isNaN(y[i]), operation + " at " + i);
    }
    assertEquals(operation.equals("softmax") ? 0 : Float.NEGATIVE_INFINITY, y[63 + 20]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BLOCK,
        VADD,
        """
        func @f(%0: tensor<[7, 5] x f32>) -> (tensor<[5, 7] x f32>, tensor<[7] x f32>) {
          %1 = tensor.exp(%0)
          %2 = tensor.reduce_sum(%1) {axis = [1]}
          %3 = tensor.transpose(%1)
          core.return(%3, %2)
        }
        """,
        """
        func @f(%0: tensor<[4, 6] x f32>) -> (tensor<[8, 3] x f32>) {
          %1 = tensor.softmax(%0)
          %2 = tensor.reshape(%1) {shape = [3, 8]}
          %3 = tensor.softmax(%2)
          %4 = tensor.reshape(%3) {shape = [8, 3]}
          %5 = tensor.softmax(%4)
          core.return(%5)
        }
        """,
        """
        func @f(%0: tensor<[30, 40] x f32>, %1: tensor<[40, 40] x f32>) -> (tensor<[30, 40] x f32>) {
          %2 = core.const {value = 0.5} : f32
          %3 = tensor.splat(%2)
          %4 = tensor.matmul(%0, %1)
          %5 = tensor.matmul(%4, %1)
          %6 = tensor.add(%5, %4)
          %7 = tensor.matmul(%6, %1)
          %8 = tensor.mul(%7, %3)
          core.return(%8)
        }
        """,
      })
  void computesWhatTheFunctionMeans(String text) throws Exception {
    Function f = Objects.requireNonNull(module(text).function("f"));
    SplittableRandom random = new SplittableRandom(5);
    ArrayCode code = code(text);
    for (int round = 0; round < 3; round++) {
      List<float[]> arrays = new ArrayList<>();
      List<Object> tensors = new ArrayList<>();
      for (var parameter : f.params()) {
        float[] elements = random(shape(parameter.type()), random);
        arrays.add(elements);
        tensors.add(Tensor.ofFloats(shape(parameter.type()), elements));
      }
      f.results().forEach(r -> arrays.add(random(shape(r), random)));
      code.call(arrays.toArray());
      Session session = Session.builder().engine(Programs.tensors()).build();
      Object result =
          session.run(() -> Programs.load(module(text), "interp").call("f", tensors.toArray()));
      Object[] expected = result instanceof Object[] several ? several : new Object[] {result};
      for (int i = 0; i < expected.length; i++) {
        float[] wanted = assertInstanceOf(Tensor.class, expected[i]).toFloats();
        float[] found = arrays.get(f.params().size() + i);
        for (int k = 0; k < wanted.length; k++) {
          assertEquals(wanted[k], found[k], 1e-5 * (1 + Math.abs(wanted[k])), "element " + k);
        }
      }
    }
  }

  /// Not checked where the JVM has only its first compiler, which makes objects of vectors.
  @Test
  void callsAllocateNothing() {
    assumeFalse(System.getProperty("java.vm.info", "").contains("emulated-client"));
    ArrayCode code = code(BLOCK);
    Function f = Objects.requireNonNull(module(BLOCK).function("f"));
    SplittableRandom random = new SplittableRandom(1);
    List<float[]> all = new ArrayList<>();
    f.params().forEach(p -> all.add(random(shape(p.type()), random)));
    f.results().forEach(r -> all.add(random(shape(r), random)));
    Object[] arrays = all.toArray();
    for (int i = 0; i < 30_000; i++) {
      code.call(arrays);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        code.call(arrays);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // The bean itself allocates a few bytes now and then; a call of a kernel would allocate 100 ×
    // 24.
    assertTrue(least < 100, "allocated in 100 calls: " + least);
  }

  @Test
  void memoryIsUsedAgain() {
    ArrayCode code = code(BLOCK);
    assertTrue(code.arenaBytes() < 4 * (5 * 12 * 32 + 2 * 12 * 64), "arena: " + code.arenaBytes());
  }

  /// Weights of 16 bits and in blocks, and a result of 16 bits, with an intermediate one between
  /// two kernels.
  @Test
  void arraysOfFewerBits() throws Throwable {
    String text =
        """
        func @f(%0: tensor<[3, 64] x f32>, %1: tensor<[64, 20] x f16>, %2: tensor<[7, 32] x q8_0>) -> (tensor<[3, 20] x bf16>, tensor<[7, 32] x f32>) {
          %3 = tensor.matmul(%0, %1)
          %4 = tensor.cast(%3) {dtype = type bf16}
          %5 = tensor.softmax(%4)
          %6 = tensor.dequantize(%2)
          %7 = tensor.neg(%6)
          core.return(%5, %7)
        }
        """;
    SplittableRandom random = new SplittableRandom(5);
    Tensor x = Tensor.ofFloats(new long[] {3, 64}, random(new long[] {3, 64}, random));
    Tensor w = Raw.rounded(DType.F16, new long[] {64, 20}, random(new long[] {64, 20}, random));
    Tensor q =
        Raw.pack(
            DType.Q8_0, Tensor.ofFloats(new long[] {7, 32}, random(new long[] {7, 32}, random)));
    short[] halves = new short[60];
    float[] negative = new float[224];
    code(text).handle().invoke(Raw.array(x), Raw.array(w), Raw.array(q), halves, negative);
    Session session = Session.builder().engine(Programs.tensors()).build();
    Object[] expected =
        (Object[]) session.run(() -> Programs.load(module(text), "interp").call("f", x, w, q));
    Tensor found = Raw.adopt(DType.BF16, new long[] {3, 20}, halves);
    double[] wanted = ((Tensor) expected[0]).toDoubles();
    for (int i = 0; i < wanted.length; i++) {
      assertEquals(wanted[i], found.getDouble(i), 0x1p-7 * Math.abs(wanted[i]), "element " + i);
    }
    assertArrayEquals(((Tensor) expected[1]).toFloats(), negative);
    String wrong =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    code(text).call(Raw.array(x), new float[1280], Raw.array(q), halves, negative))
            .getMessage();
    assertEquals("array 1: elements of f16 lie in a short[], found float[]", wrong);
  }

  @Test
  void handlesAndWrongArrays() throws Throwable {
    ArrayCode code = code(VADD);
    float[] x = new float[16];
    float[] y = new float[16];
    float[] z = new float[16];
    x[3] = 1;
    y[3] = 2;
    code.handle().invokeExact(x, y, z);
    assertEquals(3, z[3]);
    assertEquals(
        "array 1: 15 elements in the array, 16 in its tensor",
        assertThrows(IllegalArgumentException.class, () -> code.call(x, new float[15], z))
            .getMessage());
    assertEquals(
        "the function takes 3 arrays, found 2",
        assertThrows(IllegalArgumentException.class, () -> code.call(x, y)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "func @f(%0: tensor<[n] x f32>) -> (tensor<[n] x f32>) { %1 = tensor.exp(%0)"
            + " core.return(%1) }",
        "func @f(%0: tensor<[4] x f64>) -> (tensor<[4] x f64>) { %1 = tensor.exp(%0)"
            + " core.return(%1) }",
        "func @f(%0: tensor<[4] x f32>) -> (tensor<[4] x f32>) { core.return(%0) }",
        "func @f(%0: tensor<[4] x f32>) -> (tensor<[4] x f32>) { %1 = tensor.sort(%0)"
            + " core.return(%1) }",
      })
  void refusesWithAReason(String text) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Programs.loadAsItIs(module(text), "jvm").arrays("f"))
            .getMessage();
    assertTrue(message.startsWith("@f has no code over arrays: "), message);
  }
}
