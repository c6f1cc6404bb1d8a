package org.tosc.driver.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.driver.triton.StandIn;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.TensorOp;

/// The interpreter and the JVM engine agree on generated programs. `-Dtosc.fuzz=N` runs N programs
/// of each kind instead of a few, `-Dtosc.fuzz.seed=S` others.
final class FuzzTest {
  private static final int PROGRAMS = Integer.getInteger("tosc.fuzz", 300);
  private static final long SEED = Long.getLong("tosc.fuzz.seed", 1);
  private static final Path STORED = Path.of("src/test/resources/fuzz");

  @Test
  void tirProgramsDoTheSame() {
    TirCampaign kind = new TirCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    Set<String> missing = new TreeSet<>();
    TirMaker.covered().stream().map(Op::mnemonic).forEach(missing::add);
    missing.removeAll(kind.used().keySet());
    assertEquals(Set.of(), missing);
  }

  @Test
  void sourceProgramsDoTheSame() {
    SourceCampaign kind = new SourceCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS / 2, SEED).mismatches());
    long refused = kind.used().getOrDefault("refused", 0L);
    assertTrue(refused * 10 <= PROGRAMS, () -> refused + " programs were refused");
  }

  @ParameterizedTest
  @EnumSource
  void machineCodeDoesTheSame(InstructionSet set) {
    MachineCodeCampaign kind = new MachineCodeCampaign(set);
    assumeTrue(kind.obstacle() == null, () -> "not checked: " + kind.obstacle());
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    assertTrue(kind.used().getOrDefault("kernels", 0L) > PROGRAMS / 4, kind.used()::toString);
  }

  @Test
  void codeOfSnitchDoesTheSame() {
    SnitchCampaign kind = new SnitchCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    long refused =
        kind.used().entrySet().stream()
            .filter(e -> e.getKey().startsWith("refused"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertEquals(0, refused, kind.used()::toString);
    for (String way : List.of("loops", "streams of f64", "streams of f32", "streams of f16")) {
      long made = kind.used().getOrDefault(way, 0L);
      assertTrue(made > PROGRAMS / 50, () -> way + ": " + kind.used());
    }
  }

  @Test
  void textOfMlirDoesTheSame() {
    String obstacle = MlirJudge.obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    MlirCampaign kind = new MlirCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS / 3, SEED).mismatches());
    for (Level level : Level.values()) {
      long written = kind.used().getOrDefault(level.kind(), 0L);
      assertEquals(PROGRAMS / 3, written, kind.used()::toString);
    }
  }

  @Test
  void graphsAsMlirDoTheSame() {
    String obstacle = MlirJudge.obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    MlirGraphCampaign kind = new MlirGraphCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    for (Level level : Level.values()) {
      long written = kind.used().getOrDefault(level.kind(), 0L);
      assertTrue(written > PROGRAMS / 6, kind.used()::toString);
    }
  }

  @Test
  void pythonForTritonDoesTheSame() {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    TritonCampaign kind = new TritonCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    long refused =
        kind.used().entrySet().stream()
            .filter(e -> e.getKey().startsWith("refused"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertEquals(0, refused, kind.used()::toString);
    for (String way : List.of("in 1 programs", "in 2 programs", "in 3 programs")) {
      long made = kind.used().getOrDefault(way, 0L);
      assertTrue(made > PROGRAMS / 50, () -> way + ": " + kind.used());
    }
  }

  @Test
  void modelsOfMlirAndOfGpusDoTheSame() {
    ModelCampaign kind = new ModelCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    for (String model : ModelCampaign.models()) {
      assertEquals(PROGRAMS, kind.used().getOrDefault(model + " ran", 0L), kind.used()::toString);
    }
  }

  @Test
  void tensorOperationsDoTheSame() {
    TensorCampaign kind = new TensorCampaign();
    assertEquals(List.of(), Campaign.run(kind, 5 * PROGRAMS, SEED).mismatches());
    Set<String> missing = new TreeSet<>();
    for (TensorOp op : TensorOp.values()) {
      String name = op.row().name();
      if (kind.used().keySet().stream().noneMatch(k -> k.replaceAll("\\(.*", "").equals(name))) {
        missing.add(name);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void kernelsDoTheSame() {
    KernelCampaign kind = new KernelCampaign();
    assertEquals(List.of(), Campaign.run(kind, 2 * PROGRAMS, SEED).mismatches());
    Set<String> missing = new TreeSet<>();
    EnumSet<KernelOp> made = EnumSet.allOf(KernelOp.class);
    // The engines' own tests have these.
    made.removeAll(List.of(KernelOp.VLOAD, KernelOp.VSTORE, KernelOp.PREFETCH));
    made.removeAll(List.of(KernelOp.VBYTES, KernelOp.VSCALES)); // machine code alone has these
    made.removeAll(List.of(KernelOp.VBLOCK, KernelOp.PACK));
    made.forEach(op -> missing.add(op.mnemonic()));
    EnumSet.range(CoreOp.ZERO, CoreOp.ADDRESS).forEach(op -> missing.add(op.mnemonic()));
    missing.addAll(List.of("core.quot", "core.rem", "core.call", "core.call_address"));
    missing.addAll(List.of("nest reads a view", "nest writes a view"));
    missing.addAll(List.of("nest with 2 bodies", "nest with a bound", "tile_load padded"));
    missing.removeAll(kind.used().keySet());
    assertEquals(Set.of(), missing);
    long well = kind.used().getOrDefault("ends well", 0L);
    assertTrue(well >= PROGRAMS, () -> "only " + well + " kernels ran to their end");
  }

  @Test
  void provedAccessesLieInside() {
    BoundsCampaign kind = new BoundsCampaign();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
    Set<String> missing = new TreeSet<>();
    for (String op : List.of("load", "store", "tile_load", "tile_store")) {
      missing.addAll(List.of("proved: kernel." + op, "checked: kernel." + op));
    }
    missing.removeAll(kind.used().keySet());
    assertEquals(Set.of(), missing);
    long well = kind.used().getOrDefault("ends well", 0L);
    assertTrue(4 * well >= PROGRAMS, () -> "only " + well + " programs ran to their end");
    assertEquals(0, kind.used().getOrDefault("refused", 0L));
  }

  @Test
  void graphsDoTheSameAfterPasses() {
    PassCampaign kind = PassCampaign.graphs();
    assertEquals(List.of(), Campaign.run(kind, 2 * PROGRAMS, SEED).mismatches());
    long well = kind.used().getOrDefault("ends well", 0L);
    assertTrue(well >= PROGRAMS, () -> "only " + well + " graphs ran to their end");
    Set<String> missing = new TreeSet<>(List.of("matmul", "transpose", "call", "if", "host.set"));
    missing.removeAll(kind.used().keySet());
    assertEquals(Set.of(), missing);
  }

  @Test
  void derivativesAreTheSameAsFunctions() {
    PassCampaign kind = PassCampaign.gradients();
    assertEquals(List.of(), Campaign.run(kind, 2 * PROGRAMS, SEED).mismatches());
    long made = kind.used().getOrDefault("derivatives as functions", 0L);
    assertTrue(made > PROGRAMS / 4, () -> "only " + made + " derivatives became functions");
  }

  @Test
  void tirProgramsDoTheSameAfterPasses() {
    PassCampaign kind = PassCampaign.tir();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS, SEED).mismatches());
  }

  @Test
  void sourceProgramsDoTheSameAfterPasses() {
    PassCampaign kind = PassCampaign.sources();
    assertEquals(List.of(), Campaign.run(kind, PROGRAMS / 3, SEED).mismatches());
  }

  /// A line of a stored file is a kind and the choices that once made the engines differ.
  @Test
  void whatOnceDifferedDoesTheSame() throws IOException {
    List<Mismatch> again = new ArrayList<>();
    try (Stream<Path> files = Files.list(STORED)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          replay(line).ifPresent(again::add);
        }
      }
    }
    assertEquals(List.of(), again);
  }

  private static Optional<Mismatch> replay(String line) {
    String[] parts = line.strip().split(" ", 2);
    if (line.isBlank() || line.startsWith("#")) {
      return Optional.empty();
    }
    Campaign.Kind kind = FuzzMain.kind(parts[0]);
    return Campaign.alone(kind, Choices.parse(parts[1]).given());
  }
}
