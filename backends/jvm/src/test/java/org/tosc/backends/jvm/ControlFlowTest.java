package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.api.Loaded;
import org.tosc.tir.ir.Module;
import org.tosc.tir.text.Printer;
import org.tosc.tir.verify.Verifier;

/// Structured control flow, compared with the interpreter: every nest of three of `if`, `loop`,
/// `try` and `finally` with every way out at its heart and in its cleanups, and random programs.
class ControlFlowTest {
  /// Random programs per seed; `-Dtosc.programs=10000` for a long run.
  private static final int PROGRAMS = Integer.getInteger("tosc.programs", 20);

  /// All nests of three constructs, each with all exits.
  static Stream<String> shapes() {
    List<String> kinds = List.of("loop", "try", "finally", "cleanup", "handler");
    List<String> exits = List.of("end", "break", "continue", "return", "throw", "raise");
    List<String> shapes = new ArrayList<>();
    for (String outer : kinds) {
      for (String middle : kinds) {
        for (String inner : kinds) {
          for (String exit : exits) {
            shapes.add(String.join(" ", outer, middle, inner, exit));
          }
        }
      }
    }
    return shapes.stream();
  }

  @Test
  void everyShapeRunsAsTheInterpreterDoes() {
    shapes().forEach(shape -> compare(shape, ProgramMaker.shape(List.of(shape.split(" ", -1)))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomProgramsRunAsTheInterpreterDoes(long seed) {
    IntStream.range(0, PROGRAMS)
        .forEach(
            i -> {
              long each = seed * 1000 + i;
              compare("seed " + each, ProgramMaker.random(new Random(each)));
            });
  }

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  private static void compare(String what, Module module) {
    assertEquals("[]", Verifier.verify(module).toString(), what);
    Loaded loaded = new JvmEngine().load(module);
    Loaded split = JvmEngine.load(module, 200);
    for (long x = 0; x < 3; x++) {
      String expected = Programs.oracle(module, "main", x);
      String found = Programs.outcome(loaded, "main", x);
      assertEquals(expected, found, () -> what + "\n" + Printer.print(module));
      String pieces = Programs.outcome(split, "main", x);
      assertEquals(expected, pieces, () -> what + " in pieces\n" + Printer.print(module));
    }
  }
}
