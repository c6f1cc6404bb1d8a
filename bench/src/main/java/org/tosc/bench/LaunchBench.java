package org.tosc.bench;

import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.driver.Programs;

/// What a call costs: of machine code that does nothing, of compiled code through the public
/// interface beside the same loop in Java, and what it costs to hand parts to a second thread.
///
/// ```sh
/// bench/run launch
/// ```
public final class LaunchBench {
  // The JIT sees through static finals, as through what generated code holds.
  private static final CodePool POOL = CodePool.open();
  private static final Kernel EMPTY = POOL.install(new byte[] {(byte) 0xc3}); // ret
  private static final long ADDRESS = EMPTY.pin().address();
  private static final NativeCall CALL = NativeCall.of(Signature.ofVoid(), CallMode.CRITICAL);
  private static final MethodHandle RAW = CALL.atAddress();
  private static final MethodHandle HELD = CALL.to(EMPTY);

  private LaunchBench() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    long clock = CallTimes.clock();
    out.printf("nanoseconds; single calls without the %d ns of the clock%n%n", clock);
    CallTimes.head(out, "a call");
    raw(clock).print(out, "machine code that returns");
    CallTimes.of(LaunchBench::held, clock).print(out, "the same, held by the call");
    for (String target : new String[] {"x86_64", "jvm"}) {
      String obstacle = Programs.obstacle(target);
      if (obstacle != null) {
        out.println("not measured: " + obstacle);
        continue;
      }
      for (int size : new int[] {1, 16, 256, 4096}) {
        sum(size, target, clock).print(out, "%s, sum of %d floats".formatted(target, size));
      }
    }
    for (int size : new int[] {1, 16, 256, 4096}) {
      float[] x = new float[size];
      float[] y = new float[size];
      float[] z = new float[size];
      CallTimes.of(() -> add(x, y, z), clock).print(out, "Java, sum of %d floats".formatted(size));
    }
    out.println();
    ForkJoin.print(out, clock);
  }

  /// Machine code that returns.
  static CallTimes raw(long clock) {
    return CallTimes.of(LaunchBench::raw, clock);
  }

  /// A sum of so many floats through code over arrays.
  static CallTimes sum(int size, String target, long clock) {
    ArrayCode code = code(size, target);
    float[] x = new float[size];
    float[] y = new float[size];
    float[] z = new float[size];
    return CallTimes.of(() -> code.call(x, y, z), clock);
  }

  private static void raw() {
    try {
      RAW.invokeExact(ADDRESS);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static void held() {
    try {
      HELD.invokeExact();
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static ArrayCode code(int size, String target) {
    String text =
        """
        func @add(%%0: tensor<[%1$d] x f32>, %%1: tensor<[%1$d] x f32>) -> (tensor<[%1$d] x f32>) {
          %%2 = tensor.add(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(size);
    return Programs.load(VectorPrograms.read(text), target).arrays("add");
  }

  private static void add(float[] x, float[] y, float[] z) {
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] + y[i];
    }
  }
}
