package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Pin;
import org.tosc.tir.ir.Function;

/// A product of square matrices as machine code that is called as C calls it, in turns with
/// multiply-adds in registers, and with LIBXSMM's code where its library is named.
final class GemmProbe {
  /// How long a window takes; short ones are less likely to be disturbed.
  private static final double WINDOW = 200_000;

  /// So many even where one call takes longer than the time.
  private static final int LEAST = 5;

  /// Samples of the peak beside each window, after as many as let HotSpot compile the way into it.
  private static final int PEAKS = 8;

  private static final int WARM = 10_000;

  /// Results that add up in different orders may differ by this, in parts of the largest element.
  private static final double DIFFERENCE = 1e-5;

  private final InstructionSet set;
  private final @Nullable Libxsmm library;
  private final CodePool pool = CodePool.open();
  private final CallLoop calls = new CallLoop(pool);
  private final MultiplyAdds peak;

  /// @param library LIBXSMM's; null for none
  GemmProbe(InstructionSet set, @Nullable Path library) throws Throwable {
    this.set = set;
    this.library = library == null ? null : new Libxsmm(library.toAbsolutePath());
    this.peak = new MultiplyAdds(set, pool);
    for (int i = 0; i < WARM; i++) {
      peak.run();
    }
  }

  /// What is called, with what, and where its result is.
  private record Code(long address, MemorySegment arguments, MemorySegment result) {}

  /// Best times in nanoseconds: of the product as `code`, of what its operations take at the peak
  /// beside as `peak`, of LIBXSMM's as `xsmm`, NaN where its results are wrong.
  Map<String, Double> nanos(int size, double millis) throws Throwable {
    Function nests = BoundKernel.nests(BoundKernel.function(GemmBench.text(size, size, size)));
    List<Function> loops = Objects.requireNonNull(set.lower(nests, 1));
    KernelCode made = KernelCode.of(loops, set);
    Function entry = loops.getLast();
    long offset = Objects.requireNonNull(made.entries().get(entry.symbol()));
    try (Arena arena = Arena.ofConfined();
        Pin pin = pool.install(made.code().bytes()).pin()) {
      List<MemorySegment> buffers = buffers(entry.attributes().integers("sizes"), arena);
      MemorySegment arguments = CallLoop.arguments(arena, buffers);
      Map<String, Code> all = new TreeMap<>();
      all.put("code", new Code(pin.address() + offset, arguments, buffers.get(2)));
      Code theirs = theirs(size, buffers, arena);
      if (theirs != null) {
        all.put("xsmm", theirs);
      }
      Map<String, Double> best = best(all, (long) (millis * 1e6));
      best.computeIfPresent("peak", (_, nanos) -> nanos * 2 * size * size * size / peak.flops());
      return best;
    }
  }

  private static List<MemorySegment> buffers(List<Long> sizes, Arena arena) {
    SplittableRandom random = new SplittableRandom(sizes.getFirst());
    List<MemorySegment> buffers = new ArrayList<>();
    for (long cells : sizes) {
      MemorySegment buffer = arena.allocate(cells * Float.BYTES, 64);
      for (long k = 0; buffers.size() < 2 && k < cells; k++) {
        buffer.setAtIndex(ValueLayout.JAVA_FLOAT, k, (float) random.nextDouble() - 0.5f);
      }
      buffers.add(buffer);
    }
    return buffers;
  }

  private @Nullable Code theirs(int size, List<MemorySegment> buffers, Arena arena)
      throws Throwable {
    long code = library == null ? 0 : library.product(size, size, size);
    MemorySegment result = arena.allocate(buffers.get(2).byteSize(), 64);
    MemorySegment parameters = Libxsmm.parameters(arena, buffers.get(0), buffers.get(1), result);
    return code == 0
        ? null
        : new Code(code, CallLoop.arguments(arena, List.of(parameters)), result);
  }

  private Map<String, Double> best(Map<String, Code> all, long nanos) throws Throwable {
    Map<String, Double> best = new TreeMap<>();
    all.values().forEach(code -> nanos(code, 1));
    Code ours = Objects.requireNonNull(all.get("code"));
    all.forEach((who, code) -> best.put(who, isSame(ours, code) ? nanos(code, 1) : Double.NaN));
    double once = nanos(ours, 2);
    long count = Math.max(1, (long) (WINDOW / once));
    long end = System.nanoTime() + nanos;
    for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
      for (int sample = 0; sample < PEAKS; sample++) {
        long start = System.nanoTime();
        peak.run();
        best.merge("peak", (double) (System.nanoTime() - start), Math::min);
      }
      all.forEach((who, code) -> best.merge(who, nanos(code, count), Math::min));
    }
    return best;
  }

  private double nanos(Code code, long count) {
    return calls.nanos(count, code.address(), code.arguments());
  }

  /// Whether both computed the same.
  private static boolean isSame(Code ours, Code theirs) {
    double most = 0;
    double difference = 0;
    for (long i = 0; i < ours.result().byteSize() / Float.BYTES; i++) {
      float x = ours.result().getAtIndex(ValueLayout.JAVA_FLOAT, i);
      double apart = Math.abs(x - theirs.result().getAtIndex(ValueLayout.JAVA_FLOAT, i));
      most = Math.max(most, Math.abs(x));
      // Not Math.max, so that what is no number is different, too.
      difference = apart <= difference ? difference : apart;
    }
    return difference <= DIFFERENCE * most;
  }
}
