package org.tosc.driver.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.triton.StandIn;
import org.tosc.driver.triton.Written;
import org.tosc.tir.interp.OracleTensor;

/// Runs generated kernels as Python for Triton under a stand-in for it, a whole batch in one
/// process, and their nests on the interpreter. Results are the same numbers, but for a zero's
/// sign; quotients, roots and powers within a few ulp.
final class TritonCampaign implements Campaign.Kind {
  private static final double ULPS = 4;

  /// Powers below this may be 0.
  private static final double TINY = 1e-37;

  private final Map<String, Long> used = new TreeMap<>();

  @Override
  public String name() {
    return "triton";
  }

  @Override
  public int batch() {
    return 200;
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    try {
      Path folder = Files.createTempDirectory("triton");
      try {
        return run(folder, programs);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Optional<Mismatch>> run(Path folder, List<Choices> programs) throws IOException {
    List<NestMaker.Program> made = programs.stream().map(NestMaker::make).toList();
    List<StandIn.Job> jobs = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      NestMaker.Program program = made.get(i);
      Written written =
          Written.of("k", program.kernel(), program.types(), List.of(program.result()));
      try {
        jobs.add(written.job(program.operands(), i));
        refusals.add("");
        count("kernels of " + program.element());
        int kernels = jobs.getLast().module().split("def k_?p?\\d*_kernel", -1).length - 1;
        count("in " + kernels + " programs");
      } catch (AssertionError refused) {
        count("refused: " + refused.getMessage());
        refusals.add(String.valueOf(refused.getMessage()));
      }
    }
    List<StandIn.Outcome> outcomes = StandIn.run(folder, jobs);
    List<Optional<Mismatch>> found = new ArrayList<>();
    int ran = 0;
    for (int i = 0; i < made.size(); i++) {
      boolean isRefused = !refusals.get(i).isEmpty();
      String what = isRefused ? refusals.get(i) : difference(made.get(i), outcomes.get(ran));
      String text = isRefused ? "" : jobs.get(ran).module();
      ran += isRefused ? 0 : 1;
      found.add(mismatch(programs.get(i), made.get(i), text, what));
    }
    return found;
  }

  private Optional<Mismatch> mismatch(
      Choices choices, NestMaker.Program program, String text, @Nullable String what) {
    return Optional.ofNullable(what)
        .map(
            w -> {
              String fault = w.contains("Traceback") ? "internal: " + w : "";
              return NestAgreement.mismatch(name(), choices, program, text + "\n" + w, fault);
            });
  }

  private void count(String what) {
    used.merge(what, 1L, Long::sum);
  }

  /// What is right of kernels for Triton.
  static NestAgreement agreement(NestMaker.Program program, OracleTensor expected) {
    return NestAgreement.inAnyOrder(program, expected, ULPS, TINY);
  }

  private static @Nullable String difference(NestMaker.Program program, StandIn.Outcome outcome) {
    return outcome.error().isEmpty()
        ? agreement(program, NestAgreement.expected(program))
            .complaint(outcome.results().getFirst())
        : outcome.error();
  }
}
