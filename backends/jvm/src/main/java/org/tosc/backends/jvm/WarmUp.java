package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.passes.analysis.Graph;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.VectorType;

/// Runs a new kernel until the JIT has compiled it.
///
/// The Vector API is code in Java that only HotSpot's second compiler turns into instructions; up
/// to then an operation on a vector takes a thousand times as long, and a large product would take
/// seconds before its loops count as hot. So the parts of a kernel run first, one by one, on as
/// little as they can do, until enough calls have been counted.
final class WarmUp {
  /// Calls between two looks at the clock.
  private static final int ROUND = 200;

  /// How many times faster a part is when it is compiled, at least. What the first compiler makes
  /// may be that, too; the second follows soon.
  private static final int FASTER = 20;

  /// Nanoseconds of a call of a part on its sample, at most, when the second compiler has compiled
  /// it: of the call itself, and of each operation on vectors. What the first compiler makes takes
  /// 100 and more for each, because vectors are objects there.
  private static final double CALL_NANOS = 200;

  private static final double VECTOR_NANOS = 30;

  private static final long PARTS_NANOS = 1_000_000_000;
  private static final long KERNEL_NANOS = 1_000_000_000;
  private static final long TRIAL_NANOS = 5_000_000_000L;

  private WarmUp() {}

  /// For a program that waits.
  ///
  /// @param whole runs all of it, on anything
  /// @param nanos what one run takes when it is compiled, at most
  static void run(VectorCode code, Runnable whole, double nanos) {
    Unit unit = code.unit();
    if (unit == null || !hasSecondCompiler()) {
      return;
    }
    until(unit, code, Part::isFaster, PARTS_NANOS);
    long end = System.nanoTime() + KERNEL_NANOS;
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

  /// For a kernel that is to be timed: until the second compiler has compiled all parts, or will
  /// not.
  static void fully(VectorCode code) {
    Unit unit = code.unit();
    if (unit != null && hasSecondCompiler()) {
      until(unit, code, Part::isCompiled, TRIAL_NANOS);
    }
  }

  private static void until(Unit unit, VectorCode code, Predicate<Part> isWarm, long nanos) {
    Map<DType, Buffer> elements = new EnumMap<>(DType.class);
    List<Part> parts = new ArrayList<>();
    for (Function f : code.functions()) {
      if (f.attributes().get("sample") != null) {
        parts.add(Part.of(unit, code, f, elements));
      }
    }
    long end = System.nanoTime() + nanos;
    while (!parts.isEmpty() && System.nanoTime() < end) {
      parts.removeIf(isWarm);
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
    private final double nanos;
    private long slowest;

    private Part(MethodHandle call, double nanos) {
      this.call = call;
      this.nanos = nanos;
    }

    static Part of(Unit unit, VectorCode code, Function f, Map<DType, Buffer> elements) {
      List<Long> positions = f.attributes().integers("sample");
      Object[] arguments = new Object[f.params().size()];
      int next = 0;
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] =
            f.params().get(i).type() instanceof BufferType buffer
                ? elements.computeIfAbsent(VectorCode.dtype(buffer), code.code()::largest)
                : (Object) Math.toIntExact(positions.get(next++));
      }
      MethodHandle function = unit.function(f.symbol());
      MethodHandle call = MethodHandles.insertArguments(function, 0, arguments);
      double nanos = CALL_NANOS + VECTOR_NANOS * vectorOperations(f);
      return new Part(call.asType(MethodType.methodType(void.class)), nanos);
    }

    private static int vectorOperations(Function f) {
      int[] count = {0};
      Graph.each(
          f.body(),
          o -> {
            boolean makes = o.results().stream().anyMatch(r -> r.type() instanceof VectorType);
            count[0] += makes || o.op() == KernelOp.VSTORE ? 1 : 0;
          });
      return count[0];
    }

    /// Calls it for a while; whether some compiler has compiled it.
    boolean isFaster() {
      long time = round();
      slowest = Math.max(slowest, time);
      return time * FASTER < slowest;
    }

    /// Calls it for a while; whether the second compiler has compiled it.
    boolean isCompiled() {
      return round() < ROUND * nanos;
    }

    private long round() {
      long start = System.nanoTime();
      try {
        for (int i = 0; i < ROUND; i++) {
          call.invokeExact();
        }
      } catch (Throwable fault) {
        throw new IllegalStateException("a kernel's part fails on zeros", fault);
      }
      return System.nanoTime() - start;
    }
  }
}
