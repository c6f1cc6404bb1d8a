package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.rt.device.View;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;

/// Runs a new kernel until the JIT has compiled it.
///
/// The Vector API is code in Java that only HotSpot's second compiler turns into instructions; up
/// to then an operation on a vector takes a thousand times as long, and a large product would take
/// seconds before its loops count as hot. So the parts of a kernel run first, one by one, on as
/// little as they can do, until enough calls have been counted.
final class WarmUp {
  /// Calls between two looks at the clock.
  private static final int ROUND = 200;

  /// How many times faster a part is when it is compiled, at least.
  private static final int FASTER = 20;

  private static final long PARTS_NANOS = 1_000_000_000;
  private static final long KERNEL_NANOS = 1_000_000_000;

  private WarmUp() {}

  /// @param whole runs all of it, on anything
  /// @param nanos what one run takes when it is compiled, at most
  static void run(VectorCode code, Runnable whole, double nanos) {
    if (!hasSecondCompiler()) {
      return;
    }
    List<Part> parts = new ArrayList<>();
    for (Function f : code.functions()) {
      if (f.attributes().get("sample") != null) {
        parts.add(Part.of(code.unit(), f, View.of(new float[code.largest()])));
      }
    }
    long end = System.nanoTime() + PARTS_NANOS;
    while (!parts.isEmpty() && System.nanoTime() < end) {
      parts.removeIf(Part::isCompiled);
    }
    end = System.nanoTime() + KERNEL_NANOS;
    long start = System.nanoTime();
    while (start < end) {
      whole.run();
      long now = System.nanoTime();
      if (now - start < nanos) {
        return;
      }
      start = now;
    }
  }

  /// A JVM that was started with `-XX:TieredStopAtLevel=1`, as for tests, compiles with its first
  /// compiler alone and says so; waiting for the second would be in vain.
  static boolean hasSecondCompiler() {
    return !System.getProperty("java.vm.info", "").contains("emulated-client");
  }

  /// A function with what it is called with.
  private static final class Part {
    private final MethodHandle call;
    private long slowest;

    private Part(MethodHandle call) {
      this.call = call;
    }

    static Part of(Unit unit, Function f, View elements) {
      List<Long> positions = f.attributes().integers("sample");
      Object[] arguments = new Object[f.params().size()];
      int next = 0;
      for (int i = 0; i < arguments.length; i++) {
        boolean isBuffer = f.params().get(i).type() instanceof BufferType;
        arguments[i] = isBuffer ? elements : (Object) Math.toIntExact(positions.get(next++));
      }
      MethodHandle call = MethodHandles.insertArguments(unit.function(f.symbol()), 0, arguments);
      return new Part(call.asType(MethodType.methodType(void.class)));
    }

    /// Calls it for a while; whether the JIT has compiled it.
    boolean isCompiled() {
      long start = System.nanoTime();
      try {
        for (int i = 0; i < ROUND; i++) {
          call.invokeExact();
        }
      } catch (Throwable fault) {
        throw new IllegalStateException("a kernel's part fails on zeros", fault);
      }
      long time = System.nanoTime() - start;
      slowest = Math.max(slowest, time);
      return time * FASTER < slowest;
    }
  }
}
