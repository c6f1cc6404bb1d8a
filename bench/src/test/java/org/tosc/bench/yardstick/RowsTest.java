package org.tosc.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of goals as data: whole, in order, and measured by somebody.
class RowsTest {
  /// The first column of the table of `perf.md`, section 10, in order, in these words.
  private static final List<String> IDS =
      List.of(
          "gemm",
          "gemm2",
          "avx2",
          "small",
          "bytecode",
          "narrow",
          "fused",
          "rows",
          "attention",
          "attention1",
          "conv",
          "gemv",
          "gemvf",
          "gemv3",
          "decode",
          "decode2",
          "prompt",
          "launch",
          "region",
          "compile",
          "module",
          "encoder",
          "hidden",
          "cold");

  @Test
  void theTableHasItsRows() {
    assertEquals(IDS, Rows.all().stream().map(Row::id).toList());
    for (Row row : Rows.all()) {
      assertTrue(!row.goals().isEmpty() || !row.gaps().isEmpty(), row.id());
      Set<String> names = row.goals().stream().map(Goal::what).collect(Collectors.toSet());
      assertEquals(row.goals().size(), names.size(), row.id());
    }
  }

  /// What is good is no easier than what must be.
  @Test
  void boundsGrowHarder() {
    for (Row row : Rows.all()) {
      for (Goal goal : row.goals()) {
        double[] asked =
            Arrays.stream(Level.values())
                .filter(goal.bounds()::has)
                .mapToDouble(goal.bounds()::at)
                .toArray();
        assertTrue(asked.length > 0, goal.what());
        for (int i = 1; i < asked.length; i++) {
          boolean isHarder =
              goal.comparison().isAtMost() ? asked[i] < asked[i - 1] : asked[i] > asked[i - 1];
          assertTrue(isHarder, row.id() + " " + goal.what());
        }
      }
    }
  }

  @Test
  void everyQuantityIsMeasuredByOneSource() {
    Set<Quantity> all = Rows.quantities(Rows.all());
    List<Source> sources = Sources.of(all, YardstickOptions.of(new String[0]));
    for (Quantity quantity : all) {
      long count = sources.stream().filter(s -> s.measures(quantity)).count();
      assertEquals(1, count, quantity.toString());
    }
  }

  @Test
  void rowsAreChosenByTheBeginningOfTheirIds() {
    assertEquals(
        List.of("gemm", "gemm2"), Rows.of(List.of("gemm"), 2).stream().map(Row::id).toList());
    assertEquals(
        List.of("small", "launch"),
        Rows.of(List.of("launch", "small"), 2).stream().map(Row::id).toList());
    assertEquals(IDS.size(), Rows.of(List.of(), 1).size());
  }

  @Test
  void oneThreadLeavesOutWhatNeedsTwo() {
    Set<Integer> threads = new HashSet<>();
    Rows.quantities(Rows.of(List.of(), 1)).forEach(q -> threads.add(q.threads()));
    assertEquals(Set.of(1), threads);
    assertTrue(Rows.of(List.of("gemm2"), 1).getFirst().goals().isEmpty());
  }

  @Test
  void optionsAreRead() {
    YardstickOptions options =
        YardstickOptions.of(
            "--quick --rounds 3 --rows gemm,conv --threads 1 --json".split(" ", -1));
    assertEquals(3, options.rounds());
    assertEquals(List.of("gemm", "conv"), options.rows());
    assertEquals(1, options.threads());
    assertTrue(options.isJson());
    assertTrue(options.millis() < YardstickOptions.of(new String[0]).millis());
    assertThrows(
        IllegalArgumentException.class, () -> YardstickOptions.of(new String[] {"--slow"}));
  }
}
