package org.tosc.driver.triton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;

/// Names that would be something else in Python or in MLIR come out as names: the lint finds nothing
/// but what tosc writes, and kernels compute what they compute with plain names.
final class HostileNamesTest {
  private static final List<String> NAMES =
      List.of(
          "x\"); import os; os.abort() #",
          "x\nimport os\nos.abort()\n#",
          "x\r\nraise SystemExit\r\n",
          "'''", "\"\"\"", "\\", "\\\"", "",
          "lambda", "None", "tl", "torch", "triton", "range", "_check", "_most", "meta", "float",
          "__import__('os').abort()", "__class__", "__builtins__", "eval", "exec", "self",
          "%0", "^bb0", "@k", "#map", "!tt.ptr<f32>", "} loc(\"x\")", "\"() : () -> ()", "//", "/* ",
          "{x!r}", "{0}", "%s", "x: tl.constexpr", "x, y", "x)", "*x", "x=1", "ｅｖａｌ", "ünïcode",
          "x\u2028y", "x\u0000y", "\uD83D\uDE00", "1st", "9", "x".repeat(5000), "pid", "BLOCK", "acc",
          "POINTS", "k", "x0_ptr", "out", "t_1", "triton.jit", "device");

  @TempDir private Path folder;

  /// The kernel of a sample with other names.
  private static Written renamed(Sample sample, int shift) {
    Written plain = sample.written();
    Step step = plain.sequence().steps().getFirst();
    int ins = step.inputs().size();
    List<Tensor> inputs =
        IntStream.range(0, ins).mapToObj(i -> named(step.inputs().get(i), shift + i)).toList();
    List<Tensor> results =
        IntStream.range(0, step.results().size())
            .mapToObj(i -> named(step.results().get(i), shift + ins + i))
            .toList();
    String name = NAMES.get((shift + 7) % NAMES.size());
    Step other = new Step(step.nests(), inputs, results);
    return new Written(new KernelSequence(name, List.of(other)), plain.results());
  }

  private static Tensor named(Tensor tensor, int number) {
    return new Tensor(NAMES.get(number % NAMES.size()), tensor.type(), tensor.role());
  }

  private static List<Written> all() {
    List<Sample> samples =
        Sample.all().stream()
            .filter(s -> List.of("softmax", "mlp", "masked").contains(s.name()))
            .toList();
    List<Written> all = new ArrayList<>();
    for (int shift = 0; shift < NAMES.size(); shift++) {
      all.add(renamed(samples.get(shift % samples.size()), shift));
    }
    return all;
  }

  @Test
  void theyAreNamesInPython() throws IOException {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    List<String> words =
        new ArrayList<>(List.of("python3", StandIn.FOLDER.resolve("lint.py").toString()));
    List<Written> all = all();
    for (int i = 0; i < all.size(); i++) {
      Path file = folder.resolve("module" + i + ".py");
      words.add(Files.writeString(file, all.get(i).text("triton")).toString());
    }
    StandIn.Ended ended = StandIn.command(folder, words);
    assertEquals("clean\n", ended.output());
  }

  @Test
  void kernelsDoTheSame() throws IOException {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    List<Sample> samples =
        Sample.all().stream()
            .filter(s -> List.of("softmax", "mlp", "masked").contains(s.name()))
            .toList();
    List<Written> all = all();
    List<StandIn.Job> jobs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      jobs.add(all.get(i).job(samples.get(i % samples.size()).operands(), 0));
    }
    List<StandIn.Outcome> outcomes = StandIn.run(folder, jobs);
    for (int i = 0; i < all.size(); i++) {
      Sample sample = samples.get(i % samples.size());
      StandIn.Outcome outcome = outcomes.get(i);
      assertEquals("", outcome.error(), jobs.get(i).module());
      OracleTensor expected = sample.expected(sample.operands()).getFirst();
      OracleTensor found =
          OracleTensor.reals(
              expected.element(), expected.shape(), outcome.results().getFirst());
      assertTrue(Kernels.difference(List.of(found), List.of(expected)) < 64, sample.name());
    }
  }

  @Test
  void theyAreNamesInMlir() throws IOException {
    assumeTrue(TritonSamplesTest.hasMlirOpt(), "not checked: no mlir-opt");
    StringBuilder all = new StringBuilder();
    for (Written written : all()) {
      all.append(written.text("ttir-irdl")).append("// -----\n");
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
