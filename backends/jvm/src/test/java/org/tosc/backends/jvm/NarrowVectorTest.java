package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// Vectors of `f32` from and to elements of fewer bits: compiled against interpreted, and against
/// the formats themselves on all patterns.
class NarrowVectorTest {
  /// A function from a tensor of one type to two of another, which it fills in steps of a vector,
  /// the last one masked, and one by one. It also asks for what lies behind the tensor, which is
  /// nobody's.
  ///
  /// @param element the element `%24`, made of that in `%22`
  private static String program(String from, String to, int n, int lanes, String element) {
    return """
    func @f(%0: tensor<[N] x FROM>) -> (tensor<[N] x TO>, tensor<[N] x TO>) {
      %1 = kernel.from_tensor(%0) : buffer<[N] x FROM, global>
      %2 = kernel.alloc : buffer<[N] x TO, global>
      %3 = kernel.alloc : buffer<[N] x TO, global>
      %4 = core.const {value = 0} : i32
      %5 = core.const {value = N} : i32
      %6 = core.slot(%4) : slot<i32>
      core.loop {
        %7 = core.slot_get(%6)
        %8 = core.lt(%7, %5)
        core.yield(%8)
      } {
        %9 = core.slot_get(%6)
        %10 = core.wrapping_sub(%5, %9)
        %11 = core.lanes_below(%10) : vector<LANESxi1>
        %12 = kernel.vload(%1, %9, %11) {bounds = "proved"} : vector<LANESxf32>
        kernel.prefetch(%1, %5)
        kernel.vstore(%2, %12, %9, %11)
        core.yield
      } {
        %13 = core.slot_get(%6)
        %14 = core.const {value = LANES} : i32
        %15 = core.wrapping_add(%13, %14)
        core.slot_set(%6, %15)
        core.yield
      }
      core.slot_set(%6, %4)
      core.loop {
        %20 = core.slot_get(%6)
        %21 = core.lt(%20, %5)
        core.yield(%21)
      } {
        %23 = core.slot_get(%6)
        %22 = kernel.load(%1, %23) {bounds = "proved"}
        %25 = core.lt(%23, %5)
        %24 = ELEMENT
        kernel.store(%3, %24, %23) {bounds = "proved"}
        core.yield
      } {
        %26 = core.slot_get(%6)
        %27 = core.const {value = 1} : i32
        %28 = core.wrapping_add(%26, %27)
        core.slot_set(%6, %28)
        core.yield
      }
      %30 = kernel.to_tensor(%2) : tensor<[N] x TO>
      %31 = kernel.to_tensor(%3) : tensor<[N] x TO>
      core.return(%30, %31)
    }
    """
        .replace("LANES", "" + lanes)
        .replace("[N]", "[" + n + "]")
        .replace("= N}", "= " + n + "}")
        .replace("FROM", from)
        .replace("TO", to)
        .replace("ELEMENT", element);
  }

  private static String reads(String element, int n, int lanes) {
    boolean isF32 = element.startsWith("q");
    String widened = isF32 ? "core.select(%25, %22, %22)" : "core.cast(%22) : f32";
    return program(element, "f32", n, lanes, widened);
  }

  private static String writes(String element, int n, int lanes) {
    return program("f32", element, n, lanes, "core.cast(%22) : " + element);
  }

  private static double[] numbers(int n, long seed) {
    Random random = new Random(seed);
    double[] all = new double[n];
    Arrays.setAll(all, i -> (float) Math.scalb(random.nextGaussian(), random.nextInt(44) - 27));
    double[] edges = {0, -0.0, 1.0 / 0, -1.0 / 0, 0.0 / 0, 65504, 65519.996, 65520, 0x1p-24};
    for (int i = 0; i < Math.min(n, edges.length); i++) {
      all[i] = edges[i];
    }
    return all;
  }

  private static Stream<Arguments> formats() {
    return Stream.of("f16", "bf16", "i8", "q8_0", "q4_0")
        .flatMap(
            e ->
                Stream.of(2, 4, 8, 16)
                    .flatMap(
                        lanes ->
                            Stream.of(32, 64, e.startsWith("q") ? 96 : 77)
                                .map(n -> Arguments.of(e, n, lanes))));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsReadAgrees(String element, int n, int lanes) {
    Scalar type = Scalar.parse(element);
    OracleTensor in;
    if (type == Scalar.I8) {
      long[] whole = new Random(n).ints(n, -128, 128).asLongStream().toArray();
      in = OracleTensor.integers(type, new long[] {n}, whole);
    } else if (type.isFloat()) {
      in = OracleTensor.reals(type, new long[] {n}, numbers(n, n));
    } else {
      double[] finite = new Random(n).doubles(n, -3, 3).toArray();
      in = OracleTensor.reals(Scalar.F32, new long[] {n}, finite).as(type);
    }
    String shown = Tiles.agreeWhole(Programs.read(reads(element, n, lanes)), 3, "f", in);
    String[] both = shown.substring(1, shown.length() - 1).split("(?<=]), ", -1);
    assertEquals(both[0], both[1], "vectors and single elements");
  }

  /// Lanes of `i32` hold elements of `i8`, too.
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16})
  void bytesAreWholeNumbers(int lanes) {
    for (int n : new int[] {9, 32, 77}) {
      long[] whole = new Random(n).ints(n, -128, 128).asLongStream().toArray();
      String program =
          program("i8", "i32", n, lanes, "core.cast(%22) : i32").replace("xf32>", "xi32>");
      OracleTensor in = OracleTensor.integers(Scalar.I8, new long[] {n}, whole);
      String shown = Tiles.agreeWhole(Programs.read(program), 3, "f", in);
      String[] both = shown.substring(1, shown.length() - 1).split("(?<=]), ", -1);
      assertEquals(both[0], both[1], "vectors and single elements");
    }
  }

  @ParameterizedTest
  @CsvSource({"f16, 2", "f16, 4", "f16, 8", "f16, 16", "bf16, 4", "bf16, 16"})
  void whatIsWrittenAgrees(String element, int lanes) {
    for (int n : new int[] {9, 32, 1000}) {
      OracleTensor in = OracleTensor.reals(Scalar.F32, new long[] {n}, numbers(n, n));
      String shown = Tiles.agreeWhole(Programs.read(writes(element, n, lanes)), 3, "f", in);
      String[] both = shown.substring(1, shown.length() - 1).split("(?<=]), ", -1);
      assertEquals(both[0], both[1], "vectors and single elements");
    }
  }

  /// Every pattern as the format's own table has it, before and after the JIT compiled the loop.
  @ParameterizedTest
  @ValueSource(strings = {"f16", "bf16"})
  void allPatterns(String element) throws Exception {
    short[] patterns = new short[1 << 16];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = (short) i;
    }
    Tensor all = Raw.adopt(DType.parse(element), new long[] {patterns.length}, patterns);
    var loaded = new JvmEngine().load(Programs.read(reads(element, patterns.length, 16)));
    double[] expected = all.toDoubles();
    for (int call = 0; call < 12; call++) {
      Object[] found = (Object[]) Programs.run(loaded, "f", new Object[] {all});
      assertTrue(Arrays.equals(expected, ((Tensor) found[0]).toDoubles()), "vectors, " + call);
      assertTrue(Arrays.equals(expected, ((Tensor) found[1]).toDoubles()), "elements, " + call);
    }
  }

  /// Ties, what is next to them, and what lies beyond each format.
  @ParameterizedTest
  @ValueSource(strings = {"f16", "bf16"})
  void allRoundings(String element) throws Exception {
    int n = 3 << 16;
    DType dtype = DType.parse(element);
    double[] numbers = new double[n];
    for (int i = 0; i < n / 3; i++) {
      double low = dtype.decode(i);
      double high = dtype.decode(i + 1 & 0xFFFF);
      float middle = (float) ((low + high) / 2);
      numbers[3 * i] = middle;
      numbers[3 * i + 1] = Math.nextUp(middle);
      numbers[3 * i + 2] = Math.nextDown(middle);
    }
    Tensor in = Tensor.ofDoubles(DType.F32, new long[] {n}, numbers);
    double[] expected = Tensor.ofDoubles(dtype, new long[] {n}, numbers).toDoubles();
    var loaded = new JvmEngine().load(Programs.read(writes(element, n, 16)));
    for (int call = 0; call < 8; call++) {
      Object[] found = (Object[]) Programs.run(loaded, "f", new Object[] {in});
      assertTrue(Arrays.equals(expected, ((Tensor) found[0]).toDoubles()), "vectors, " + call);
      assertTrue(Arrays.equals(expected, ((Tensor) found[1]).toDoubles()), "elements, " + call);
    }
  }

  /// Blocks that were never written: a scale of zero.
  @Test
  void emptyBlocks() {
    OracleTensor in = OracleTensor.blocks(Scalar.Q8_0, new long[] {32}, new double[32]);
    Tiles.agreeWhole(Programs.read(reads("q8_0", 32, 16)), 1, "f", in);
  }
}
