package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.ir.Scalar;

/// Views and tiles at their edges. The tensor is 5 × 4 and holds 1 to 20.
class KernelTest {
  private static final OracleTensor X = KernelPrograms.integers(Scalar.I32, i -> i + 1, 5, 4);

  private static Object run(String body, Object... more) {
    String text =
        "func @f(%0: tensor<[?, ?] x i32>, %1: i64, %2: i64, %3: i32) -> (tensor<[?, ?] x i32>) {\n"
            + "%4 = kernel.from_tensor(%0) : buffer<[m, ?] x i32, global>\n"
            + body
            + "\n}\n";
    Object[] arguments = new Object[4];
    arguments[0] = X;
    Arrays.fill(arguments, 1, 3, 0L);
    arguments[3] = 9L;
    System.arraycopy(more, 0, arguments, 1, more.length);
    return String.valueOf(KernelPrograms.read(text).call("f", arguments));
  }

  private static String numbers(String tensor) {
    return tensor.replaceAll(".*>\\[", "").replaceAll("[\\],]", "");
  }

  private static void same(@Nullable String expected, String body, Object... more) {
    try {
      assertEquals(expected, numbers((String) run(body, more)));
    } catch (GuestFault fault) {
      assertEquals(expected, fault.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checked | 0 | 0 | 1 2 3 5 6 7",
        "checked | 1 | 0 | 9 10 11 13 14 15",
        "checked | 2 | 0 | IndexError: tile [2, 0] of 2 × 3 reaches outside a view of [5, 4]",
        "checked | 0 | 1 | IndexError: tile [0, 1] of 2 × 3 reaches outside a view of [5, 4]",
        "checked | -1 | 0 | IndexError: tile [-1, 0] of 2 × 3 reaches outside a view of [5, 4]",
        "checked | 0 | 9223372036854775807 | IndexError: tile [0, 9223372036854775807] of 2 × 3"
            + " reaches outside a view of [5, 4]",
        "clipped | 2 | 1 | 20 0 0 0 0 0",
        "clipped | -1 | 0 | 0 0 0 0 0 0",
        "clipped | -9223372036854775808 | 0 | 0 0 0 0 0 0",
        "padded | 2 | 1 | 20 -7 -7 -7 -7 -7",
        "padded | 9 | 9 | -7 -7 -7 -7 -7 -7",
      })
  void loads(String bounds, long row, long column, String expected) {
    String pad = bounds.equals("padded") ? ", pad = -7" : "";
    String body =
        """
        %5 = kernel.tile_load(%4, %1, %2) {bounds = "BOUNDS"PAD} : tile<2x3xi32, row>
        %6 = kernel.alloc : buffer<[2, 3] x i32, global>
        %7 = core.const {value = 0} : i64
        kernel.tile_store(%6, %5, %7, %7) {bounds = "checked"}
        %8 = kernel.to_tensor(%6) : tensor<[?, ?] x i32>
        core.return(%8)\
        """
            .replace("BOUNDS", bounds)
            .replace("PAD", pad);
    same(expected, body, row, column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checked | 3 | 1 | 14 15 16 18 19 20",
        "checked | 4 | 1 | IndexError: tile [4, 1] of 2 × 3 reaches outside a view of [5, 4]",
        "clipped | 4 | 1 | 18 19 20 0 0 0",
        "clipped | -1 | -1 | 0 0 0 0 1 2",
        "padded | -1 | 2 | -7 -7 -7 3 4 -7",
      })
  void loadsByElements(String bounds, long row, long column, String expected) {
    String pad = bounds.equals("padded") ? ", pad = -7" : "";
    String body =
        """
        %5 = kernel.tile_load(%4, %1, %2) {bounds = "BOUNDS", offset = truePAD} : tile<2x3xi32, row>
        %6 = kernel.alloc : buffer<[2, 3] x i32, global>
        %7 = core.const {value = 0} : i64
        kernel.tile_store(%6, %5, %7, %7) {bounds = "checked"}
        %8 = kernel.to_tensor(%6) : tensor<[?, ?] x i32>
        core.return(%8)\
        """
            .replace("BOUNDS", bounds)
            .replace("PAD", pad);
    same(expected, body, row, column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clipped | 0 | 0 | 9 9 9 4 9 9 9 8 9 10 11 12 13 14 15 16 17 18 19 20",
        "clipped | 2 | 1 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 9",
        "clipped | 3 | 0 | IndexError: tile [3, 0] of 2 × 3 begins outside a view of [5, 4]",
        "clipped | 0 | -1 | IndexError: tile [0, -1] of 2 × 3 begins outside a view of [5, 4]",
        "checked | 1 | 0 | 1 2 3 4 5 6 7 8 9 9 9 12 9 9 9 16 17 18 19 20",
        "checked | 2 | 0 | IndexError: tile [2, 0] of 2 × 3 reaches outside a view of [5, 4]",
      })
  void stores(String bounds, long row, long column, String expected) {
    String body =
        """
        %5 = kernel.tile_splat(%3) : tile<2x3xi32, row>
        kernel.tile_store(%4, %5, %1, %2) {bounds = "BOUNDS"}
        %8 = kernel.to_tensor(%4) : tensor<[?, ?] x i32>
        core.return(%8)\
        """
            .replace("BOUNDS", bounds);
    same(expected, body, row, column);
  }

  @Test
  void whatWasProvedAndDoesNotHoldIsAnInternalFault() {
    String body =
        """
        %5 = kernel.tile_splat(%3) : tile<2x3xi32, row>
        kernel.tile_store(%4, %5, %1, %2) {bounds = "proved"}
        core.return(%0)\
        """;
    assertEquals(X.toString(), run(body, 1L, 0L));
    var fault = assertThrows(IllegalStateException.class, () -> run(body, 3L, 0L));
    assertTrue(String.valueOf(fault.getMessage()).contains("tile [3, 0] of 2 × 3"));
  }

  /// Where an extent is 0 no tile begins outside along it.
  @Test
  void emptyViewsTakeClippedStores() {
    String body =
        """
        %5 = kernel.tile_splat(%3) : tile<2x3xi32, row>
        %6 = kernel.slice(%4, %1, %1, %1, %2) : buffer<[?, ?] x i32, global>
        %7 = core.const {value = 7} : i64
        %8 = core.const {value = 0} : i64
        kernel.tile_store(%6, %5, %7, %8) {bounds = "clipped"}
        core.return(%0)\
        """;
    same(numbers(X.toString()), body, 0L, 4L);
    same("IndexError: tile [7, 0] of 2 × 3 begins outside a view of [4, 4]", wide(body), 0L, 4L);
  }

  private static String wide(String body) {
    return body.replace("(%4, %1, %1, %1, %2)", "(%4, %1, %1, %2, %2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 2 | 6 7 10 11",
        "4 | 0 | IndexError: elements 4 to 6 on axis 0 of a view of [5, 4]",
        "-1 | 2 | IndexError: elements -1 to 1 on axis 0 of a view of [5, 4]",
        "3 | 3 | 14 15 18 19",
        "9223372036854775807 | 0 | IndexError: elements 9223372036854775807 to"
            + " -9223372036854775807 on axis 0 of a view of [5, 4]",
      })
  void slices(long from, long unused, String expected) {
    String body =
        """
        %5 = core.const {value = 2} : i64
        %6 = core.const {value = 1} : i64
        %7 = kernel.slice(%4, %1, %6, %5, %5) : buffer<[?, 2] x i32, global>
        %8 = kernel.to_tensor(%7) : tensor<[?, ?] x i32>
        core.return(%8)\
        """;
    same(expected, body, from, unused);
  }

  /// A transposed view of a slice: writing through it writes the memory below.
  @Test
  void viewsShareMemory() {
    String body =
        """
        %5 = core.const {value = 2} : i64
        %6 = kernel.slice(%4, %5, %1, %5, %5) : buffer<[?, ?] x i32, global>
        %7 = kernel.transpose(%6) {perm = [1, 0]}
        %8 = core.const {value = 1} : i64
        kernel.store(%7, %3, %8, %1)
        %9 = kernel.load(%6, %1, %8)
        kernel.atomic_add(%4, %9, %1, %1)
        %10 = kernel.to_tensor(%4) : tensor<[?, ?] x i32>
        core.return(%10)\
        """;
    same("10 2 3 4 5 6 7 8 9 9 11 12 13 14 15 16 17 18 19 20", body);
  }

  /// A copy reads all before it writes.
  @Test
  void copiesOfOverlappingViews() {
    String body =
        """
        %5 = core.const {value = 4} : i64
        %6 = core.const {value = 1} : i64
        %7 = kernel.slice(%4, %1, %1, %5, %5) : buffer<[?, ?] x i32, global>
        %8 = kernel.slice(%4, %6, %1, %5, %5) : buffer<[?, ?] x i32, global>
        kernel.copy(%7, %8)
        kernel.copy(%4, %FROM)
        %10 = kernel.to_tensor(%4) : tensor<[?, ?] x i32>
        core.return(%10)\
        """;
    same("1 2 3 4 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", body.replace("%FROM", "%4"));
    same(
        "ShapeError: a view of [5, 4] does not fit into a view of [4, 4]",
        body.replace("%FROM", "%7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%5 = kernel.load(%4, %1, %2) | 5 | 0 | IndexError: index 5 on axis 0 of a view of [5, 4]",
        "kernel.store(%4, %3, %1, %2) | 0 | -1 | IndexError: index -1 on axis 1 of a view of [5,"
            + " 4]",
        "kernel.atomic_add(%4, %3, %1, %2) | 0 | 4 | IndexError: index 4 on axis 1 of a view of [5,"
            + " 4]",
        "%5 = kernel.extent(%4, %1) | 2 | 0 | IndexError: axis 2 of a view of [5, 4]",
        "%5 = kernel.alloc(%1) : buffer<[?, 3] x f32, global> | -1 | 0 | ValueError: an extent is"
            + " at least 0, found -1",
        "%5 = kernel.alloc(%1, %1) : buffer<[?, ?] x f32, global> | 65536 | 0 | OutOfMemory: there"
            + " is no memory for a view of [65536, 65536]",
        "%5 = kernel.from_tensor(%0) : buffer<[3, ?] x i32, global> | 0 | 0 | ShapeError: expected"
            + " a tensor of shape [3, ?], found [5, 4]",
        "%5 = kernel.tile_splat(%3) : tile<2x3xi32, row> %6 = kernel.tile_get(%5, %1, %2) | 1 | 3 |"
            + " IndexError: index 3 on axis 1 of a tile of 2 × 3",
        "%5 = core.splat_array(%3) : array<i32 x 3> %6 = core.element(%5, %1) | 3 | 0 | IndexError:"
            + " index 3 of an array of 3",
        "%5 = core.array : array<i32 x 0> %6 = core.with_element(%5, %1, %3) | -1 | 0 | IndexError:"
            + " index -1 of an array of 0",
      })
  void faults(String operation, long a, long b, String message) {
    var fault = assertThrows(GuestFault.class, () -> run(operation + " core.return(%0)", a, b));
    assertEquals(message, fault.getMessage());
  }

  /// A nest over views is held against their extents before its first point.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | 3 | (d0, d1) | ok",
        "5 | 4 | (d0, d1) | ok",
        "6 | 4 | (d0, d1) | IndexError: index 5 on axis 0 of a view of [5, 4]",
        "5 | 4 | (d0, d1 + 1) | IndexError: index 4 on axis 1 of a view of [5, 4]",
        "5 | 4 | (d0 - 2, d1) | IndexError: index -2 on axis 0 of a view of [5, 4]",
        "0 | 4 | (d0 - 2, d1) | ok",
      })
  void nestsAreCheckedAgainstViews(long rows, long columns, String map, String expected) {
    String body =
        """
        %5 = kernel.alloc : buffer<[8, 8] x i32, global>
        kernel.nest(%4, %5, %1, %2) {bounded = [0, 1], extents = [8, 8], ins = 1, kinds = ["parallel", "parallel"], maps = [map (d0, d1) -> MAP, map (d0, d1) -> (d0, d1)], outs = 1} { ^(%6: i32, %7: i32):
          core.yield(%6)
        }
        core.return(%0)\
        """
            .replace("MAP", map);
    boolean isFault = expected.startsWith("IndexError");
    same(isFault ? expected : numbers(X.toString()), body, rows, columns);
  }

  /// An operand whose parameter no body uses is not read, but its map is checked.
  @Test
  void nestsWriteViewsInPlace() {
    String body =
        """
        %5 = kernel.transpose(%4) {perm = [1, 0]}
        kernel.nest(%3, %5) {extents = [4, 5], ins = 1, kinds = ["parallel", "parallel"], maps = [map (d0, d1) -> (), map (d0, d1) -> (d0, d1)], outs = 1} { ^(%6: i32, %7: i32):
          %8 = kernel.index {dim = 0}
          %9 = core.cast(%8) : i32
          %10 = core.mul(%9, %6)
          %11 = core.add(%7, %10)
          core.yield(%11)
        }
        %12 = kernel.to_tensor(%4) : tensor<[?, ?] x i32>
        core.return(%12)\
        """;
    same("1 11 21 31 5 15 25 35 9 19 29 39 13 23 33 43 17 27 37 47", body);
  }

  /// Views of one memory in one nest: by one map, or apart.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%4 | (d0, d1) | 2",
        "%4 | (d0 + 1, d1) | fault",
        "%4 | (d1, d0) | fault",
        "%5 | (d0, d1) | fault",
        "%4 | (d0 + 2, d1) | 10",
      })
  void nestsDoNotWriteWhatTheyReadElsewhere(String view, String map, String first) {
    String body =
        """
        %5 = kernel.transpose(%4) {perm = [1, 0]}
        kernel.nest(VIEW, %4) {extents = [2, 2], ins = 1, kinds = ["parallel", "parallel"], maps = [map (d0, d1) -> MAP, map (d0, d1) -> (d0, d1)], outs = 1} { ^(%6: i32, %7: i32):
          %8 = core.add(%6, %7)
          core.yield(%8)
        }
        %9 = kernel.to_tensor(%4) : tensor<[?, ?] x i32>
        core.return(%9)\
        """
            .replace("VIEW", view)
            .replace("MAP", map);
    if (first.equals("fault")) {
      assertThrows(IllegalStateException.class, () -> run(body));
    } else {
      assertEquals(first, numbers((String) run(body)).split(" ", -1)[0]);
    }
  }

  @Test
  void allocationsAreCounted() {
    String text =
        """
        func @f(%0: tensor<[m] x i32>, %1: i64) -> () {
          %2 = kernel.from_tensor(%0) : buffer<[m] x i32, global>
          %3 = kernel.alloc(%1) : buffer<[?] x f16, global>
          kernel.free(%2)
          core.return
        }
        func @twice(%0: i64) -> () {
          %1 = kernel.alloc(%0) : buffer<[?] x f16, global>
          %2 = kernel.slice(%1, %0, %0) : buffer<[?] x f16, global>
          kernel.free(%1)
          %3 = kernel.extent(%2, %0)
          kernel.free(%1)
          core.return
        }
        func @late(%0: i64) -> () {
          %1 = kernel.alloc(%0) : buffer<[?] x f16, global>
          %2 = kernel.alloc(%0) : buffer<[?] x f16, global>
          kernel.free(%1)
          kernel.copy(%1, %2)
          core.return
        }
        """;
    Interpreter interpreter = KernelPrograms.read(text);
    interpreter.call("f", KernelPrograms.integers(Scalar.I32, i -> i, 3), 5L);
    assertEquals(2, interpreter.buffers().allocated());
    assertEquals(1, interpreter.buffers().live());
    assertThrows(IllegalStateException.class, () -> interpreter.call("twice", 0L));
    assertThrows(IllegalStateException.class, () -> interpreter.call("late", 0L));
  }

  @Test
  void tuplesArraysAndAddressesAreValues() {
    String text =
        """
        func @g(%0: i64, %1: i64) -> (i64, i64) {
          %2 = core.quot(%0, %1)
          %3 = core.rem(%0, %1)
          core.return(%2, %3)
        }
        func @f(%0: i64, %1: i64) -> (tuple<i64, i64, i64, array<i64 x 2>, i1>) {
          %2 = core.address {function = @g} : code<(i64, i64) -> (i64, i64)>
          %3 = core.tuple(%2, %0)
          %4 = core.item(%3) {index = 0}
          %5, %6 = core.call_address(%4, %0, %1) : i64, i64
          %7 = core.array(%5, %6) : array<i64 x 2>
          %8 = core.const {value = 1} : i64
          %9 = core.with_element(%7, %8, %0)
          %10 = core.element(%7, %8)
          %11 = core.zero : tuple<i64, i64, i64, array<i64 x 2>, i1>
          %12 = core.with(%11, %5) {index = 0}
          %13 = core.with(%12, %10) {index = 1}
          %14 = core.with(%13, %9) {index = 3}
          core.return(%14)
        }
        """;
    Object found = KernelPrograms.read(text).call("f", -7L, 2L);
    assertArrayEquals(
        new Object[] {-3L, -1L, 0L, new Object[] {-3L, -7L}, false}, (@Nullable Object[]) found);
  }
}
