package org.tosc.rt.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Views and tiles, element by element against the tensors that they were copied from.
class DeviceTest {
  private static final double NOTHING = Double.NaN;

  private final DeviceMemory device = new DeviceMemory();

  /// A tensor whose elements are small numbers that every dtype holds.
  private static Tensor tensor(DType dtype, long... shape) {
    SplittableRandom random = new SplittableRandom(shape.length * 31L + dtype.bits());
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    double[] values = new double[(int) size];
    for (int i = 0; i < values.length; i++) {
      int least = dtype.isFloat() || (dtype.isInteger() && !dtype.isUnsigned()) ? -4 : 0;
      values[i] = least + random.nextInt(dtype.isBool() ? 2 : 8);
    }
    return Tensor.ofDoubles(dtype, shape, values);
  }

  /// A tile as numbers, loaded through the array of its dtype.
  private static double[] load(String access, View view, long... at) {
    TileAccess tile = TileAccess.of(access);
    return switch (view.dtype()) {
      case F64 -> tile.doubles(view, at);
      case F32, F16, BF16, F8E4M3, F8E5M2, NVFP4, Q8_0, Q4_0 -> numbers(tile.floats(view, at));
      case I64, U64, U32 -> numbers(tile.longs(view, at));
      case I32, I16, I8, I4, U16, U8 -> numbers(tile.ints(view, at));
      case BOOL -> numbers(tile.booleans(view, at));
    };
  }

  private static void store(String access, View view, double[] values, long... at) {
    TileAccess tile = TileAccess.of(access);
    switch (view.dtype()) {
      case F64 -> tile.store(view, values, at);
      case F32, F16, BF16, F8E4M3, F8E5M2, NVFP4, Q8_0, Q4_0 -> {
        float[] cells = new float[values.length];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = (float) values[i];
        }
        tile.store(view, cells, at);
      }
      case I64, U64, U32 -> {
        long[] cells = new long[values.length];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = (long) values[i];
        }
        tile.store(view, cells, at);
      }
      case I32, I16, I8, I4, U16, U8 -> {
        int[] cells = new int[values.length];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = (int) values[i];
        }
        tile.store(view, cells, at);
      }
      case BOOL -> {
        boolean[] cells = new boolean[values.length];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = values[i] != 0;
        }
        tile.store(view, cells, at);
      }
    }
  }

  private static double[] numbers(Object cells) {
    return switch (cells) {
      case float[] x -> IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
      case long[] x -> LongStream.of(x).mapToDouble(i -> i).toArray();
      case int[] x -> IntStream.of(x).mapToDouble(i -> i).toArray();
      case boolean[] x -> IntStream.range(0, x.length).mapToDouble(i -> x[i] ? 1 : 0).toArray();
      default -> throw new AssertionError(cells);
    };
  }

  @ParameterizedTest
  @EnumSource
  void everyDtypeGoesToTheDeviceAndBack(DType dtype) {
    Tensor tensor = tensor(dtype, 3, 64);
    View view = device.copyOf(tensor, -1, 64);
    assertEquals(dtype, view.dtype());
    assertTrue(tensor.contentEquals(Transfer.toTensor(view)), dtype.text());
    double[] transposed = load("64,3 checked tiles 0", view.transpose(1, 0), 0, 0);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 64; j++) {
        assertEquals(tensor.getDouble(i * 64L + j), transposed[j * 3 + i]);
      }
    }
  }

  /// Tiles of 3 × 4 in every position around a 7 × 10 view, also transposed and sliced.
  @ParameterizedTest
  @EnumSource
  void tilesAreCutAtTheEdges(DType dtype) {
    if (dtype.isBlock()) {
      return;
    }
    Tensor tensor = tensor(dtype, 9, 12);
    View slice = device.copyOf(tensor).slice(new long[] {1, 2}, new long[] {7, 10});
    for (boolean turned : new boolean[] {false, true}) {
      View view = turned ? slice.transpose(1, 0) : slice;
      for (long i = -1; i <= 4; i++) {
        for (long j = -1; j <= 4; j++) {
          double[] expected = new double[12];
          for (int k = 0; k < 12; k++) {
            long row = i * 3 + k / 4;
            long column = j * 4 + k % 4;
            expected[k] = turned ? at(tensor, column, row) : at(tensor, row, column);
          }
          for (String access : new String[] {"clipped tiles 0", "padded tiles 1"}) {
            double outside = access.startsWith("padded") ? 1 : 0;
            double[] filled = expected.clone();
            for (int k = 0; k < 12; k++) {
              filled[k] = Double.isNaN(filled[k]) ? outside : filled[k];
            }
            assertArrayEquals(filled, load("3,4 " + access, view, i, j));
            String elements = access.replace("tiles", "elements");
            assertArrayEquals(filled, load("3,4 " + elements, view, i * 3, j * 4));
          }
        }
      }
    }
  }

  private static double at(Tensor tensor, long row, long column) {
    boolean inside = row >= 0 && row < 7 && column >= 0 && column < 10;
    return inside ? tensor.getDouble((row + 1) * 12 + column + 2) : NOTHING;
  }

  @ParameterizedTest
  @EnumSource
  void storesLeaveOutWhatLiesOutside(DType dtype) {
    if (dtype.isBlock()) {
      return;
    }
    View view = device.allocate(dtype, 5, 6);
    double[] ones = new double[16];
    java.util.Arrays.fill(ones, 1);
    store("4,4 clipped tiles 0", view.transpose(1, 0), ones, 1, 1);
    double[] expected = new double[30];
    expected[4 * 6 + 4] = 1;
    expected[4 * 6 + 5] = 1;
    assertArrayEquals(expected, Transfer.toTensor(view).toDoubles());
    store("4,4 checked elements 0", view, ones, 1, 0);
    for (int i = 6; i < 30; i++) {
      expected[i] = i % 6 < 4 ? 1 : expected[i];
    }
    assertArrayEquals(expected, Transfer.toTensor(view).toDoubles());
    View copy = device.allocate(dtype, 6, 5);
    Transfer.copy(view.transpose(1, 0), copy);
    assertTrue(
        Transfer.toTensor(view).contentEquals(Transfer.toTensor(copy.transpose(1, 0))),
        dtype.text());
  }

  @Test
  void tilesOfOtherRanks() {
    Tensor cube = tensor(DType.F32, 3, 4, 5);
    View view = device.copyOf(cube);
    double[] tile = load("2,1,3 clipped tiles 0", view, 1, 2, 1);
    assertArrayEquals(
        new double[] {
          cube.getDouble(2 * 20 + 2 * 5 + 3), cube.getDouble(2 * 20 + 2 * 5 + 4), 0, 0, 0, 0
        },
        tile);
    View scalar = device.copyOf(Tensor.ofDoubles(DType.F16, new long[0], new double[] {2.5}));
    assertArrayEquals(new double[] {2.5}, load("- checked tiles 0", scalar));
    View column = device.copyOf(tensor(DType.I8, 40, 3)).transpose(1, 0);
    assertEquals(40, load("1,40 checked tiles 0", column, 2, 0).length);
  }

  @Test
  void sumsRoundInTheirFormatAndAreChecked() {
    View halves =
        device.copyOf(Tensor.ofDoubles(DType.F16, new long[] {2}, new double[] {2048, 1}));
    TileAccess.of("2 clipped tiles 0").add(halves, new float[] {1, 0.5f}, new long[] {0});
    assertArrayEquals(new double[] {2048, 1.5}, Transfer.toTensor(halves).toDoubles());
    View bytes = device.copyOf(Tensor.ofLongs(DType.U8, new long[] {1}, new long[] {250}));
    Elements.addInt(bytes, 0, 5);
    assertEquals(255, Elements.getInt(bytes, 0));
    fails("OverflowError: the result does not fit u8", () -> add(bytes));
    View wide = device.copyOf(Tensor.ofLongs(DType.I64, new long[] {1}, new long[] {1L << 62}));
    fails(
        "OverflowError: 4611686018427387904 + 4611686018427387904 does not fit a 64-bit integer",
        () -> {
          Elements.addLong(wide, 0, 1L << 62);
          return "";
        });
    View unsigned = device.allocate(DType.U64, 1);
    Elements.addLong(unsigned, 0, -1);
    assertEquals(-1, Elements.getLong(unsigned, 0));
    fails(
        "OverflowError: the result does not fit u64",
        () -> {
          Elements.addLong(unsigned, 0, 1);
          return "";
        });
  }

  private static Object add(View bytes) {
    Elements.addInt(bytes, 0, 1);
    return "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16,16 checked tiles 0 | 3 | 0 | tile [3, 0] of 16 × 16 reaches outside a view of [40, 16]",
        "16,16 proved tiles 0 | 2 | 0 | tile [2, 0] of 16 × 16 reaches outside a view of [40, 16]",
        "8,8 checked tiles 0 | 0 | -1 | tile [0, -1] of 8 × 8 reaches outside a view of [40, 16]",
        "8,8 checked elements 0 | 33 | 0 | tile [33, 0] of 8 × 8 reaches outside a view of [40,"
            + " 16]",
        "8,8 checked tiles 0 | 0 | 9223372036854775807"
            + " | tile [0, 9223372036854775807] of 8 × 8 reaches outside a view of [40, 16]",
      })
  void tilesOutside(String access, long i, long j, String words) {
    View view = device.allocate(DType.F32, 40, 16);
    fails("IndexError: " + words, () -> load(access, view, i, j));
  }

  @Test
  void whatIsWrongIsSaid() {
    View view = device.allocate(DType.F32, 5, 3);
    fails("IndexError: index 7 on axis 0 of a view of [5, 3]", () -> view.at(7, 0));
    fails("IndexError: index -1 on axis 1 of a view of [5, 3]", () -> view.at(0L, -1L));
    fails("IndexError: axis 2 of a view of [5, 3]", () -> view.extent(2));
    fails(
        "IndexError: elements 3 to 9 on axis 0 of a view of [5, 3]",
        () -> view.slice(new long[] {3, 0}, new long[] {6, 3}));
    fails(
        "IndexError: tile [2, 0] of 4 × 4 begins outside a view of [5, 3]",
        () -> {
          store("4,4 clipped tiles 0", view, new double[16], 2, 0);
          return "";
        });
    fails("ValueError: an extent is at least 0, found -1", () -> device.allocate(DType.F32, -1));
    fails(
        "OutOfMemory: there is no memory for a view of [1000000, 1000000]",
        () -> device.allocate(DType.F32, 1_000_000, 1_000_000));
    fails(
        "ShapeError: expected a tensor of shape [?, 4], found [2, 3]",
        () -> device.copyOf(tensor(DType.F32, 2, 3), -1, 4));
    fails(
        "ShapeError: a view of [5, 3] does not fit into a view of [3, 5]",
        () -> {
          Transfer.copy(view, view.transpose(1, 0));
          return "";
        });
  }

  private static void fails(String expected, Supplier<Object> body) {
    assertEquals(expected, assertThrows(GuestError.class, body::get).toString());
  }

  @Test
  void emptyViewsHaveTilesOfNothing() {
    View empty = device.allocate(DType.F32, 0, 1 << 30);
    assertArrayEquals(new double[4], load("2,2 clipped tiles 0", empty, 0, 0));
    store("2,2 clipped tiles 0", empty, new double[4], 3, 0);
    assertEquals(0, Transfer.toTensor(empty).size());
  }

  @Test
  void liveViewsAreCounted() {
    View a = device.allocate(DType.F32, 2, 2);
    View b = device.copyOf(Tensor.of(1, 2, 3));
    assertEquals(2, device.liveCount());
    device.free(a);
    assertEquals(1, device.liveCount());
    assertThrows(IllegalStateException.class, () -> device.free(a));
    device.free(b);
    assertEquals(0, device.liveCount());
    assertEquals(2, device.allocatedCount());
  }

  @Test
  void narrowFloatsRoundAsTheirFormat() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      for (DType dtype : new DType[] {DType.F16, DType.BF16, DType.F8E4M3, DType.F8E5M2}) {
        assertEquals((float) dtype.round(x), Narrow.round(dtype, x), dtype + " " + x);
      }
    }
  }
}
