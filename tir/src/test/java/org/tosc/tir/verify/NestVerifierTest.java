package org.tosc.tir.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Rules 12 and 13: each row changes one attribute, or the body, of a product of matrices.
class NestVerifierTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "extents", "[4, 2, 3]",
          "ins", "2",
          "outs", "1",
          "kinds", "[\"parallel\", \"parallel\", \"reduction\"]",
          "maps",
              "[map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) ->"
                  + " (d0, d1)]");

  private static final String BODY =
      " { ^(%10: f32, %11: f32, %12: f32): %13 = core.mul(%10, %11) %14 = core.add(%12, %13)"
          + " core.yield(%14) }";

  private static List<String> complaints(
      String operands, String attribute, String value, String body) {
    Map<String, String> attributes = new TreeMap<>(GOOD);
    if (!attribute.isEmpty()) {
      attributes.put(attribute, value);
    }
    String all =
        attributes.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue())
            .collect(Collectors.joining(", "));
    String text =
        "func @f(%0: tile<4x3xf32, row>, %1: tile<3x2xf32, row>, %2: tile<4x2xf32, row>, %3: i64,"
            + " %4: f32, %5: buffer<[?, ?] x f32, global>, %6: tile<4x2xi4, row>) -> () {\n"
            + "%7 = kernel.nest("
            + operands
            + ") {"
            + all
            + "}"
            + body
            + "\ncore.return\n}\n";
    return switch (Reader.read(new Source("t.tir", text))) {
      case Reader.Result.Refused(Diagnostic diagnostic) -> List.of(diagnostic.message());
      case Reader.Result.Read(var module) ->
          Verifier.verify(module).stream().map(Diagnostic::message).toList();
    };
  }

  private static void refused(List<String> found, String message) {
    assertTrue(
        found.stream().anyMatch(m -> m.contains(message)), () -> found + " lacks: " + message);
  }

  @Test
  void theProductIsWellFormed() {
    assertEquals(List.of(), complaints("%0, %1, %2", "", "", BODY));
    assertEquals(List.of(), complaints("%0, %1, %2, %3", "bounded", "[1]", BODY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ins | 3 | 3 ins, 1 outs (at least 1) and 0 bounds, found 3 operands",
        "outs | 0 | found 3 operands",
        "ins | -1 | found 3 operands",
        "bounded | [0] | 2 ins, 1 outs (at least 1) and 1 bounds, found 3 operands",
        "extents | [4, 2] | `kinds` holds one word for each dimension of each body, 2, found 3",
        "extents | [4, 2, -3] | an extent is 0 or more, found -3",
        "extents | [4, 2, 4] | (d0, d1, d2) -> (d0, d2) reaches 0 to 3 on axis 1 of tile<4x3xf32,"
            + " row>",
        "kinds | [\"parallel\", \"parallel\", \"parallel\"] | d2 is reduction in body 0, found"
            + " parallel",
        "kinds | [\"parallel\", \"reduction\", \"reduction\"] | d1 is parallel in body 0, found"
            + " reduction",
        "kinds | [\"parallel\", \"parallel\", \"window\"] | d2 is reduction in body 0, found"
            + " window",
        "kinds | [\"parallel\", \"parallel\", \"serial\"] | a dimension is parallel, reduction or"
            + " window, found \"serial\"",
        "maps | [map (d0, d1, d2) -> (d0, d2)] | `maps` holds one map for each in and out, 3, found"
            + " 1",
        "maps | [map (d0, d1) -> (d0, d1), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) -> (d0,"
            + " d1)] | does not lead from 3 dimensions to tile<4x3xf32, row>",
        "maps | [map (d0, d1, d2) -> (d0), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) -> (d0,"
            + " d1)] | does not lead from 3 dimensions to tile<4x3xf32, row>",
        "maps | [map (d0, d1, d2) -> (d0, d2 - 1), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2)"
            + " -> (d0, d1)] | reaches -1 to 1 on axis 1",
        "maps | [map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) ->"
            + " (d0, 0)] | d1 is reduction in body 0, found parallel",
        "maps | [map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) ->"
            + " (d0 + d1 - d1, 2*d1 - d1)] | ",
        "maps | [map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) ->"
            + " (-d0 + 3, d1)] | d0 is a coordinate of its own in every out that body 0 writes, or"
            + " in none",
        "maps | [map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d2, d1), map (d0, d1, d2) ->"
            + " (9223372036854775807*d0, d1)] | reaches beyond 64 bits",
        "writes | [[0], [0]] | `writes` says for each of 1 bodies what it writes, found 2",
        "writes | [[0, 0]] | `writes` holds each out of a body once at most, found 0",
        "writes | [[1]] | `writes` holds each out of a body once at most, found 1",
        "writes | [[]] | an out is written by no body",
      })
  void attributes(String attribute, String value, String message) {
    List<String> found = complaints("%0, %1, %2", attribute, value, BODY);
    if (message == null) {
      assertEquals(List.of(), found);
    } else {
      refused(found, message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%0, %1, %2, %4 | [0] | a bound of a nest is i64, found f32",
        "%0, %1, %2, %3 | [3] | `bounded` holds each dimension once at most, found d3",
        "%0, %1, %2, %3, %3 | [0, 0] | `bounded` holds each dimension once at most, found d0",
        "%0, %1, %6 | [] | elements of type i4 are only read, found an out tile<4x2xi4, row>",
        "%0, %1, %4 | [] | kernel.nest gives 0 results, found 1 names",
        "%0, %5, %2 | [] |",
      })
  void operands(String operands, String bounded, String message) {
    List<String> found = complaints(operands, "bounded", bounded, BODY);
    if (message == null) {
      assertEquals(List.of(), found);
    } else {
      refused(found, message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^(%10: f32, %11: f32): core.yield(%10) | body 0 of a nest takes [f32, f32, f32], found"
            + " [f32, f32]",
        "^(%10: f32, %11: f32, %12: f64): core.yield(%10) | found [f32, f32, f64]",
        "^(%10: f32, %11: f32, %12: f32): core.yield | core.yield must give [f32], found []",
        "^(%10: f32, %11: f32, %12: f32): core.yield(%3) | core.yield must give [f32], found [i64]",
        "^(%10: f32, %11: f32, %12: f32): core.return | holds pure scalar operations, found"
            + " core.return",
        "^(%10: f32, %11: f32, %12: f32): %13 = kernel.load(%5, %3, %3) core.yield(%13) | pure"
            + " scalar operations, found kernel.load",
        "^(%10: f32, %11: f32, %12: f32): %13 = core.slot(%10) : slot<f32> core.yield(%10) | pure"
            + " scalar operations, found core.slot",
        "^(%10: f32, %11: f32, %12: f32): %13 = core.tuple(%10) core.yield(%10) | computes with"
            + " scalars, found tuple<f32>",
        "^(%10: f32, %11: f32, %12: f32): %13 = core.select(%10, %0, %0) core.yield(%10) | operand"
            + " `condition`",
        "^(%10: f32, %11: f32, %12: f32): %13 = kernel.index {dim = 3} core.yield(%10) | the nest"
            + " has no dimension 3",
        "^(%10: f32, %11: f32, %12: f32): %13 = core.lt(%10, %11) core.if(%13) { core.break } {"
            + " core.yield } core.yield(%10) | found core.break",
      })
  void bodies(String body, String message) {
    refused(complaints("%0, %1, %2", "", "", " { " + body + " }"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^(%10: f32, %11: f32, %12: f32): core.yield(%4)",
        "^(%10: f32, %11: f32, %12: f32): %13 = kernel.index {dim = 2} %14 = core.cast(%13) : f32"
            + " core.yield(%14)",
        "^(%10: f32, %11: f32, %12: f32): %13 = core.lt(%10, %11) %14 = core.if(%13) : f32 {"
            + " core.yield(%4) } { %15 = core.exp(%12) core.yield(%15) } core.yield(%14)",
      })
  void goodBodiesPass(String body) {
    assertEquals(List.of(), complaints("%0, %1, %2", "", "", " { " + body + " }"));
  }
}
