package org.tosc.tir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.source.Source;
import org.tosc.tir.verify.Verifier;

/// The text form of tuples, arrays, addresses, maps and the whole `kernel` family.
class KernelTextTest {
  /// Every operation of the `kernel` family, and those of `core` on tuples, arrays and addresses.
  private static final String ALL =
      """
      func @kernel(%0: buffer<[M, 8] x f32, global>, %1: i64) -> () {
        %2 = kernel.program_id {axis = 0}
        %3 = kernel.num_programs {axis = 1}
        %4 = kernel.tile_load(%0, %2, %1) {bounds = "padded", pad = -inf} : tile<4x8xf32, row>
        kernel.tile_store(%0, %4, %2, %1) {bounds = "clipped", offset = true}
        kernel.barrier
        kernel.tile_atomic_add(%0, %4, %2, %1)
        core.return
      }

      func @vectors(%0: buffer<[8] x f32, global>, %1: i32) -> () {
        %2 = kernel.vload(%0, %1) : vector<8xf32>
        kernel.vstore(%0, %2, %1)
        kernel.prefetch(%0, %1)
        core.return
      }

      func @blocks(%0: buffer<[n] x q4_0, global>, %1: i32) -> (vector<16xi32>, vector<16xf32>) {
        %2 = kernel.vbytes(%0, %1) {bounds = "proved"} : vector<16xi32>
        %3 = kernel.vscales(%0, %1) {bounds = "proved"} : vector<16xf32>
        %4 = core.dot4(%2, %2, %2)
        core.return(%4, %3)
      }

      func @packed(%0: buffer<[64] x f32, global>, %1: buffer<[64] x q8_0, global>, %2: vector<16xi32>) -> (vector<16xi32>) {
        %3 = core.const {value = 32} : i32
        %4 = core.const {value = 0.5} : f32
        %5 = core.shuffle(%2, %2) {lanes = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 31, 30, 29, 28]}
        kernel.pack(%0, %1)
        kernel.vblock(%1, %4, %3, %2, %5) {bounds = "proved"}
        core.return(%5)
      }

      func @memory(%0: i64, %1: tensor<[n, 8] x f32>) -> (tensor<[?, 8] x f32>) {
        %2 = kernel.alloc(%0) : buffer<[M, 8] x f32, global>
        %3 = kernel.from_tensor(%1) : buffer<[n, 8] x f32, global>
        kernel.copy(%3, %2)
        %4 = kernel.extent(%2, %0)
        %5 = kernel.slice(%2, %0, %0, %0, %0) : buffer<[?, ?] x f32, global>
        %6 = kernel.transpose(%5) {perm = [1, 0]}
        %7 = kernel.load(%6, %0, %0)
        kernel.store(%6, %7, %0, %0)
        kernel.atomic_add(%2, %7, %0, %0)
        kernel.launch(%0, %0, %2, %0) {axes = 2, callee = @kernel}
        %8 = kernel.to_tensor(%2) : tensor<[?, 8] x f32>
        kernel.free(%2)
        core.return(%8)
      }

      func @tiles(%0: f32, %1: i64, %2: tile<4x8xf16, col>) -> (f32, tile<32xf32, row>) {
        %3 = kernel.tile_splat(%0) : tile<4x8xf32, row>
        %4 = kernel.nest(%2, %0, %3, %1) {bounded = [1], extents = [4, 8], ins = 2, kinds = ["parallel", "parallel"], maps = [map (d0, d1) -> (d0, d1), map (d0, d1) -> (), map (d0, d1) -> (d0, d1)], outs = 1} { ^(%5: f16, %6: f32, %7: f32):
          %8 = kernel.index {dim = 1}
          %9 = core.cast(%8) : f32
          core.yield(%9)
        }
        %10 = kernel.tile_get(%4, %1, %1)
        %11 = kernel.tile_reshape(%4) : tile<32xf32, row>
        core.return(%10, %11)
      }

      func @aggregates(%0: i64, %1: f32) -> () {
        %2 = core.tuple(%0, %1)
        %3 = core.item(%2) {index = 1}
        %4 = core.with(%2, %3) {index = 1}
        %5 = core.array(%4, %2) : array<tuple<i64, f32> x 2>
        %6 = core.splat_array(%4) : array<tuple<i64, f32> x 2>
        %7 = core.element(%5, %0)
        %8 = core.with_element(%6, %0, %7)
        %9 = core.zero : tuple<str, tile<2xi1, row>, array<u64 x 3>, tuple<>>
        %10 = core.quot(%0, %0)
        %11 = core.rem(%10, %0)
        %12 = core.address {function = @aggregates} : code<(i64, f32) -> ()>
        core.call_address(%12, %11, %1)
        core.return
      }
      """;

  private static Module read(String text) {
    Reader.Result result = Reader.read(new Source("test.tir", text));
    return assertInstanceOf(Reader.Result.Read.class, result, result::toString).module();
  }

  @Test
  void printingWhatWasReadGivesTheText() {
    assertEquals(ALL, Printer.print(read(ALL)));
  }

  @Test
  void theExampleIsWellFormed() {
    assertEquals("[]", Verifier.verify(read(ALL)).toString());
  }

  @Test
  void theExampleHasEveryOperation() {
    Set<Op> wanted = new java.util.HashSet<>(List.of(KernelOp.values()));
    wanted.addAll(EnumSet.range(CoreOp.ZERO, CoreOp.ADDRESS));
    wanted.addAll(List.of(CoreOp.QUOT, CoreOp.REM, CoreOp.CALL_ADDRESS));
    wanted.removeIf(op -> ALL.contains(op.mnemonic()));
    assertEquals(Set.of(), wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tuple<>",
        "tuple<i64, tuple<f32, str>, list>",
        "array<f32 x 0>",
        "array<array<tile<4xf8e4m3, row> x 2> x 8>",
        "code<() -> ()>",
        "code<(f32, code<(i64) -> ()>) -> (tuple<i1>, u64)>",
        "buffer<[] x f32, global>",
        "buffer<[M, 8, ?] x nvfp4, global>",
        "buffer<[4, 8] x bf16, col, local>",
        "buffer<[4, 8] x i4, strided, global>",
        "tile<3xq8_0, row>",
        "tile<128x128xf16, swizzled_3>",
      })
  void typesRoundTrip(String type) {
    String text = "func @f(%0: " + type + ") -> (" + type + ") {\n  core.return(%0)\n}\n";
    assertEquals(text, Printer.print(read(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "() -> () |",
        "() -> (3) |",
        "(d0) -> (d0, d0) |",
        "(d0, d1, d2) -> (d0 + 2*d2, d1, 3) |",
        "(d0, d1) -> (-d1 + 1, -3*d0 - 2*d1 - 7) |",
        "(d0) -> (d0 - 9223372036854775808) |",
        "(d0, d1) -> (d1 + d0 + d1, 2 + d0 - 2) | (d0, d1) -> (d0 + 2*d1, d0)",
        "(d0) -> (0*d0, 5 - 5) | (d0) -> (0, 0)",
      })
  void mapsRoundTrip(String map, String canonical) {
    String end = canonical == null ? map : canonical;
    String form = "func @f() -> () {m = map %s} {\n  core.return\n}\n";
    assertEquals(form.formatted(end), Printer.print(read(form.formatted(map))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(d1) -> (d1) | expected `d0`",
        "(d0) -> (d1) | expected one of the 1 dimensions, found `d1`",
        "(d0) -> (d0 * 2) | expected `,`",
        "(d0) -> (99999999999999999999) | expected a number of 64 bits",
        "(d0) (d0) | expected `->`",
      })
  void brokenMapsAreRefused(String map, String message) {
    String text = "func @f() -> () {m = map " + map + "} {\n  core.return\n}\n";
    Reader.Result result = Reader.read(new Source("test.tir", text));
    String found = assertInstanceOf(Reader.Result.Refused.class, result).diagnostic().message();
    assertTrue(found.contains(message), found);
  }

  @Test
  void everyPrefixIsReadOrRefused() {
    for (int end = 0; end < ALL.length(); end++) {
      Reader.read(new Source("test.tir", ALL.substring(0, end)));
    }
  }
}
