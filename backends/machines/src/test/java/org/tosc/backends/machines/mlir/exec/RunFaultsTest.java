package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.tir.source.Diagnostic;

/// What ends a program, and where.
class RunFaultsTest {
  private static final String CONSTANTS =
      """
        %c0 = arith.constant 0 : index
        %c1 = arith.constant 1 : index
        %c4 = arith.constant 4 : index
        %f1 = arith.constant 1.0 : f32
        %i8 = arith.constant 8 : i32
        %i0 = arith.constant 0 : i32
        %true = arith.constant true
      """;

  /// What a function with this body says, from its eighth line on.
  private static String stopped(String body) {
    return new Call("func.func @f() {\n" + CONSTANTS + body + "  return\n}\n", "f").stopped();
  }

  private static Program.Outcome.Done runs(String body) {
    return new Call("func.func @f() {\n" + CONSTANTS + body + "  return\n}\n", "f").run();
  }

  @Test
  void accessesOutside() {
    assertEquals(
        "10:3: `memref.store` ends the program: index 4 of axis 0 is outside of 0 … 3; the shape is"
            + " [4]",
        stopped(
            """
              %m = memref.alloc() : memref<4xf32>
              memref.store %f1, %m[%c4] : memref<4xf32>
            """));
    assertEquals(
        "11:8: `vector.load` ends the program: index 4 of axis 0 is outside of 0 … 3; the shape is"
            + " [4]",
        stopped(
            """
              %m = memref.alloc() : memref<4xf32>
              linalg.fill ins(%f1 : f32) outs(%m : memref<4xf32>)
              %v = vector.load %m[%c1] : memref<4xf32>, vector<4xf32>
            """));
  }

  @Test
  void partsOutside() {
    assertTrue(
        stopped(
                """
                  %m = memref.alloc(%c4) : memref<?xf32>
                  %p = memref.subview %m[%c1] [%c4] [1]
                      : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
                """)
            .endsWith("index 4 of axis 0 is outside of 0 … 3; the shape is [4]"));
  }

  @Test
  void memoryThatIsFreed() {
    assertEquals(
        "11:8: `memref.load` ends the program: this memory is freed already; it was allocated at"
            + " 9:8",
        stopped(
            """
              %m = memref.alloc() : memref<4xf32>
              memref.dealloc %m : memref<4xf32>
              %x = memref.load %m[%c0] : memref<4xf32>
            """));
    assertTrue(
        stopped(
                """
                  %m = memref.alloc() : memref<4xf32>
                  memref.dealloc %m : memref<4xf32>
                  memref.dealloc %m : memref<4xf32>
                """)
            .endsWith("this memory is freed already"));
    assertTrue(
        stopped(
                """
                  %m = memref.alloca() : memref<4xf32>
                  memref.dealloc %m : memref<4xf32>
                """)
            .endsWith("this memory was not allocated here"));
  }

  @Test
  void leaksAreCounted() {
    assertEquals(1, runs("  %m = memref.alloc() : memref<4xf32>\n").counts().leaks());
    assertEquals(0, runs("  %m = memref.alloca() : memref<4xf32>\n").counts().leaks());
  }

  @Test
  void elementsThatNobodyWrote() {
    String text =
        """
        func.func @f(%out: memref<1xf32>) {
          %c0 = arith.constant 0 : index
          %m = memref.alloc() : memref<1xf32>
          %x = memref.load %m[%c0] : memref<1xf32>
          %y = arith.addf %x, %x : f32
          memref.store %y, %out[%c0] : memref<1xf32>
          return
        }
        """;
    assertEquals(
        "6:3: `memref.store` ends the program: the value that is stored is poison: nothing defines"
            + " it",
        new Call(text, "f").elements(FloatKind.F32, 0).stopped());
    String unused =
        text.replace("memref.store %y", "memref.store %one")
            .replace("  %m =", "  %one = arith.constant 1.0 : f32\n  %m =");
    new Call(unused, "f").elements(FloatKind.F32, 0).run();
  }

  @Test
  void aProductWithoutItsStart() {
    String text =
        """
        func.func @f(%a: tensor<2x2xf32>, %out: memref<2x2xf32>) {
          %e = tensor.empty() : tensor<2x2xf32>
          %p = linalg.matmul ins(%a, %a : tensor<2x2xf32>, tensor<2x2xf32>)
                             outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
          bufferization.materialize_in_destination %p in restrict writable %out
              : (tensor<2x2xf32>, memref<2x2xf32>) -> ()
          return
        }
        """;
    assertTrue(
        new Call(text, "f")
            .random(1)
            .stopped()
            .endsWith("an element is copied that nobody wrote, or whose value nothing defines"));
  }

  @Test
  void divisionsByZero() {
    assertEquals(
        "9:8: `arith.divsi` ends the program: a division by zero",
        stopped("  %x = arith.divsi %i8, %i0 : i32\n"));
  }

  @Test
  void conditionsThatArePoison() {
    assertTrue(
        stopped(
                """
                  %i40 = arith.constant 40 : i32
                  %x = arith.shli %i8, %i40 : i32
                  %c = arith.cmpi eq, %x, %i8 : i32
                  scf.if %c {
                  }
                """)
            .endsWith("operand 1 is poison: a value that nothing defines"));
    // Poison that nothing depends on is harmless.
    runs(
        """
          %i40 = arith.constant 40 : i32
          %x = arith.shli %i8, %i40 : i32
          %y = arith.select %true, %i8, %x : i32
          %c = arith.cmpi eq, %y, %i8 : i32
          cf.assert %c, "chosen"
        """);
  }

  @Test
  void assertions() {
    assertEquals(
        "10:3: `cf.assert` ends the program: the assertion does not hold: never",
        stopped(
            """
              %no = arith.cmpi ne, %i8, %i8 : i32
              cf.assert %no, "never"
            """));
  }

  @Test
  void loopsThatNeverEnd() {
    String text =
        """
        func.func @f() {
          cf.br ^again
        ^again:
          cf.br ^again
        }
        """;
    Program program = Call.program(text);
    Program.Outcome outcome = program.call("f", List.of(), 1000);
    assertTrue(
        outcome instanceof Program.Outcome.Stopped(Diagnostic why)
            && why.message().endsWith("the budget of 1000 operations is used up"),
        outcome::toString);
  }

  @Test
  void callsThatNeverEnd() {
    String text =
        """
        func.func @f() {
          call @f() : () -> ()
          return
        }
        """;
    assertEquals(
        "2:3: `func.call` ends the program: calls are more than 200 deep",
        new Call(text, "f").stopped());
  }

  @Test
  void hugeMemory() {
    assertTrue(
        stopped("  %m = memref.alloc() : memref<2000000000xf64>\n")
            .contains("an allocation of 16000000000 bytes"));
  }

  @Test
  void constantsAreNotWritten() {
    String text =
        """
        memref.global constant @g : memref<1xf32> = dense<1.0>
        func.func @f() {
          %c0 = arith.constant 0 : index
          %x = arith.constant 2.0 : f32
          %g = memref.get_global @g : memref<1xf32>
          memref.store %x, %g[%c0] : memref<1xf32>
          return
        }
        """;
    assertTrue(
        new Call(text, "f").stopped().endsWith("this memory is constant and cannot be written"));
  }

  @Test
  void operationsWithoutMeaning() {
    assertEquals(
        "9:3: the model does not run `x.y`: the model has no meaning for it",
        stopped("  \"x.y\"() : () -> ()\n"));
  }
}
