package org.tosc.driver.triton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// Nests that no function over tensors becomes: numbers in blocks and in 8 bits as tensor cores take
/// them, several sums of one nest.
final class TritonNestsTest {
  private static final Path FILE = Path.of("src/test/resources/triton/nests.tir");
  private static final int CHOICES = 2;

  @TempDir private Path folder;

  /// Nests and what they are written as.
  private record Nests(Sample sample, List<Type> operands, List<Type> results) {
    static List<Nests> all() {
      return Sample.all(FILE).stream().map(Nests::of).toList();
    }

    private static Nests of(Sample sample) {
      Function f = sample.function();
      int ins = Math.toIntExact(f.attributes().integer("ins"));
      List<Type> types = new ArrayList<>();
      f.params().stream()
          .map(p -> (BufferType) p.type())
          .forEach(t -> types.add(new TensorType(t.shape(), t.element())));
      return new Nests(sample, types.subList(0, ins), types.subList(ins, types.size()));
    }

    Written written() {
      return Written.of(sample.name(), sample.function(), operands, results);
    }

    Module module() {
      return Kernels.wrapped(List.of(sample.function()), operands, results);
    }

    List<OracleTensor> given() {
      Function wrapped = Objects.requireNonNull(module().function("wrapped"));
      return Kernels.operands(wrapped, 3).stream().map(StandIn::held).toList();
    }
  }

  @Test
  void pythonComputesWhatNestsMean() throws IOException {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    List<Nests> all = Nests.all();
    List<StandIn.Job> jobs = new ArrayList<>();
    for (Nests nests : all) {
      for (int choice = 0; choice < CHOICES; choice++) {
        jobs.add(nests.written().job(nests.given(), choice));
      }
    }
    List<StandIn.Outcome> outcomes = StandIn.run(folder, jobs);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Nests nests = all.get(i / CHOICES);
      List<OracleTensor> expected = Kernels.run(nests.module(), "wrapped", nests.given());
      String what = TritonSamplesTest.difference(expected, outcomes.get(i));
      if (!what.isEmpty()) {
        wrong.add(nests.sample().name() + ": " + what);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void blocksAreMultipliedAsTheyAreStored() {
    for (Nests nests : Nests.all()) {
      String text = nests.written().text("triton");
      boolean isScaled = List.of("nvfp4", "nvfp4_batch").contains(nests.sample().name());
      assertEquals(isScaled, text.contains("tl.dot_scaled("), text);
    }
  }

  @Test
  void stockToolsVerifyTheirTtir() throws IOException {
    assumeTrue(TritonSamplesTest.hasMlirOpt(), "not checked: no mlir-opt");
    StringBuilder all = new StringBuilder();
    for (Nests nests : Nests.all()) {
      all.append(nests.written().text("ttir-irdl")).append("// -----\n");
    }
    Path file = Files.writeString(folder.resolve("all.mlir"), all);
    String line =
        "ulimit -v 8000000; exec timeout 60 mlir-opt-19 --split-input-file --irdl-file="
            + TritonSamplesTest.IRDL
            + " "
            + file
            + " -o /dev/null";
    StandIn.Ended ended = StandIn.command(folder, List.of("bash", "-c", line));
    assertEquals("", ended.code() == 0 ? "" : ended.output());
  }
}
