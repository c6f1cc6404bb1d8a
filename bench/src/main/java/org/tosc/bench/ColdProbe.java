package org.tosc.bench;

import java.io.File;
import java.io.IOException;
import java.util.List;

/// From the start of the command `tosc` to its end, with a kernel on the way.
final class ColdProbe {
  private static final List<String> COMMAND =
      List.of("./tosc", "run", "--target", "x86_64", "bench/neuro/first.neuro");
  private static final int STARTS = 3;

  private ColdProbe() {}

  /// The best of some.
  static double nanos() throws IOException, InterruptedException {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(COMMAND)
              .redirectOutput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", COMMAND) + " ended with " + process.exitValue());
      }
      best = Math.min(best, (double) (System.nanoTime() - start));
    }
    return best;
  }
}
