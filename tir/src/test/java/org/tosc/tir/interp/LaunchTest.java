package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.ir.Scalar;

/// Launches: where programs stand, and what they may do to each other's elements.
class LaunchTest {
  /// Launches `body` on a grid over memory of 6 elements and gives the memory.
  private static Interpreter program(String grid, String body) {
    int axes = grid.split(",", -1).length;
    StringBuilder extents = new StringBuilder();
    StringBuilder names = new StringBuilder();
    String[] sizes = grid.split(",", -1);
    for (int i = 0; i < axes; i++) {
      extents.append("%1").append(i).append(" = core.const {value = ");
      extents.append(sizes[i].strip()).append("} : i64\n");
      names.append("%1").append(i).append(", ");
    }
    return KernelPrograms.read(
        """
        func @k(%0: buffer<[?] x f32, global>, %1: f32) -> () {
          %2 = kernel.program_id {axis = 0}
          %3 = kernel.num_programs {axis = 0}
          %4 = kernel.program_id {axis = 1}
          %5 = kernel.num_programs {axis = 1}
          %6 = core.mul(%2, %5)
          %7 = core.add(%6, %4)
          %8 = core.const {value = 0} : i64
        """
            + body
            + "\ncore.return }\nfunc @f(%0: f32) -> (tensor<[6] x f32>) {\n"
            + extents
            + "%2 = kernel.alloc : buffer<[6] x f32, global>\n"
            + "%3 = core.const {value = 0} : i64\n"
            + "%4 = core.const {value = 6} : i64\n"
            + "%5 = kernel.slice(%2, %3, %4) : buffer<[?] x f32, global>\n"
            + "kernel.launch("
            + names
            + "%5, %0) {axes = "
            + axes
            + ", callee = @k}\n"
            + "%6 = kernel.to_tensor(%2) : tensor<[6] x f32>\n"
            + "core.return(%6)\n"
            + "}\n");
  }

  private static double[] run(Interpreter program) {
    return ((OracleTensor) Objects.requireNonNull(program.call("f", 1.0))).reals();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6 | 0 1 2 3 4 5",
        "2, 3 | 0 1 2 3 4 5",
        "3, 2 | 0 1 2 3 4 5",
        "1 | 0 0 0 0 0 0",
        "0 | 0 0 0 0 0 0",
        "4, 0 | 0 0 0 0 0 0",
        "2 | 0 1 0 0 0 0",
      })
  void programsKnowWhereTheyStand(String grid, String expected) {
    String body = "%9 = core.cast(%7) : f32 kernel.store(%0, %9, %7)";
    double[] numbers =
        java.util.Arrays.stream(expected.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(numbers, run(program(grid, body)));
  }

  @ParameterizedTest
  @CsvSource({"-1", "'3, -2'"})
  void extentsOfGridsAreNotNegative(String grid) {
    var fault = assertThrows(GuestFault.class, () -> run(program(grid, "")));
    assertEquals("ValueError", fault.kind());
    assertEquals("an extent is at least 0, found " + grid.replaceAll(".* ", ""), fault.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | kernel.store(%0, %1, %8) | program [1] writes element [0] of a view of [6], which"
            + " program [0] wrote",
        "2, 2 | kernel.store(%0, %1, %2) | program [0, 1] writes element [0] of a view of [6],"
            + " which program [0, 0] wrote",
        "3 | %9 = kernel.load(%0, %8) kernel.store(%0, %9, %7) | program [1] reads element [0] of a"
            + " view of [6], which program [0] wrote",
        "3 | %10 = core.const {value = 1} : i64 %11 = core.add(%7, %10) %9 = kernel.load(%0, %11)"
            + " kernel.store(%0, %9, %7) | program [1] writes element [1] of a view of [6], which"
            + " program [0] read",
        "3 | %9 = kernel.load(%0, %8) %10 = core.const {value = 2} : i64 %11 = core.eq(%7, %10)"
            + " core.if(%11) { kernel.store(%0, %9, %8) core.yield } { core.yield } | program [2]"
            + " writes element [0] of a view of [6], which other programs read",
        "3 | kernel.atomic_add(%0, %1, %8) %9 = kernel.load(%0, %8) | program [1] adds to element"
            + " [0] of a view of [6], which program [0] read",
        "3 | kernel.store(%0, %1, %7) kernel.atomic_add(%0, %1, %8) | program [1] adds to element"
            + " [0] of a view of [6], which program [0] wrote",
        "3 | %9 = kernel.tile_splat(%1) : tile<3xf32, row> kernel.tile_store(%0, %9, %7) {bounds ="
            + " \"clipped\", offset = true} | program [1] writes element [1] of a view of [6],"
            + " which program [0] wrote",
        "3 | %9 = kernel.tile_load(%0, %8) {bounds = \"clipped\"} : tile<8xf32, row>"
            + " kernel.store(%0, %1, %7) | program [1] reads element [0] of a view of [6], which"
            + " program [0] wrote",
        "2 | kernel.nest(%0) {extents = [2], ins = 0, kinds = [\"parallel\"], maps = [map (d0) ->"
            + " (d0)], outs = 1} { ^(%9: f32): core.yield(%1) } | program [1] writes element [0] of"
            + " a view of [6], which program [0] wrote",
      })
  void racesAreFound(String grid, String body, String message) {
    Interpreter program = program(grid, body);
    var fault = assertThrows(GuestFault.class, () -> run(program));
    assertEquals("RaceError: " + message, fault.getMessage());
    program.buffers().checkRaces(false);
    run(program);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6 | %9 = kernel.load(%0, %7) kernel.store(%0, %9, %7) kernel.atomic_add(%0, %1, %7)",
        "6 | kernel.atomic_add(%0, %1, %8)",
        "6 | %9 = kernel.load(%0, %8)",
        "2 | %9 = kernel.tile_splat(%1) : tile<3xf32, row> kernel.tile_store(%0, %9, %7) {bounds ="
            + " \"checked\"} %10 = kernel.tile_load(%0, %7) {bounds = \"checked\"} : tile<3xf32,"
            + " row>",
        "2 | %9 = kernel.tile_splat(%1) : tile<6xf32, row> kernel.tile_atomic_add(%0, %9, %8)",
      })
  void programsWithElementsOfTheirOwn(String grid, String body) {
    run(program(grid, body));
  }

  /// One launch after another is in order.
  @org.junit.jupiter.api.Test
  void launchesFollowEachOther() {
    Interpreter program =
        KernelPrograms.read(
            """
            func @k(%0: buffer<[?] x i32, global>) -> () {
              %1 = kernel.program_id {axis = 0}
              %2 = kernel.num_programs {axis = 0}
              %3 = core.const {value = 1} : i64
              %4 = core.add(%1, %3)
              %5 = core.rem(%4, %2)
              %6 = core.const {value = 5} : i32
              kernel.store(%0, %6, %5)
              core.return
            }
            func @f(%0: tensor<[?] x i32>, %1: i64) -> (tensor<[?] x i32>, i64) {
              %2 = kernel.from_tensor(%0) : buffer<[?] x i32, global>
              kernel.launch(%1, %2) {axes = 1, callee = @k}
              kernel.launch(%1, %2) {axes = 1, callee = @k}
              %3 = kernel.to_tensor(%2) : tensor<[?] x i32>
              %4 = kernel.num_programs {axis = 0}
              core.return(%3, %4)
            }
            """);
    Object[] found =
        (Object[])
            Objects.requireNonNull(
                program.call("f", KernelPrograms.integers(Scalar.I32, i -> i, 4), 3L));
    assertArrayEquals(new long[] {5, 5, 5, 3}, ((OracleTensor) found[0]).integers());
    assertEquals(1L, found[1]);
  }
}
