package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.text.Printer;

/// Products whose right operand is read where it lies, for machines without a JIT between.
class SmallTilesTest {
  /// The shapes that measure best, by hand and in LIBXSMM (`docs/measurements/x86.md`).
  @ParameterizedTest
  @CsvSource({
    "8, 8, 8, 8x1",
    "16, 16, 16, 16x1",
    "24, 24, 24, 12x2",
    "32, 32, 32, 8x2",
    "48, 48, 48, 8x3",
    "64, 64, 64, 6x4",
    "8, 512, 512, 8x3",
  })
  void tilesOfLongVectorsWasteLittle(int rows, int terms, int columns, String tile) {
    Machine machine = Machine.AVX512.asAssembled();
    assertTrue(
        model(rows, terms, columns, machine).startsWith("tile " + tile + " "),
        () -> model(rows, terms, columns, machine));
  }

  @ParameterizedTest
  @CsvSource({"16, 6x2", "24, 4x3", "32, 6x2", "64, 6x2"})
  void tilesOfShortVectorsHaveRegistersForAnElementOfTheLeft(int size, String tile) {
    Machine machine = Machine.AVX2.asAssembled();
    assertTrue(
        model(size, size, size, machine).startsWith("tile " + tile + " "),
        () -> model(size, size, size, machine));
  }

  @Test
  void nothingIsCopiedAndNothingCalled() {
    for (int size : List.of(7, 16, 33, 64)) {
      List<Function> all = lowered(size, size, size, Machine.AVX512.asAssembled());
      assertEquals(1, all.size());
      assertEquals(3, all.getFirst().params().size(), "no scratch");
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "5, 8", "4, 4", "2, 4", "9, 16", "16, 16"})
  void vectorsAreNoLongerThanFewColumns(int columns, int lanes) {
    List<Function> all = lowered(12, 10, columns, Machine.AVX512.asAssembled());
    String text = Printer.print(new Module(List.of(), all));
    assertTrue(text.contains("vector<" + lanes + "xf32>"), text);
    assertFalse(text.contains("vector<" + 2 * lanes + "xf32>"), text);
  }

  @Test
  void aLargeRightOperandIsCopiedIntoPanels() {
    List<Function> all = lowered(128, 128, 128, Machine.AVX512.asAssembled());
    assertTrue(all.size() > 1);
    assertTrue(all.getLast().params().size() > 3, "there is a panel");
    assertTrue(model(128, 128, 128, Machine.AVX512.asAssembled()).endsWith("pack right"));
  }

  @Test
  void narrowPanelsReadALargeLeftOperandFromCopies() {
    Machine narrow = Machine.AVX2.asAssembled();
    assertTrue(model(512, 512, 512, narrow).endsWith("pack right"));
    assertTrue(model(1024, 1024, 1024, narrow).endsWith("pack both"));
    assertTrue(model(1024, 1024, 64, narrow).endsWith("pack right"), "too few panels");
    assertTrue(model(1024, 1024, 1024, Machine.AVX2).endsWith("pack right"), "HotSpot compiles it");
    assertTrue(model(1024, 1024, 1024, Machine.AVX512.asAssembled()).endsWith("pack right"));
  }

  @Test
  void aResultThatDoesNotStayInCachesIsMadeByRows() {
    Machine machine = Machine.AVX512.asAssembled();
    assertTrue(model(3136, 64, 256, machine).endsWith("blocks 10x4 pack right"));
    List<Function> all = lowered(3136, 64, 256, machine);
    long scratch = all.getLast().attributes().integers("sizes").getLast();
    assertEquals(64 * 256, scratch, "all panels at once");
  }

  @Test
  void hotSpotKeepsFunctionsThatItCanCompile() {
    assertTrue(model(64, 64, 64, Machine.AVX512).endsWith("pack right"));
    assertTrue(lowered(16, 16, 16, Machine.AVX512).size() > 1);
  }

  private static String model(int rows, int terms, int columns, Machine machine) {
    Candidates of = Candidates.of(kernel(rows, terms, columns), machine);
    return Schedule.text(Objects.requireNonNull(of).model());
  }

  private static List<Function> lowered(int rows, int terms, int columns, Machine machine) {
    return Objects.requireNonNull(Lower.lower(kernel(rows, terms, columns), machine));
  }

  private static Function kernel(int rows, int terms, int columns) {
    String text =
        """
        func @f(%%0: tensor<[%d, %d] x f32>, %%1: tensor<[%d, %d] x f32>) -> (tensor<[%d, %d] x f32>) {
          %%2 = tensor.matmul(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(rows, terms, terms, columns, rows, columns);
    return switch (Kernelize.kernel("f.k0", Kernels.function(text))) {
      case Kernelize.Outcome.Made(Function kernel) -> kernel;
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    };
  }
}
