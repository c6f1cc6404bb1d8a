package org.tosc.tir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.tir.source.Source;
import org.tosc.tir.verify.Verifier;

/// The text form of vectors, and what the verifier says of them (rule 16).
class VectorTextTest {
  private static final String ALL =
      """
      func @vectors(%0: buffer<[n] x f32, global>, %1: i32, %2: f32) -> (f32) {
        %3 = core.lanes_below(%1) : vector<16xi1>
        %4 = kernel.vload(%0, %1) : vector<16xf32>
        %5 = kernel.vload(%0, %1, %3) {bounds = "proved"} : vector<16xf32>
        %6 = core.splat(%2) : vector<16xf32>
        %7 = core.const {value = 1.5} : vector<16xf32>
        %8 = core.fma(%4, %5, %6)
        %9 = core.lt(%8, %7)
        %10 = core.select(%9, %8, %7)
        %11 = core.not(%9)
        %12 = core.and(%11, %3)
        %13 = core.bitcast(%10)
        %14 = core.wrapping_shl(%13, %13)
        %15 = core.wrapping_shr(%14, %13)
        %16 = core.ldexp(%10, %15)
        %17 = core.cast(%15) : vector<16xf64>
        %18 = core.cast(%17) : vector<16xf32>
        %19 = core.slot(%16) : slot<vector<16xf32>>
        core.slot_set(%19, %18)
        kernel.vstore(%0, %16, %1)
        kernel.vstore(%0, %16, %1, %12) {bounds = "proved"}
        kernel.store(%0, %2, %1)
        %20 = kernel.load(%0, %1)
        %21 = core.reduce_add(%16)
        %22 = core.reduce_max(%16)
        %23 = core.reduce_min(%16)
        %24 = core.zero : vector<8xi64>
        core.return(%21)
      }
      """;

  @Test
  void printingWhatWasReadGivesTheText() {
    assertEquals(ALL, Printer.print(RoundTripTest.read(ALL)));
  }

  @Test
  void theExampleIsWellFormed() {
    assertEquals("[]", Verifier.verify(RoundTripTest.read(ALL)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2xf64", "64xi1", "8xi64", "16xi32", "32xf32"})
  void typesRoundTrip(String type) {
    String text =
        "func @f(%0: vector<T>) -> (vector<T>) {\n  core.return(%0)\n}\n".replace("T", type);
    assertEquals(text, Printer.print(RoundTripTest.read(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1xf32", "12xf32", "128xf32", "16xf16", "16xu8", "f32", "4x4xf32", "-2xf32"})
  void otherLanesAreRefused(String type) {
    String text = "func @f(%0: vector<" + type + ">) -> () { core.return }";
    assertTrue(refusal(text).contains("expected"), () -> refusal(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%9 = core.add(%3, %3) | `a` of core.add must be an integer, a float or a vector of floats",
        "%9 = core.floordiv(%2, %2) | must be an integer or a float, found vector<16xf32>",
        "%9 = core.shl(%3, %3) | must be an integer, found vector<16xi32>",
        "%9 = core.wrapping_add(%2, %2) | must be an integer or a vector of integers",
        "%9 = core.add(%2, %1) | operands must have one type",
        "%9 = core.lt(%4, %4) | must be a number or a vector of numbers, found vector<16xi1>",
        "%9 = core.select(%4, %1, %1) | a mask of 16 lanes chooses between vectors, found f32",
        "%9 = core.select(%4, %5, %5) | a mask of 16 lanes chooses between vectors, found vector<8",
        "%9 = core.splat(%0) : vector<4xf32> | lanes of vector<4xf32> are f32, found i32",
        "%9 = core.splat(%1) : f32 | core.splat gives a vector, found f32",
        "%9 = core.lanes_below(%0) : vector<4xf32> | gives a vector of i1, found vector<4xf32>",
        "%9 = core.cast(%2) : vector<16xi32> | a cast of vectors raises no errors, found",
        "%9 = core.cast(%2) : vector<8xf64> | a cast keeps the lanes, found",
        "%9 = core.cast(%2) : f32 | a cast keeps the lanes, found",
        "%9 = core.ldexp(%2, %2) | operand `n` of core.ldexp must be an integer or a vector of",
        "%9 = core.ldexp(%1, %6) | the exponent is i32, found i64",
        "%9 = core.bitcast(%4) | must be a number or a vector of numbers, found vector<16xi1>",
        "%9 = core.reduce_add(%1) | must be a vector of numbers, found f32",
        "%9 = core.const {value = 1.5} : vector<4xi32> | the constant 1.5 is no i32",
        "%9 = kernel.vload(%7, %0) : vector<16xf64> | elements of buffer<[n] x f32, global> are"
            + " f32",
        "%9 = kernel.vload(%8, %0) : vector<16xf32> | takes a buffer of rank 1 and unit stride",
        "%9 = kernel.vload(%7, %6) : vector<16xf32> | operand `index` of kernel.vload must be i32",
        "%9 = kernel.vload(%7, %0, %4) : vector<8xf32> | the mask of vector<8xf32> has its lanes",
        "%9 = kernel.vload(%7, %0) {bounds = \"clipped\"} : vector<8xf32> | `bounds` is one of",
        "kernel.vstore(%7, %5, %0, %4) | elements of buffer<[n] x f32, global> are f32, found",
        "%9 = kernel.vload(%10, %0) : vector<16xf64> | elements of buffer<[n] x bf16, global> are",
        "%9 = kernel.vload(%11, %0) : vector<16xf32> | a vector of q8_0 is read where its place",
        "kernel.vstore(%11, %2, %0) {bounds = \"proved\"} | are q8_0, found vector<16xf32>",
        "kernel.vstore(%7, %4, %0) | must be a vector of numbers, found vector<16xi1>",
        "%9 = core.dot4(%2, %2, %2) | must be an integer or a vector of integers, found",
        "%9 = core.dot4(%6, %6, %6) | the operands are i32, found i64",
        "%9 = core.dot4(%3, %3, %0) | operands must have one type",
        "%9 = kernel.vbytes(%11, %0) : vector<16xi32> | kernel.vbytes is proved to lie inside",
        "%9 = kernel.vbytes(%11, %0) {bounds = \"proved\"} : vector<4xi32> | has no whole blocks of",
        "%9 = kernel.vbytes(%11, %0) {bounds = \"proved\"} : vector<16xf32> | are q8_0, found vector",
        "%9 = kernel.vbytes(%7, %0) {bounds = \"proved\"} : vector<16xi32> | global> are f32, found",
        "%9 = kernel.vbytes(%11, %0) {behind = 24, bounds = \"proved\", bytes = 16} : vector<8xi32>"
            + " | a block of q8_0 has 32 bytes, found 16 from 24 on",
        "%9 = kernel.vbytes(%11, %0) {bounds = \"proved\", bytes = 16} : vector<2xi32> | has no whole",
        "%9 = kernel.vscales(%11, %0) : vector<16xf32> | kernel.vscales is proved to lie inside",
        "%9 = kernel.vscales(%7, %0) {bounds = \"proved\"} : vector<16xf32> | are f32, found vector",
      })
  void broken(String body, String message) {
    String params =
        "%0: i32, %1: f32, %2: vector<16xf32>, %3: vector<16xi32>, %4: vector<16xi1>,"
            + " %5: vector<8xf64>, %6: i64, %7: buffer<[n] x f32, global>,"
            + " %8: buffer<[n] x f32, strided, global>, %10: buffer<[n] x bf16, global>,"
            + " %11: buffer<[n] x q8_0, global>";
    String text = "func @f(" + params + ") -> () {\n" + body + "\n core.return\n}\n";
    String found = refusal(text);
    assertTrue(found.contains(message), () -> found + " lacks: " + message);
  }

  private static String refusal(String text) {
    return switch (Reader.read(new Source("t.tir", text))) {
      case Reader.Result.Refused refused -> refused.diagnostic().message();
      case Reader.Result.Read(var module) -> Verifier.verify(module).toString();
    };
  }
}
