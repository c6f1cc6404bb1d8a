package org.tosc.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.SourceStore;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Sampler;
import org.tosc.driver.tune.ScheduleFile;
import org.tosc.driver.tune.Tuned;
import org.tosc.driver.tune.Tuner;
import org.tosc.tir.source.Source;

/// What `tosc tune` finds for products of odd shapes, beside the model's choice, timed in turn;
/// then the same in a second process, which must find all of it in the file and search nothing.
///
/// ```sh
/// bench/run tune                      # ten shapes, 8 s of search each
/// bench/run tune --seconds 3 7x99x50  # rows x depth x columns
/// ```
///
/// The exit code is 1 where a schedule that was found is slower than the model's in the comparison
/// that ends its search, or where the second process does not know it.
public final class TuneBench {
  private static final List<String> SHAPES =
      List.of(
          "1x333x777",
          "3x1000x97",
          "7x99x50",
          "31x129x33",
          "65x63x127",
          "100x127x333",
          "127x511x17",
          "201x77x301",
          "333x333x333",
          "511x100x259");

  private static final String AGAIN = "--known";

  private TuneBench() {}

  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(List.of(args));
    boolean isSecond = words.remove(AGAIN);
    double seconds = 8;
    int at = words.indexOf("--seconds");
    if (at >= 0) {
      words.remove(at);
      seconds = Double.parseDouble(words.remove(at));
    }
    Path folder = isSecond ? Path.of(words.removeFirst()) : Files.createTempDirectory("tosc-tune");
    List<String> shapes = words.isEmpty() ? SHAPES : words;
    boolean holds = run(folder, shapes, seconds, isSecond, System.out);
    if (!isSecond) {
      System.out.println("a second process:");
      holds &= again(folder, shapes);
      Files.deleteIfExists(folder.resolve("schedules.tsv"));
      Files.deleteIfExists(folder);
    }
    System.exit(holds ? 0 : 1);
  }

  private static boolean run(
      Path folder, List<String> shapes, double seconds, boolean isSecond, PrintStream out)
      throws Exception {
    ScheduleFile file = ScheduleFile.in(folder, "bench", System.err::println);
    Tuner tuner = new Tuner(file, new Sampler(Timing::nanos, Sampler.Limits.BRIEF, 0.03));
    out.printf("%14s %11s %11s %7s  %s%n", "shape", "default", "tuned", "gain", "schedule");
    boolean holds = true;
    for (String shape : shapes) {
      for (Tuner.Kernel kernel : Tuner.kernels(entry(shape))) {
        Tuned tuned = tuner.tune(kernel, seconds, false, (done, what) -> {});
        boolean isSlower = !isSecond && tuned.nanos() > tuned.modelNanos();
        holds &= !isSlower && tuned.isKnown() == isSecond;
        String schedule = tuned.isBetter() ? tuned.schedule() : "the model's";
        out.printf(
            Locale.ROOT,
            "%14s %8.2f us %8.2f us %6.2fx  %s%s%n",
            shape,
            tuned.modelNanos() / 1e3,
            tuned.nanos() / 1e3,
            tuned.modelNanos() / tuned.nanos(),
            schedule,
            tuned.isKnown() ? " (from the file)" : ", " + tuned.tried() + " tried");
      }
    }
    return holds;
  }

  private static Entry entry(String shape) {
    String[] n = shape.split("x", -1);
    String text =
        """
        func @f(%%0: tensor<[%1$s, %2$s] x f32>, %%1: tensor<[%2$s, %3$s] x f32>) -> (tensor<[%1$s, %3$s] x f32>) {
          %%2 = tensor.matmul(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(n[0], n[1], n[2]);
    Source source = new Source("product.tir", text);
    return Entries.of(source, Language.TIR, SourceStore.NONE, "f", Map.of()).all().getFirst();
  }

  /// The same command in a JVM of its own, started like this one.
  private static boolean again(Path folder, List<String> shapes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TuneBench.class.getName(), AGAIN, folder.toString()));
    command.addAll(shapes);
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
