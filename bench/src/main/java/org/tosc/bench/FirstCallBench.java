package org.tosc.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.Programs;

/// How long it takes from a matrix product as text to calls at half of their steady speed, for
/// shapes that nothing was compiled for before. The first shape pays for the compiler's own start.
///
/// ```sh
/// bench/run first                    # 256x256x256 384x300x200 512x512x512 1000x1000x1000
/// bench/run first 64x64x64 100x80x7  # rows x depth x columns
/// ```
public final class FirstCallBench {
  private static final long STEADY_NANOS = 1_500_000_000;

  private FirstCallBench() {}

  public static void main(String[] args) {
    List<String> shapes =
        args.length > 0
            ? List.of(args)
            : List.of("256x256x256", "384x300x200", "512x512x512", "1000x1000x1000");
    PrintStream out = System.out;
    out.printf("%16s %12s %16s %12s%n", "shape", "compiled", "at half speed", "steady");
    shapes.forEach(shape -> run(shape, out));
  }

  private static void run(String shape, PrintStream out) {
    String[] n = shape.split("x", -1);
    int rows = Integer.parseInt(n[0]);
    int depth = Integer.parseInt(n[1]);
    int columns = Integer.parseInt(n[2]);
    Random random = new Random(1);
    float[] a = random(rows * depth, random);
    float[] b = random(depth * columns, random);
    float[] c = new float[rows * columns];
    long start = System.nanoTime();
    ArrayCode code = code(rows, depth, columns);
    long compiled = System.nanoTime();
    record Call(long end, long nanos) {}
    List<Call> calls = new ArrayList<>();
    long now = compiled;
    while (now - compiled < STEADY_NANOS) {
      code.call(a, b, c);
      long end = System.nanoTime();
      calls.add(new Call(end, end - now));
      now = end;
    }
    long best = calls.stream().mapToLong(Call::nanos).min().orElseThrow();
    long half = calls.stream().filter(call -> call.nanos <= 2 * best).findFirst().orElseThrow().end;
    out.printf(
        "%16s %9.3f s %13.3f s %9.1f us%n",
        shape, (compiled - start) / 1e9, (half - start) / 1e9, best / 1e3);
  }

  private static float[] random(int size, Random random) {
    float[] elements = new float[size];
    for (int i = 0; i < size; i++) {
      elements[i] = random.nextFloat() - 0.5f;
    }
    return elements;
  }

  private static ArrayCode code(int rows, int depth, int columns) {
    String text =
        """
        func @f(%%0: tensor<[%1$d, %2$d] x f32>, %%1: tensor<[%2$d, %3$d] x f32>) -> (tensor<[%1$d, %3$d] x f32>) {
          %%2 = tensor.matmul(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(rows, depth, columns);
    return Programs.load(VectorPrograms.read(text), "jvm").arrays("f");
  }
}
