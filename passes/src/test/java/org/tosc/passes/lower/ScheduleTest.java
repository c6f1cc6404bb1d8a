package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;

/// Schedules as text, and what kernels do that ask for one.
final class ScheduleTest {
  private static final Machine SMALL = new Machine(4, 16, 512, 2048, 1, 0);

  private static final String PRODUCT =
      """
      func @f(%0: tensor<[M, K] x f32>, %1: tensor<[K, N] x f32>, %2: tensor<[N] x f32>) -> (tensor<[M, N] x f32>) {
        %3 = tensor.matmul(%0, %1)
        %4 = tensor.add(%3, %2)
        %5 = tensor.relu(%4)
        core.return(%5)
      }
      """;

  private static Function product(int m, int k, int n) {
    return Kernels.function(PRODUCT.replace("M", "" + m).replace("K", "" + k).replace("N", "" + n));
  }

  private static Function kernel(Function f) {
    return switch (Kernelize.kernel("kernel", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> kernel;
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    };
  }

  private static Function asking(Function kernel, String schedule) {
    return new Function(
        kernel.symbol(),
        kernel.results(),
        kernel.body(),
        kernel.attributes().with(Schedule.ATTRIBUTE, Attribute.of(schedule)),
        kernel.span());
  }

  private static String lowered(Function kernel) {
    List<Function> all = Objects.requireNonNull(Lower.lower(kernel, SMALL));
    return Printer.print(new Module(List.of(), all));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile 12x2 depth 128 blocks 9x7 pack right",
        "tile 1x1 depth 16 blocks 1x1 pack none",
        "tile 8x3 depth 4096 blocks 100x1 pack both",
        "tile 4x4 depth 1 blocks 1x99 pack left"
      })
  void textsAreReadAsTheyAreWritten(String text) {
    assertEquals(text, Schedule.text(Objects.requireNonNull(Schedule.parse(text))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model",
        "tile 12x2",
        "tile -1x2 depth 128 blocks 9x7 pack right",
        "tile 12x2 depth 99999999999 blocks 9x7 pack right",
        "tile 12x2 depth 128 blocks 9x7 pack up",
        "tile 12x2 depth 128 blocks 9x7 pack right "
      })
  void otherTextsAreNone(String text) {
    assertNull(Schedule.parse(text));
  }

  @Test
  void aKernelIsCutAsItAsks() {
    Function kernel = kernel(product(9, 11, 10));
    String schedule = "tile 2x1 depth 4 blocks 2x2 pack none";
    Tiling tiling = Objects.requireNonNull(Schedule.parse(schedule));
    List<Function> chosen = Objects.requireNonNull(Lower.lower(kernel, SMALL, model -> tiling));
    assertEquals(Printer.print(new Module(List.of(), chosen)), lowered(asking(kernel, schedule)));
    assertTrue(!lowered(kernel).equals(lowered(asking(kernel, schedule))));
  }

  /// Too many registers, more vectors than columns, nothing at all, words.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile 15x2 depth 4 blocks 2x2 pack none",
        "tile 1x4 depth 4 blocks 2x2 pack right",
        "tile 0x1 depth 4 blocks 2x2 pack none",
        "tile 2x1 depth 0 blocks 2x2 pack none",
        "as you like"
      })
  void whatDoesNotFitIsPassedOver(String schedule) {
    Function kernel = kernel(product(9, 11, 10));
    assertEquals(lowered(kernel), lowered(asking(kernel, schedule)));
  }

  @Test
  void columnsThatAreNoNeighboursAreCopied() {
    Function turned =
        Kernels.function(
            """
            func @f(%0: tensor<[9, 11] x f32>, %1: tensor<[10, 11] x f32>) -> (tensor<[9, 10] x f32>) {
              %2 = tensor.transpose(%1)
              %3 = tensor.matmul(%0, %2)
              core.return(%3)
            }
            """);
    Function kernel = kernel(turned);
    Candidates candidates = Objects.requireNonNull(Candidates.of(kernel, SMALL));
    assertTrue(candidates.tiles().stream().allMatch(Tiling::packRight));
    String unpacked = "tile 2x1 depth 4 blocks 2x2 pack none";
    assertEquals(lowered(kernel), lowered(asking(kernel, unpacked)));
  }

  /// Every candidate is one that a kernel may ask for, and computes what the group means.
  @ParameterizedTest
  @CsvSource({"9,11,10", "1,7,13", "5,3,4", "16,16,16"})
  void candidatesComputeTheProduct(int m, int k, int n) {
    Function f = product(m, k, n);
    Function kernel = kernel(f);
    Candidates candidates = Objects.requireNonNull(Candidates.of(kernel, SMALL));
    assertEquals("%dx%dx%d".formatted(m, k, n), candidates.what());
    List<OracleTensor> operands = Kernels.operands(f, 1);
    List<OracleTensor> expected = Kernels.run(new Module(List.of(), List.of(f)), "f", operands);
    List<Tiling> all = new ArrayList<>(candidates.tiles());
    assertTrue(!all.contains(candidates.model()));
    List<Tiling> some = new ArrayList<>(all.subList(0, Math.min(8, all.size())));
    some.addAll(candidates.around(all.getFirst()));
    for (Tiling tiling : some) {
      Function asking = asking(kernel, Schedule.text(tiling));
      List<Function> lowered = Objects.requireNonNull(Lower.lower(asking, SMALL));
      List<Function> chosen = Objects.requireNonNull(Lower.lower(kernel, SMALL, model -> tiling));
      assertEquals(
          Printer.print(new Module(List.of(), chosen)),
          Printer.print(new Module(List.of(), lowered)));
      Module module = Kernels.wrapped(lowered, Value.types(f.params()), f.results());
      double off = Kernels.difference(Kernels.run(module, "wrapped", operands), expected);
      assertTrue(off <= 16, () -> tiling + ": " + off + " units");
    }
  }

  @Test
  void kernelsWithoutOneProductHaveNoCandidates() {
    String rows =
        """
        func @f(%0: tensor<[9, 11] x f32>) -> (tensor<[9, 11] x f32>) {
          %1 = tensor.softmax(%0)
          core.return(%1)
        }
        """;
    assertNull(Candidates.of(kernel(Kernels.function(rows)), SMALL));
  }

  /// A row of tiles that wastes most of its vectors is not among the first.
  @Test
  void theModelRanksFullTilesFirst() {
    Candidates candidates =
        Objects.requireNonNull(Candidates.of(kernel(product(64, 64, 64)), Machine.AVX512));
    assertNotNull(candidates.tiles().getFirst());
    Tiling first = candidates.tiles().getFirst();
    assertTrue(first.rows() * first.vectors() >= 16, first.toString());
    double last = 0;
    for (Tiling tiling : candidates.tiles()) {
      assertTrue(candidates.cycles(tiling) >= last);
      last = candidates.cycles(tiling);
    }
  }
}
