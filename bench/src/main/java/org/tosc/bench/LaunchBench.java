package org.tosc.bench;

import java.io.PrintStream;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.Programs;

/// What a call of compiled code costs through the public interface: sums of two arrays of 16 floats
/// and more, beside the same loop in Java.
///
/// ```sh
/// bench/run launch
/// ```
public final class LaunchBench {
  private static final int ROUNDS = 400;
  private static final int CALLS = 20_000;

  private LaunchBench() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    out.printf("%8s %16s %16s%n", "floats", "compiled", "loop in Java");
    for (int size : new int[] {16, 256, 4096}) {
      ArrayCode code = code(size);
      float[] x = new float[size];
      float[] y = new float[size];
      float[] z = new float[size];
      double compiled = best(() -> code.call(x, y, z));
      double java = best(() -> add(x, y, z));
      out.printf("%8d %13.1f ns %13.1f ns%n", size, compiled, java);
    }
  }

  private static ArrayCode code(int size) {
    String text =
        """
        func @add(%%0: tensor<[%1$d] x f32>, %%1: tensor<[%1$d] x f32>) -> (tensor<[%1$d] x f32>) {
          %%2 = tensor.add(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(size);
    return Programs.load(VectorPrograms.read(text), "jvm").arrays("add");
  }

  private static void add(float[] x, float[] y, float[] z) {
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] + y[i];
    }
  }

  /// The least time of one call among rounds of many, in nanoseconds.
  private static double best(Runnable call) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
    }
    return best;
  }
}
