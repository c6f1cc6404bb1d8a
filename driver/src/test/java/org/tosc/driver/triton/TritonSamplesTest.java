package org.tosc.driver.triton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.api.Artifact;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;

/// Every sample as text: what Python, mlir-opt and the lint say of it, and what it computes under
/// the stand-in for Triton, with each of the first configurations.
final class TritonSamplesTest {
  private static final int CHOICES = 3;
  static final Path IRDL =
      Path.of("../backends/triton/src/test/resources/ttir/tt.irdl.mlir").toAbsolutePath();

  @TempDir private Path folder;

  private List<Path> written(String kind, String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Sample sample : Sample.all()) {
      for (Artifact artifact : sample.written().artifacts(kind)) {
        String name = artifact.name().replaceAll("\\.[a-z]+$", "") + ending;
        files.add(Files.writeString(folder.resolve(name), artifact.text()));
      }
    }
    return files;
  }

  private String ended(List<String> words) throws IOException {
    StandIn.Ended ended = StandIn.command(folder, words);
    return ended.code() == 0 ? "" : ended.output();
  }

  @Test
  void pythonCompilesIt() throws IOException {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    List<String> words = new ArrayList<>(List.of("python3", "-m", "py_compile"));
    written("triton", ".py").forEach(f -> words.add(f.toString()));
    assertEquals("", ended(words));
  }

  @Test
  void itIsTheSubset() throws IOException {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    List<String> words =
        new ArrayList<>(List.of("python3", StandIn.FOLDER.resolve("lint.py").toString()));
    written("triton", ".py").forEach(f -> words.add(f.toString()));
    assertEquals("", ended(words));
  }

  @Test
  void itComputesWhatFunctionsMean() throws IOException {
    assumeTrue(StandIn.obstacle() == null, () -> "not checked: " + StandIn.obstacle());
    List<StandIn.Job> jobs = new ArrayList<>();
    List<Sample> samples = Sample.all();
    for (Sample sample : samples) {
      for (int choice = 0; choice < CHOICES; choice++) {
        jobs.add(sample.written().job(sample.operands(), choice));
      }
    }
    List<StandIn.Outcome> outcomes = StandIn.run(folder, jobs);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Sample sample = samples.get(i / CHOICES);
      List<OracleTensor> expected = sample.expected(sample.operands());
      String what = difference(expected, outcomes.get(i));
      if (!what.isEmpty()) {
        wrong.add(sample.name() + " with choice " + i % CHOICES + ": " + what);
      }
    }
    assertEquals(List.of(), wrong);
  }

  static String difference(List<OracleTensor> expected, StandIn.Outcome outcome) {
    if (!outcome.error().isEmpty()) {
      return outcome.error();
    }
    List<OracleTensor> found = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      OracleTensor like = expected.get(i);
      found.add(OracleTensor.reals(like.element(), like.shape(), outcome.results().get(i)));
    }
    double off = Kernels.difference(found, expected);
    return off <= Sample.allowed(expected) ? "" : off + " ulp of the greatest";
  }

  @Test
  void samplesBecomeAsManyProgramsAsTheySay() {
    List<String> wrong = new ArrayList<>();
    for (Sample sample : Sample.all()) {
      int programs = sample.written().artifacts("ttir").size();
      if (programs != sample.programs()) {
        wrong.add(sample.name() + " " + programs);
      }
    }
    assertEquals(List.of(), wrong);
  }

  static boolean hasMlirOpt() {
    try {
      return StandIn.command(Path.of("."), List.of("mlir-opt-19", "--version")).code() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void stockToolsVerifyItsTtir() throws IOException {
    assumeTrue(hasMlirOpt(), "not checked: no mlir-opt");
    List<String> wrong = new ArrayList<>();
    for (Path file : written("ttir-irdl", ".mlir")) {
      String irdl = "--irdl-file=" + IRDL;
      wrong.add(limited("mlir-opt-19", irdl, file.toString(), "-o", "/dev/null"));
    }
    for (Path file : written("ttir-generic", ".mlir")) {
      String loose = "--allow-unregistered-dialect";
      wrong.add(limited("mlir-opt-19", loose, file.toString(), "-o", "/dev/null"));
    }
    wrong.removeIf(String::isEmpty);
    assertEquals(List.of(), wrong);
  }

  private String limited(String... words) throws IOException {
    String line = "ulimit -v 8000000; exec timeout 60 " + String.join(" ", words);
    return ended(List.of("bash", "-c", line));
  }
}
