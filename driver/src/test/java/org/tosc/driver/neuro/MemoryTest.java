package org.tosc.driver.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tosc.driver.Compiler;
import org.tosc.driver.suite.Pages;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Every tensor is freed once, and where the page says: at the end of its block or statement, on an
/// early return, a `break`, and when an error ends the program.
///
/// The numbers on the page are counted by hand. Where lowering forgets to free, the last line of
/// some program counts something alive; where it frees too late, a line before; where it frees
/// twice, the engines throw. Seen to fail with each of these taken out of lowering: the freeing at
/// the end of a block, of what an assignment replaces, of fields that others replace, of parts that
/// a pattern does not name, of what waits for the rest of a struct or of arguments, and of the
/// result of a kernel that fails.
///
/// What is refused instead stands in `negative/ownership.md`: use after a move, two views that
/// write, views that outlive their tensor; and in `negative/tensors.md`: parts of a view that reach
/// outside. [NegativeProgramsTest] reads both.
final class MemoryTest {
  private static final List<MemoryProgram> PROGRAMS =
      MemoryProgram.of(Pages.root().resolve(Path.of("driver/src/test/resources/neuro/memory.md")));

  @TestFactory
  Stream<DynamicTest> interpreter() {
    return on("interp");
  }

  @TestFactory
  Stream<DynamicTest> jvm() {
    return on("jvm");
  }

  private static Stream<DynamicTest> on(String engine) {
    return PROGRAMS.stream().map(p -> DynamicTest.dynamicTest(p.title(), () -> check(p, engine)));
  }

  private static void check(MemoryProgram program, String engine) throws Exception {
    Module module = program.compile();
    assertEquals(program.expected(), MemoryProgram.run(module, engine), program.title());
  }

  private static final String CALLED =
      """
      @kernel
      fn twice(a: Tile<4, f32>) -> Tile<4, f32> { a + a }
      fn small(v: View<[?], f32>, n: i8) -> i64 { n as i64 }
      fn same(t: Tensor<[2], f32>, u: Tensor<[3], f32>) -> Tensor<[2], f32> { t }
      fn back(v: View<[?], f32>, i: i64) -> f32 { v[i] }
      """;

  private static final String CALLER =
      """
      import "./k.neuro"
      fn sized(sizes, i)
        return ones([sizes[i]])
      end
      two = sized([2, 3], 0)
      three = sized([2, 3], 1)
      y = three
      for i in 0..3 do
        y = k.twice(y)
      end
      print(y.shape)
      fn kind(f)
        try
          f()
        catch e
          return e.kind
        end
        return "none"
      end
      print(kind(fn() return k.small(three, 300) end))
      print(kind(fn() return k.same(two, two) end))
      print(kind(fn() return k.same(two, three) end))
      print(kind(fn() return k.back(three, 7) end))
      """;

  /// Three calls of the kernel make an argument and a result each; the other functions get one,
  /// none, two and one argument: shapes are compared before anything is copied.
  @Test
  void callsFromPseudocodeLeaveNothingAlive() throws Exception {
    Module module =
        MemoryProgram.compile(
            new Source("main.pseudo", CALLER),
            Compiler.Language.PSEUDOCODE,
            (path, quoted, importer) -> new Source("k.neuro", CALLED));
    String expected =
        """
        [3]: 0 live
        OverflowError: 0 live
        ShapeError: 0 live
        none: 0 live
        IndexError: 0 live
        10 made, 0 live
        """;
    assertEquals(expected, MemoryProgram.run(module, "interp"));
    assertEquals(expected, MemoryProgram.run(module, "jvm"));
  }

  @Test
  void everyProgramEndsWithNothingAlive() {
    assertTrue(PROGRAMS.size() >= 60, () -> "only " + PROGRAMS.size() + " programs");
    PROGRAMS.forEach(p -> assertTrue(p.expected().endsWith(" made, 0 live\n"), p.title()));
  }
}
