package org.tosc.bench.snitch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A row of the table that compiled kernels are held against
/// (`shared/reference/snitch-truth/targets.csv`, `truth.csv`).
///
/// @param other warm cycles of the other compiler's code, 0 where the row is none of the table
/// @param best the fewest known, 0 where none are
/// @param bound instructions that the FPU must issue
/// @param overhead instructions of the core in the measured region besides the kernel's own
record Target(Kernel kernel, String shape, long other, long best, long bound, int overhead) {
  private static final int USUAL_OVERHEAD = 5;

  static List<Target> all() {
    try (InputStream in = Target.class.getResourceAsStream("targets.csv")) {
      if (in == null) {
        throw new IllegalStateException("targets.csv is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(Target::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Target row(String line) {
    String[] cells = line.split(",", -1);
    return new Target(
        Kernel.of(cells[0], cells[1]),
        cells[1],
        number(cells[2]),
        number(cells[3]),
        number(cells[4]),
        (int) number(cells[5]));
  }

  private static long number(String cell) {
    return cell.isEmpty() ? 0 : Long.parseLong(cell);
  }

  /// Kernels that the table does not have.
  static List<Target> more() {
    return List.of(
        unlisted("axpy", "1x256xf64"),
        unlisted("axpy", "1x2048xf64"),
        unlisted("dot", "1x128xf64"),
        unlisted("dot", "1x2048xf64"),
        unlisted("matmul", "32x64x1xf64"),
        unlisted("matmul", "2x512x1xf64"),
        unlisted("jacobi", "16x16xf64"),
        unlisted("jacobi", "64x64xf64"),
        unlisted("exp", "16x32xf64"),
        unlisted("exp", "1x2048xf64"),
        unlisted("gelu", "16x32xf64"),
        unlisted("softmax", "16x32xf64"),
        unlisted("softmax", "3x7xf64"),
        unlisted("rmsnorm", "16x32xf64"),
        unlisted("rmsnorm", "16x128xf64"),
        unlisted("layernorm", "16x32xf64"),
        unlisted("layernorm", "16x128xf64"),
        unlisted("attention", "16x32x24xf64"));
  }

  /// A shape that is none of the table's.
  static Target unlisted(String name, String shape) {
    Kernel kernel = Kernel.of(name, shape);
    return new Target(kernel, shape, 0, 0, kernel.bound(), USUAL_OVERHEAD);
  }

  /// At least as fast as the other compiler, and nearly as the fastest known.
  boolean holds(long cycles) {
    return (other == 0 || cycles <= other) && (best == 0 || cycles <= 1.03 * best);
  }

  boolean isNearBound(long cycles) {
    return cycles <= 1.15 * bound;
  }
}
