package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.Loaded;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.source.Span;

/// Views, tiles, launches, tuples, arrays and addresses on both engines.
class KernelTest {
  private static final long TOP = Long.MAX_VALUE;

  /// Loads, slices, transposes, stores and sums of every element type, at edges and inside.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INDEX")
  void elementsOfEveryType(Scalar type) {
    boolean isStored = type.kind() != Scalar.Kind.BLOCK;
    String store =
        isStored
            ? """
            %9 = kernel.alloc(%1, %1) : buffer<[?, ?] x T, global>
            kernel.tile_store(%9, %6, %2, %2) {bounds = "clipped"}
            %10 = kernel.transpose(%9) {perm = [1, 0]}
            kernel.tile_store(%10, %7, %2, %3) {bounds = "clipped", offset = true}
            %11 = kernel.to_tensor(%9) : tensor<[?, ?] x T>
            kernel.free(%9)
            core.return(%11, %8)\
            """
            : "core.return(%0, %8)";
    String text =
        """
        func @f(%0: tensor<[5, 32] x T>, %1: i64, %2: i64, %3: i64) -> (tensor<[?, ?] x T>, A) {
          %4 = kernel.from_tensor(%0) : buffer<[5, 32] x T, global>
          %5 = kernel.slice(%4, %2, %3, %3, %1) : buffer<[?, ?] x T, global>
          %6 = kernel.tile_load(%5, %2, %2) {bounds = "clipped"} : tile<2x4xT, row>
          %12 = kernel.transpose(%5) {perm = [1, 0]}
          %7 = kernel.tile_load(%12, %3, %2) {bounds = "padded", pad = 1} : tile<4x2xT, row>
          %8 = kernel.load(%12, %3, %2)
          STORE
        }
        """
            .replace("STORE", store)
            .replace("pad = 1", isStored ? "pad = 1" : "pad = 0")
            .replace(
                "tensor<[?, ?] x T>, A",
                isStored ? "tensor<[?, ?] x T>, A" : "tensor<[5, 32] x T>, A")
            .replaceAll("\\bA\\b", type.arithmetic().text())
            .replaceAll("\\bT\\b|(?<=\\dx)T\\b", type.text());
    if (type == Scalar.I1) {}
    double least = type.isFloat() || type.kind() == Scalar.Kind.INT ? 3 : 0;
    OracleTensor x = Tiles.tensor(type, i -> type == Scalar.I1 ? i % 3 / 2 : i % 7 - least, 5, 32);
    for (long size : new long[] {6, 3, 7}) {
      Tiles.agree(Programs.read(text), "f", x, size, 0L, 2L);
      Tiles.agree(Programs.read(text), "f", x, size, 1L, 3L);
    }
  }

  /// Every cast of every pair of types inside a nest, on numbers that fit and that do not.
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NVFP4", "Q4_0", "Q8_0"})
  void castsInNests(Scalar from) {
    for (Scalar to : Scalar.values()) {
      if (to.kind() == Scalar.Kind.BLOCK || to == Scalar.I4 || from == Scalar.I4) {
        continue;
      }
      List<OracleTensor> tensors = new ArrayList<>();
      tensors.add(Tiles.tensor(from, i -> i % 2, 9));
      if (from != Scalar.I1) {
        tensors.add(Tiles.tensor(from, i -> 100 + i, 9));
        tensors.add(Tiles.tensor(from, i -> from.bits() > 8 ? 300 * i : i * 13, 9));
      }
      if (from.isFloat() || from.kind() == Scalar.Kind.INT) {
        tensors.add(Tiles.tensor(from, i -> -1.75 * i, 9));
      }
      for (OracleTensor x : tensors) {
        Tiles.agree(
            List.of(x),
            (f, t) ->
                List.of(
                    Nests.elementwise(
                        f,
                        Span.NONE,
                        TileType.of(to, 9),
                        List.of(t.getFirst()),
                        p -> Tiles.cast(f, p.getFirst(), to))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add | -1 | 1 | OverflowError",
        "add | -2 | 1 | -1",
        "sub | 0 | 1 | OverflowError",
        "sub | -1 | 9223372036854775807 | -9223372036854775808",
        "mul | -1 | 2 | OverflowError",
        "mul | 4294967296 | 4294967295 | -4294967296",
        "quot | -1 | 2 | 9223372036854775807",
        "rem | -1 | 10 | 5",
        "quot | 1 | 0 | ZeroDivisionError",
        "min | -1 | 1 | 1",
        "max | -1 | 1 | -1",
        "shl | 1 | 63 | -9223372036854775808",
        "shr | -1 | 63 | 1",
        "pow | 2 | 64 | OverflowError",
        "pow | 2 | 63 | -9223372036854775808",
      })
  void unsignedIntegers(String op, long a, long b, String expected) {
    String text =
        """
        func @f(%0: u64, %1: u64) -> (u64) {
          %2 = core.OP(%0, %1)
          core.return(%2)
        }
        """
            .replace("OP", op);
    assertEquals(expected, Programs.outcome(Programs.load(text), "f", a, b));
    Tiles.agree(Programs.read(text), "f", a, b);
  }

  @ParameterizedTest
  @CsvSource({
    "i64, quot, -7, 2, -3",
    "i64, rem, -7, 2, -1",
    "i64, rem, 7, -2, 1",
    "i8, quot, -128, -1, OverflowError",
    "i32, quot, -2147483648, -1, OverflowError",
    "i64, quot, -9223372036854775808, -1, OverflowError",
    "i64, rem, -9223372036854775808, -1, 0",
    "i32, mul, 65536, 32768, OverflowError",
    "i32, mul, -65536, 32768, -2147483648",
    "i32, add, 2147483647, 1, OverflowError",
    "i32, sub, -2147483648, 1, OverflowError",
    "u32, mul, 65536, 65535, 4294901760"
  })
  void integers(String type, String op, long a, long b, String expected) {
    String text =
        """
        func @f(%0: T, %1: T) -> (T) {
          %2 = core.OP(%0, %1)
          core.return(%2)
        }
        """
            .replace("OP", op)
            .replaceAll("\\bT\\b", type);
    assertEquals(expected, Programs.outcome(Programs.load(text), "f", a, b));
    Tiles.agree(Programs.read(text), "f", a, b);
  }

  private static final String AGGREGATES =
      """
      func @twice(%0: f32, %1: i64) -> (f32, i64) {
        %2 = core.add(%0, %0)
        %3 = core.add(%1, %1)
        core.return(%2, %3)
      }
      func @half(%0: f32, %1: i64) -> (f32, i64) {
        core.return(%0, %1)
      }
      func @f(%0: f32, %1: i64, %2: i1) -> (f32, i64, f32, i64, i64) {
        %3 = core.tuple(%0, %1)
        %4 = core.with(%3, %1) {index = 1}
        %5 = core.array(%3, %4) : array<tuple<f32, i64> x 2>
        %6 = core.zero : array<tuple<f32, i64> x 3>
        %7 = core.element(%5, %1)
        %8 = core.with_element(%6, %1, %7)
        %9 = core.element(%8, %1)
        %10 = core.item(%9) {index = 0}
        %11 = core.splat_array(%10) : array<f32 x 4>
        %12 = core.element(%11, %1)
        %13 = core.address {function = @twice} : code<(f32, i64) -> (f32, i64)>
        %14 = core.address {function = @half} : code<(f32, i64) -> (f32, i64)>
        %15 = core.select(%2, %13, %14)
        %16, %17 = core.call_address(%15, %12, %1) : f32, i64
        %18 = core.element(%6, %1)
        %19 = core.item(%18) {index = 0}
        %20 = core.item(%18) {index = 1}
        %21 = core.rem(%1, %17)
        core.return(%16, %17, %19, %20, %21)
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | true | [3.0, 2, 0.0, 0, 1]",
        "1 | false | [1.5, 1, 0.0, 0, 0]",
        "2 | true | IndexError: index 2 of an array of 2",
        "-1 | true | IndexError: index -1 of an array of 2",
        "0 | true | ZeroDivisionError: `%` by zero",
      })
  void tuplesArraysAndAddresses(long index, boolean which, String expected) {
    assertEquals(expected, Tiles.agree(Programs.read(AGGREGATES), "f", 1.5, index, which));
  }

  private static final String HISTOGRAM =
      """
      func @kernel(%0: buffer<[?] x i32, global>, %1: buffer<[?] x i64, global>, %2: buffer<[?] x f16, global>) -> () {
        %3 = kernel.program_id {axis = 0}
        %4 = kernel.program_id {axis = 1}
        %5 = kernel.num_programs {axis = 1}
        %6 = core.mul(%3, %5)
        %7 = core.add(%6, %4)
        %8 = kernel.load(%0, %7)
        %9 = core.cast(%8) : i64
        %10 = core.const {value = 1} : i64
        kernel.atomic_add(%1, %10, %9)
        %11 = core.const {value = 0.5} : f16
        %12 = kernel.tile_splat(%11) : tile<3xf16, row>
        kernel.tile_atomic_add(%2, %12, %3)
        kernel.barrier
        core.return
      }
      func @f(%0: tensor<[?] x i32>, %1: i64, %2: i64) -> (tensor<[?] x i64>, tensor<[?] x f16>, i64, i64) {
        %3 = kernel.from_tensor(%0) : buffer<[?] x i32, global>
        %4 = kernel.alloc : buffer<[4] x i64, global>
        %5 = kernel.alloc : buffer<[8] x f16, global>
        kernel.launch(%1, %2, %3, %4, %5) {axes = 2, callee = @kernel}
        %6 = kernel.to_tensor(%4) : tensor<[?] x i64>
        %7 = kernel.to_tensor(%5) : tensor<[?] x f16>
        %8 = kernel.program_id {axis = 0}
        %9 = kernel.num_programs {axis = 1}
        kernel.free(%3)
        kernel.free(%4)
        kernel.free(%5)
        core.return(%6, %7, %8, %9)
      }
      """
          .replace("buffer<[4]", "buffer<[?]")
          .replace("kernel.alloc : buffer<[?] x i64", "kernel.alloc(%1) : buffer<[?] x i64")
          .replace("kernel.alloc : buffer<[8]", "kernel.alloc(%2) : buffer<[?]");

  @ParameterizedTest
  @CsvSource({"3, 4", "1, 1", "0, 4", "4, 0", "2, 6", "-1, 2", "4, 4", "3, 9"})
  void launches(long rows, long columns) {
    OracleTensor x = Tiles.tensor(Scalar.I32, i -> i * 7 % 3, 12);
    Tiles.agree(Programs.read(HISTOGRAM), "f", x, rows, columns);
  }

  /// After an error in a launch there is no launch any more, and nothing leaks into the next one.
  @Test
  void aFailedLaunchIsOver() throws Exception {
    Loaded program =
        Programs.load(
            """
            func @kernel(%0: buffer<[2] x i64, global>) -> () {
              %1 = kernel.program_id {axis = 0}
              kernel.store(%0, %1, %1)
              core.return
            }
            func @run(%0: i64) -> () {
              %1 = kernel.alloc : buffer<[2] x i64, global>
              kernel.launch(%0, %1) {axes = 1, callee = @kernel}
              kernel.free(%1)
              core.return
            }
            func @where() -> (i64) {
              %0 = kernel.program_id {axis = 0}
              core.return(%0)
            }
            """);
    Session session = Session.builder().build();
    session.run(() -> program.call("run", 2L));
    assertEquals(0, session.deviceMemory().liveCount());
    GuestError error =
        assertThrows(GuestError.class, () -> session.run(() -> program.call("run", 3L)));
    assertEquals("IndexError: index 2 on axis 0 of a view of [2]", error.toString());
    assertEquals(3, error.line());
    assertEquals(0L, session.run(() -> program.call("where")));
    assertEquals(1, session.deviceMemory().liveCount());
  }

  /// Errors have the position of their operation, also in the body of a nest.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%2 = kernel.tile_load(%1, %0) {bounds = \"checked\"} : tile<4xi32, row> | 3",
        "%2 = kernel.load(%1, %0) | 3",
        "kernel.nest(%1) {extents = [9], ins = 0, kinds = [\"parallel\"], maps = [map (d0) ->"
            + " (d0)], outs = 1} { ^(%3: i32): core.yield(%3) } | 3",
        "%4 = kernel.tile_load(%1, %5) {bounds = \"checked\"} : tile<4xi32, row>~"
            + "%6 = kernel.nest(%4) {extents = [4], ins = 0, kinds = [\"parallel\"], maps = [map"
            + " (d0) -> (d0)], outs = 1} { ^(%3: i32):~"
            + "%7 = core.add(%3, %3)~"
            + "%8 = core.quot(%7, %3)~"
            + "core.yield(%8) } | 6",
      })
  void positions(String body, int line) throws Exception {
    String text =
        """
        func @f(%0: i64) -> () {
          %1 = kernel.alloc : buffer<[4] x i32, global>
        BODY
          core.return
        }
        """;
    String zero = body.contains("%5") ? "%5 = core.const {value = 0} : i64 " : "";
    Loaded program = Programs.load(text.replace("BODY", zero + body.replace("~", "\n")));
    GuestError error = assertThrows(GuestError.class, () -> Programs.run(program, "f", TOP));
    assertEquals(line, error.line(), error.toString());
    assertTrue(error.column() > 0);
  }
}
