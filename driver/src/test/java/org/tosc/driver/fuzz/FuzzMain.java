package org.tosc.driver.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.tosc.backends.x86.code.InstructionSet;

/// Runs a campaign by hand: `FuzzMain KIND PROGRAMS SEED [LOG]`.
///
/// With a log, what is done stands there after every two thousand programs, with all mismatches,
/// and a run that was cut off goes on where the log ends when the same command is given again.
final class FuzzMain {
  private static final int STRIDE = 2000;

  private final Campaign.Kind kind;
  private final long seed;
  private final Path log;
  private int shown;
  private int mismatches;

  private FuzzMain(Campaign.Kind kind, long seed, Path log) {
    this.kind = kind;
    this.seed = seed;
    this.log = log;
  }

  static Campaign.Kind kind(String name) {
    return List.<Campaign.Kind>of(
            new TirCampaign(),
            new SourceCampaign(),
            new TensorCampaign(),
            new KernelCampaign(),
            new BoundsCampaign(),
            new MachineCodeCampaign(InstructionSet.AVX512),
            new MachineCodeCampaign(InstructionSet.AVX2),
            new MachineCodeCampaign(InstructionSet.AVX512_VNNI),
            new SnitchCampaign(),
            new TritonCampaign(),
            new MlirCampaign(),
            new MlirGraphCampaign(),
            new ModelCampaign(),
            PassCampaign.graphs(),
            PassCampaign.gradients(),
            PassCampaign.tir(),
            PassCampaign.sources())
        .stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public static void main(String[] args) throws IOException {
    Path log = args.length > 3 ? Path.of(args[3]) : Files.createTempFile("fuzz", ".log");
    new FuzzMain(kind(args[0]), Long.parseLong(args[2]), log).run(Integer.parseInt(args[1]));
  }

  private void run(int programs) throws IOException {
    shown = done();
    long start = System.nanoTime();
    Campaign.Report report = Campaign.run(kind, shown, programs, seed, this::reached);
    System.out.printf(
        "%s: seed %d, %d programs, %d mismatches, %.0f s, %.0f s of processor time, %s%n%s%n",
        report.kind(),
        seed,
        report.programs(),
        report.mismatches().size(),
        (System.nanoTime() - start) / 1e9,
        processorSeconds(),
        log,
        report.used());
  }

  private void reached(int done, List<Mismatch> found) {
    found.forEach(m -> write(m.toString()));
    mismatches += found.size();
    if (done / STRIDE > shown / STRIDE) {
      shown = done;
      write(
          "%s %d done %d mismatches %d processor-s %.1f"
              .formatted(kind.name(), seed, done, mismatches, processorSeconds()));
    }
  }

  private static double processorSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private void write(String text) {
    System.out.println(text);
    try {
      Files.writeString(log, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many programs of this kind and seed the log says are done.
  private int done() throws IOException {
    String begin = kind.name() + " " + seed + " done ";
    return !Files.exists(log)
        ? 0
        : Files.readAllLines(log).stream()
            .filter(line -> line.startsWith(begin))
            .mapToInt(line -> Integer.parseInt(line.split(" ", -1)[3]))
            .max()
            .orElse(0);
  }
}
