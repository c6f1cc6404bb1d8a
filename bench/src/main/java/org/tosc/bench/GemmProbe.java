package org.tosc.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.bench.ProductCode.Code;
import org.tosc.bench.ProductCode.Shape;

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

  private final Operands operands;
  private final InstructionSet set;
  private final @Nullable Libxsmm library;
  private final CodePool pool = CodePool.open();
  private final CallLoop calls = new CallLoop(pool);
  private final MultiplyAdds peak;

  /// @param library LIBXSMM's; null for none
  GemmProbe(Operands operands, InstructionSet set, @Nullable Path library) throws Throwable {
    this.operands = operands;
    this.set = set;
    this.library = library == null ? null : new Libxsmm(library.toAbsolutePath());
    this.peak = new MultiplyAdds(set, operands, pool);
    for (int i = 0; i < WARM; i++) {
      peak.run();
    }
  }

  /// Best times in nanoseconds: of the product as `code`, of what its operations take at the peak
  /// beside as `peak`, of LIBXSMM's as `xsmm`, NaN where its results are wrong.
  Map<String, Double> nanos(int size, double millis) throws Throwable {
    Shape shape = new Shape(size, size, size);
    try (ProductCode product = new ProductCode(shape, operands, set, pool, library)) {
      Map<String, Code> all = new TreeMap<>(Map.of("code", product.ours()));
      Code theirs = product.theirs();
      if (theirs != null) {
        all.put("xsmm", theirs);
      }
      all.values().forEach(code -> nanos(code, 1));
      Map<String, Double> best = new TreeMap<>();
      if (theirs != null && !product.agree()) {
        best.put("xsmm", Double.NaN);
      }
      measure(all, best, (long) (millis * 1e6));
      best.computeIfPresent("peak", (_, nanos) -> nanos * shape.flops() / peak.flops());
      return best;
    }
  }

  private void measure(Map<String, Code> all, Map<String, Double> best, long nanos)
      throws Throwable {
    double once = nanos(Objects.requireNonNull(all.get("code")), 2);
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
  }

  private double nanos(Code code, long count) {
    return calls.nanos(count, code.address(), code.arguments());
  }
}
