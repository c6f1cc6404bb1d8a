package org.tosc.tir.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Rules 9 to 14. Each row is the body of a function whose parameters are [#PARAMS]; `@k` is a
/// kernel and `@g` a function with a result.
class KernelVerifierTest {
  private static final String PARAMS =
      "%0: i64, %1: f32, %2: buffer<[M, 8] x f32, global>, %3: tile<4x8xf32, row>,"
          + " %4: buffer<[8] x nvfp4, global>, %5: tile<8x4xi4, row>, %6: array<i64 x 2>,"
          + " %7: buffer<[?] x i1, global>, %8: tile<4xf32, row>";

  private static final String OTHERS =
      """
      func @k(%0: buffer<[M, 8] x f32, global>, %1: i64) -> () {
        core.return
      }
      func @g(%0: i64) -> (i64) {
        core.return(%0)
      }
      """;

  private static List<String> complaints(String body) {
    String text = OTHERS + "func @f(" + PARAMS + ") -> () {\n" + body + "\n core.return\n}\n";
    return switch (Reader.read(new Source("t.tir", text))) {
      case Reader.Result.Refused(Diagnostic diagnostic) -> List.of(diagnostic.message());
      case Reader.Result.Read(var module) ->
          Verifier.verify(module).stream().map(Diagnostic::message).toList();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%9 = core.array(%0) : array<i64 x 2> | array<i64 x 2> has 2 elements, found 1",
        "%9 = core.array(%0, %1) : array<i64 x 2> | elements of array<i64 x 2> are i64, found f32",
        "%9 = core.splat_array(%1) : array<i64 x 2> | are i64, found f32",
        "%9 = core.with_element(%6, %0, %1) | elements are i64, found f32",
        "%9 = core.tuple(%0) %10 = core.item(%9) {index = 1} | tuple<i64> has no item 1",
        "%9 = core.tuple(%0) %10 = core.item(%9) {index = -1} | tuple<i64> has no item -1",
        "%9 = core.tuple(%0) %10 = core.with(%9, %1) {index = 0} | the item is i64, found f32",
        "%9 = core.zero : buffer<[2] x f32, global> | gives a type that has a zero, found buffer",
        "%9 = core.zero : tuple<i64, code<() -> ()>> | gives a type that has a zero, found tuple",
        "%9 = core.zero : list | gives a type that has a zero",
        "%9 = core.quot(%1, %1) | must be an integer, found f32",
        "%9 = core.address {function = @h} : code<() -> ()> | there is no function @h",
        "%9 = core.address {function = @g} : code<() -> ()> | @g is code<(i64) -> (i64)>",
        "%9 = core.address {function = @g} : code<(i64) -> (i64)> core.call_address(%9, %0) |"
            + " gives [i64], found []",
        "%9 = core.address {function = @g} : code<(i64) -> (i64)> %10 = core.call_address(%9, %1) :"
            + " i64 | takes [i64], found [f32]",
      })
  void aggregatesAndAddresses(String body, String message) {
    refused(body, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%9 = kernel.alloc : buffer<[M, 8] x f32, global> | takes 1 extents here, found 0",
        "%9 = kernel.alloc(%0) : buffer<[8] x f32, global> | takes 0 extents here, found 1",
        "%9 = kernel.alloc : buffer<[4] x f32, col, global> | new memory is row-major",
        "%9 = kernel.alloc : buffer<[32] x q8_0, global> | buffers of q8_0 are only read",
        "%9 = kernel.load(%2, %0) | kernel.load takes 2 indexes here, found 1",
        "kernel.store(%2, %0, %0, %0) | elements of buffer<[M, 8] x f32, global> are f32, found"
            + " i64",
        "kernel.store(%2, %1, %0) | kernel.store takes 2 indexes here, found 1",
        "kernel.atomic_add(%7, %0, %0) | elements of buffer<[?] x i1, global> are i1, found i64",
        "%9 = kernel.slice(%2, %0, %0, %0) : buffer<[?, ?] x f32, global> | takes 4 starts",
        "%9 = kernel.slice(%2, %0, %0, %0, %0) : buffer<[?, ?] x f32, col, global> | is no buffer",
        "%9 = kernel.slice(%2, %0, %0, %0, %0) : buffer<[?] x f32, global> | a slice of",
        "%9 = kernel.transpose(%2) {perm = [0, 0]} | `perm` holds each of the 2 axes once, found 0",
        "%9 = kernel.transpose(%2) {perm = [1]} | `perm` holds each of the 2 axes once, found 1",
        "kernel.copy(%2, %4) | cannot copy buffer",
        "kernel.pack(%7, %7) | whole blocks of q8_0 are packed from f32, found buffer<[?] x i1,",
        "kernel.copy(%4, %4) | buffers of nvfp4 are only read",
        "%9 = kernel.to_tensor(%2) : tensor<[8] x f32> | is no memory of tensor<[8] x f32>",
        "%9 = kernel.to_tensor(%2) : tensor<[8, 8] x f64> | is no memory of tensor<[8, 8] x f64>",
        "%9 = kernel.tile_load(%2, %0, %0) {bounds = \"sure\"} : tile<4x8xf32, row> | `bounds` is"
            + " one of",
        "%9 = kernel.tile_load(%2, %0, %0) {bounds = \"padded\"} : tile<4x8xf32, row> | `pad`"
            + " stands with",
        "%9 = kernel.tile_load(%2, %0, %0) {bounds = \"clipped\", pad = 0} : tile<4x8xf32, row> |"
            + " `pad` stands with",
        "%9 = kernel.tile_load(%7, %0) {bounds = \"padded\", pad = 2} : tile<4xi1, row> | the"
            + " padding of an i1 tile is 0 or 1, found 2",
        "%9 = kernel.tile_load(%4, %0) {bounds = \"padded\", pad = 1} : tile<4xnvfp4, row> | pads"
            + " with 0",
        "%9 = kernel.tile_load(%2, %0) {bounds = \"checked\"} : tile<8xf32, row> | tile<8xf32, row>"
            + " is no part of",
        "%9 = kernel.tile_load(%2, %0, %0) {bounds = \"checked\"} : tile<4x8xf16, row> | is no part"
            + " of",
        "%9 = kernel.tile_load(%2, %0) {bounds = \"checked\"} : tile<4x8xf32, row> | takes 2"
            + " coordinates here, found 1",
        "%9 = kernel.load(%2, %0, %0) {bounds = \"clipped\"} | `bounds` is one of checked, proved,",
        "kernel.tile_store(%2, %3, %0, %0) {bounds = \"padded\"} | `bounds` is one of checked,"
            + " proved, clipped",
        "kernel.tile_store(%2, %8, %0, %0) {bounds = \"checked\"} | is no part of",
        "kernel.tile_atomic_add(%2, %3, %0) | takes 2 coordinates here, found 1",
        "%9 = kernel.tile_splat(%0) : tile<4xf32, row> | elements of tile<4xf32, row> are f32,"
            + " found i64",
        "%9 = kernel.tile_get(%3, %0) | takes 2 indexes here, found 1",
        "%9 = kernel.tile_reshape(%3) : tile<31xf32, row> | does not have the elements of",
        "%9 = kernel.tile_reshape(%3) : tile<32xf16, row> | does not have the elements of",
        "%9 = kernel.program_id {axis = -1} | an axis of a grid counts from 0",
        "kernel.launch(%0, %2, %0) {axes = 1, callee = @h} | there is no function @h",
        "kernel.launch(%0, %0) {axes = 1, callee = @g} | a launched function has no results",
        "kernel.launch(%0, %2) {axes = 1, callee = @k} | @k takes [buffer<[M, 8] x f32, global>,"
            + " i64], found [buffer<[M, 8] x f32, global>]",
        "kernel.launch(%2, %0) {axes = 0, callee = @k} | a grid has 1 axis or more",
        "kernel.launch(%1, %2, %0) {axes = 1, callee = @k} | the extents of a grid are i64, found"
            + " f32",
        "%9 = kernel.index {dim = 0} | kernel.index stands outside the body of a nest",
      })
  void buffersTilesAndLaunches(String body, String message) {
    refused(body, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%9 = core.array : array<list x 0>",
        "%9 = core.zero : tuple<str, tile<2xf32, row>, array<u64 x 3>>",
        "%9 = kernel.alloc(%0, %0) : buffer<[M, ?, 3] x i4, global>",
        "%9 = kernel.slice(%2, %0, %0, %0, %0) : buffer<[?, 4] x f32, strided, global>",
        "%9 = kernel.transpose(%2) {perm = [1, 0]} %10 = kernel.slice(%9, %0, %0, %0, %0) :"
            + " buffer<[4, ?] x f32, col, global>",
        "%9 = kernel.load(%4, %0) %10 = core.add(%9, %1)",
        "%9 = kernel.tile_get(%5, %0, %0) %10 = core.const {value = 7} : i32 %11 = core.add(%9,"
            + " %10)",
        "%9 = kernel.tile_load(%4, %0) {bounds = \"padded\", pad = 0} : tile<4xnvfp4, row>",
        "%9 = kernel.tile_load(%7, %0) {bounds = \"padded\", pad = 1} : tile<4xi1, row>",
        "%9 = kernel.tile_reshape(%3) : tile<2x16xf32, col>",
        "kernel.launch(%0, %0, %2, %0) {axes = 2, callee = @k}",
        "%9 = core.const {value = -1} : u64",
      })
  void goodBodiesPass(String body) {
    assertEquals(List.of(), complaints(body));
  }

  private static void refused(String body, String message) {
    List<String> found = complaints(body);
    assertTrue(
        found.stream().anyMatch(m -> m.contains(message)), () -> found + " lacks: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 0] | col",
        "[0, 1] | row",
      })
  void transposingChangesTheLayout(String perm, String layout) {
    String order = layout.equals("row") ? "" : layout + ", ";
    String shape = layout.equals("row") ? "[M, 8]" : "[8, M]";
    String text =
        "func @f(%0: buffer<[M, 8] x f32, global>) -> (buffer<"
            + shape
            + " x f32, "
            + order
            + "global>) { %1 = kernel.transpose(%0) {perm = "
            + perm
            + "} core.return(%1) }";
    var read = assertInstanceOf(Reader.Result.Read.class, Reader.read(new Source("t", text)));
    assertEquals(List.of(), Verifier.verify(read.module()));
  }
}
