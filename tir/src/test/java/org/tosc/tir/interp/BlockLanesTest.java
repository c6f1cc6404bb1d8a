package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// Bytes of buffers and blocks in lanes, and their products.
class BlockLanesTest {
  private static Object run(String signature, String body, Object... arguments) {
    return KernelPrograms.read("func @f" + signature + " {\n" + body + "\n}\n")
        .call("f", arguments);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void dotsOfBytesAreModulo(long sum) {
    Random random = new Random(sum);
    for (int round = 0; round < 100; round++) {
      int a = round == 0 ? -1 : random.nextInt();
      int b = round == 0 ? 0x8080_8080 : random.nextInt();
      long wanted = sum;
      for (int i = 0; i < 4; i++) {
        wanted += (long) Byte.toUnsignedInt((byte) (a >> (8 * i))) * (byte) (b >> (8 * i));
      }
      Object found =
          ScalarMeaning.apply(CoreOp.DOT4, Scalar.I32, Scalar.I32, sum, (long) a, (long) b);
      assertEquals((long) (int) wanted, found);
    }
  }

  @Test
  void bytesAreStoredCutAndReadInFours() {
    String body =
        """
        %1 = kernel.alloc : buffer<[8] x i8, global>
        %2 = core.const {value = 0} : i32
        %3 = core.const {value = 4} : i32
        kernel.vstore(%1, %0, %2)
        kernel.vstore(%1, %0, %3)
        %4 = kernel.vbytes(%1, %2) {bounds = "proved"} : vector<2xi32>
        core.return(%4)\
        """;
    Object[] lanes = {1L, -1L, 0x1234L, 128L};
    Object found = run("(%0: vector<4xi32>) -> (vector<2xi32>)", body, (Object) lanes);
    assertArrayEquals(
        new Object[] {0x8034_FF01L - (1L << 32), 0x8034_FF01L - (1L << 32)}, (Object[]) found);
  }

  /// A scale that is not one of `f16` is rounded, and integers are cut to their lowest bits.
  @Test
  void blocksAreWritten() {
    String body =
        """
        %2 = kernel.from_tensor(%1) : buffer<[n] x q8_0, global>
        %3 = core.const {value = 32} : i32
        %4 = core.const {value = 0.1} : f32
        kernel.vblock(%2, %4, %3, %0, %0) {bounds = "proved"}
        %5 = core.const {value = 48} : i32
        %6 = kernel.vload(%2, %5) {bounds = "proved"} : vector<16xf32>
        core.return(%6)\
        """;
    Object[] lanes = IntStream.range(0, 16).mapToObj(i -> i - 8 + 256L * i).toArray();
    OracleTensor blocks =
        OracleTensor.reals(Scalar.F32, new long[] {64}, new double[64]).as(Scalar.Q8_0);
    String signature = "(%0: vector<16xi32>, %1: tensor<[64] x q8_0>) -> (vector<16xf32>)";
    Object found = run(signature, body, lanes, blocks);
    double scale = Float.float16ToFloat(Float.floatToFloat16(0.1f));
    Object[] expected = IntStream.range(0, 16).mapToObj(i -> (i - 8) * scale).toArray();
    assertArrayEquals(expected, (Object[]) found);
  }

  @Test
  void numbersArePackedAsTensorsAre() {
    String body =
        """
        %2 = kernel.from_tensor(%0) : buffer<[64] x f32, global>
        %3 = kernel.from_tensor(%1) : buffer<[64] x q8_0, global>
        kernel.pack(%2, %3)
        %4 = kernel.to_tensor(%3) : tensor<[64] x q8_0>
        core.return(%4)\
        """;
    double[] numbers = new Random(2).doubles(64, -1, 1).map(x -> (float) x).toArray();
    OracleTensor x = OracleTensor.reals(Scalar.F32, new long[] {64}, numbers);
    OracleTensor blocks =
        OracleTensor.reals(Scalar.F32, new long[] {64}, new double[64]).as(Scalar.Q8_0);
    String signature = "(%0: tensor<[64] x f32>, %1: tensor<[64] x q8_0>) -> (tensor<[64] x q8_0>)";
    OracleTensor found = (OracleTensor) run(signature, body, x, blocks);
    assertArrayEquals(x.as(Scalar.Q8_0).reals(), found.reals());
  }

  @Test
  void lanesOfTwoVectorsAreChosen() {
    String body =
        """
        %2 = core.shuffle(%0, %1) {lanes = [5, 0, 3, 4]}
        core.return(%2)\
        """;
    Object[] a = {10L, 11L, 12L, 13L};
    Object[] b = {20L, 21L, 22L, 23L};
    Object found = run("(%0: vector<4xi32>, %1: vector<4xi32>) -> (vector<4xi32>)", body, a, b);
    assertArrayEquals(new Object[] {21L, 10L, 13L, 20L}, (Object[]) found);
  }

  /// The bytes of a block and its scale, as the definition of the format has them.
  @ParameterizedTest
  @ValueSource(strings = {"q8_0", "q4_0"})
  void blocksHaveBytesAndScales(String format) {
    boolean isWhole = format.equals("q8_0");
    int lanes = isWhole ? 8 : 4;
    double scale = 0.125;
    int[] integers = IntStream.range(0, 32).map(j -> isWhole ? j * 8 - 127 : j % 16 - 8).toArray();
    double[] numbers = Arrays.stream(integers).mapToDouble(n -> n * scale).toArray();
    String body =
        """
        %1 = kernel.from_tensor(%0) : buffer<[n] x FORMAT, global>
        %2 = core.const {value = 32} : i32
        %3 = kernel.vbytes(%1, %2) {bounds = "proved"} : vector<LANESxi32>
        %4 = kernel.vscales(%1, %2) {bounds = "proved"} : vector<LANESxf32>
        core.return(%3, %4)\
        """
            .replace("FORMAT", format)
            .replace("LANES", "" + lanes);
    String signature =
        "(%0: tensor<[64] x FORMAT>) -> (vector<LANESxi32>, vector<LANESxf32>)"
            .replace("FORMAT", format)
            .replace("LANES", "" + lanes);
    double[] two = Arrays.copyOf(new double[32], 64);
    System.arraycopy(numbers, 0, two, 32, 32);
    Scalar scalar = isWhole ? Scalar.Q8_0 : Scalar.Q4_0;
    OracleTensor blocks = OracleTensor.reals(Scalar.F32, new long[] {64}, two).as(scalar);
    Object[] found = (Object[]) run(signature, body, blocks);
    Object[] words = (Object[]) found[0];
    for (int j = 0; j < 4 * lanes; j++) {
      int wanted = isWhole ? integers[j] & 0xFF : (integers[j] + 8) | ((integers[j + 16] + 8) << 4);
      assertEquals(wanted, (int) ((Long) words[j / 4] >> (8 * (j % 4))) & 0xFF);
    }
    assertEquals(List.of(scale), Arrays.stream((Object[]) found[1]).distinct().toList());
  }

  /// Halves of blocks: as many lanes hold twice as many.
  @Test
  void someBytesOfEachBlock() {
    int[] integers = IntStream.range(0, 64).map(j -> j < 32 ? 127 - j : j - 159).toArray();
    double[] numbers =
        IntStream.range(0, 64).mapToDouble(j -> integers[j] * (j < 32 ? 0.5 : 0.25)).toArray();
    String body =
        """
        %1 = kernel.from_tensor(%0) : buffer<[n] x q8_0, global>
        %2 = core.const {value = 0} : i32
        %3 = kernel.vbytes(%1, %2) {behind = 16, bounds = "proved", bytes = 16} : vector<8xi32>
        %4 = kernel.vscales(%1, %2) {bounds = "proved", bytes = 16} : vector<8xf32>
        core.return(%3, %4)\
        """;
    String signature = "(%0: tensor<[64] x q8_0>) -> (vector<8xi32>, vector<8xf32>)";
    OracleTensor blocks = OracleTensor.reals(Scalar.F32, new long[] {64}, numbers).as(Scalar.Q8_0);
    Object[] found = (Object[]) run(signature, body, blocks);
    Object[] words = (Object[]) found[0];
    for (int j = 0; j < 32; j++) {
      int wanted = integers[j / 16 * 32 + 16 + j % 16] & 0xFF;
      assertEquals(wanted, (int) ((Long) words[j / 4] >> (8 * (j % 4))) & 0xFF);
    }
    assertArrayEquals(
        new Object[] {0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25}, (Object[]) found[1]);
  }

  /// Blocks that packing would not give: their largest integer is not the format's.
  @Test
  void anyBlockHasParts() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      boolean isWhole = round % 2 == 0;
      double scale = Math.scalb(1 + random.nextInt(1024) / 1024.0, random.nextInt(20) - 10);
      int most = 1 + random.nextInt(isWhole ? 127 : 7);
      double[] numbers =
          IntStream.range(0, 32)
              .mapToDouble(_ -> scale * (random.nextInt(2 * most + 1) - most))
              .toArray();
      BlockParts parts = BlockParts.of(isWhole ? Scalar.Q8_0 : Scalar.Q4_0, numbers);
      for (int j = 0; j < 32; j++) {
        assertEquals(numbers[j], parts.scale() * parts.integers().get(j), 0.0);
      }
    }
  }

  @Test
  void wronglyPlacedIsOurFault() {
    String body =
        """
        %2 = kernel.from_tensor(%0) : buffer<[n] x q8_0, global>
        %3 = kernel.vbytes(%2, %1) {bounds = "proved"} : vector<8xi32>
        core.return(%3)\
        """;
    OracleTensor blocks =
        OracleTensor.reals(Scalar.F32, new long[] {64}, new double[64]).as(Scalar.Q8_0);
    String signature = "(%0: tensor<[64] x q8_0>, %1: i32) -> (vector<8xi32>)";
    run(signature, body, blocks, 32L);
    assertThrows(IllegalStateException.class, () -> run(signature, body, blocks, 16L));
    assertThrows(IllegalStateException.class, () -> run(signature, body, blocks, 64L));
  }
}
