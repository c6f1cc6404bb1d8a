package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.backends.triton.block.Program.Schedule;
import org.tosc.backends.triton.block.Size;
import org.tosc.tir.ir.Scalar;

/// Which blocks a product may be made of, by what they are likely to cost on a large chip.
///
/// @param all the likely best first
record ProductSchedules(List<Choice> all) {
  /// A side of blocks.
  enum Side {
    M,
    N,
    K
  }

  /// One way to cut.
  record Choice(long m, long n, long k, int warps, int stages) {
    Schedule schedule() {
      return new Schedule(
          List.of(new Size("BM", m), new Size("BN", n), new Size("BK", k), GROUP), warps, stages);
    }
  }

  /// How many rows of blocks are walked together.
  private static final Size GROUP = new Size("GROUP", 8);

  /// With tensor cores: large blocks, so that each element is read seldom.
  private static final List<Choice> NARROW =
      List.of(
          new Choice(128, 256, 64, 8, 3),
          new Choice(256, 128, 64, 8, 3),
          new Choice(128, 128, 64, 8, 3),
          new Choice(128, 128, 64, 4, 3),
          new Choice(128, 128, 32, 4, 4),
          new Choice(64, 256, 32, 4, 4),
          new Choice(128, 64, 64, 4, 4),
          new Choice(64, 128, 64, 4, 4),
          new Choice(64, 64, 64, 4, 4),
          new Choice(64, 32, 64, 4, 4),
          new Choice(32, 64, 64, 4, 4),
          new Choice(32, 32, 64, 4, 4),
          new Choice(16, 64, 128, 4, 4),
          new Choice(64, 16, 128, 4, 4),
          new Choice(16, 32, 128, 4, 4),
          new Choice(16, 16, 128, 4, 4));

  /// In `f32`, without them.
  private static final List<Choice> SINGLE =
      List.of(
          new Choice(128, 128, 16, 8, 2),
          new Choice(128, 64, 16, 8, 2),
          new Choice(64, 128, 16, 8, 2),
          new Choice(64, 64, 16, 4, 2),
          new Choice(64, 64, 32, 4, 2),
          new Choice(64, 32, 32, 4, 2),
          new Choice(32, 64, 32, 4, 2),
          new Choice(32, 32, 32, 4, 2),
          new Choice(16, 64, 32, 4, 2),
          new Choice(64, 16, 32, 4, 2),
          new Choice(16, 32, 32, 4, 2),
          new Choice(16, 16, 32, 2, 2),
          new Choice(16, 16, 16, 2, 2));

  /// Of numbers in blocks.
  private static final List<Choice> SCALED =
      List.of(
          new Choice(128, 128, ScaledProduct.TERMS, 4, 3),
          new Choice(128, 64, ScaledProduct.TERMS, 4, 3),
          new Choice(64, 128, ScaledProduct.TERMS, 4, 3),
          new Choice(64, 64, ScaledProduct.TERMS, 4, 3),
          new Choice(32, 32, ScaledProduct.TERMS, 4, 3),
          new Choice(16, 16, ScaledProduct.TERMS, 4, 3));

  private static final int MOST = 6;

  /// Multiprocessors of the chip that blocks are chosen for (H100 SXM).
  private static final long PROCESSORS = 132;

  /// Elements that a multiprocessor gets from the cache while it does as many products as there are
  /// in one step of one tensor core: what makes small blocks slow.
  private static final double ELEMENTS_PER_STEP = 64;

  static ProductSchedules of(long m, long n, long k, long batch, Scalar operand) {
    List<Choice> table =
        operand == Scalar.F32 ? SINGLE : operand == Scalar.NVFP4 ? SCALED : NARROW;
    List<Choice> fitting = new ArrayList<>(table);
    long terms = operand == Scalar.NVFP4 ? Math.max(k, ScaledProduct.TERMS) : k;
    fitting.removeIf(c -> isTooLarge(c, m, n, terms) || tooDeep(c, operand));
    if (fitting.isEmpty()) {
      fitting.add(table.getLast());
    }
    fitting.sort(Comparator.comparingDouble(c -> cost(c, m, n, k, batch)));
    return new ProductSchedules(List.copyOf(fitting.subList(0, Math.min(MOST, fitting.size()))));
  }

  /// Whether a block is more than twice as long as what it covers.
  private static boolean isTooLarge(Choice c, long m, long n, long k) {
    return (c.m() >= 2 * m && c.m() > 16)
        || (c.n() >= 2 * n && c.n() > 16)
        || (c.k() >= 2 * k && c.k() > 16 && c.k() > FlatSchedules.padded(k));
  }

  /// Whether the blocks of all stages are more than a multiprocessor holds.
  private static boolean tooDeep(Choice c, Scalar operand) {
    double bytes = (c.m() + c.n()) * c.k() * operand.bits() / Byte.SIZE * c.stages();
    return bytes > 200 * 1024;
  }

  /// In steps of one multiprocessor: the waves of blocks, each as long as its products or what they
  /// are read from.
  private static double cost(Choice c, long m, long n, long k, long batch) {
    double blocks = (double) ceil(m, c.m()) * ceil(n, c.n()) * batch;
    double waves = Math.ceil(blocks / PROCESSORS);
    double products = c.m() * c.n() / 256.0;
    double reads = (c.m() + c.n()) / ELEMENTS_PER_STEP * 4;
    double steps = (double) ceil(k, c.k()) * c.k();
    return waves * (Math.max(products, reads) + reads / 4) * (steps + 64);
  }

  private static long ceil(long extent, long block) {
    return (extent + block - 1) / block;
  }

  private Choice first() {
    return all.getFirst();
  }

  Size m() {
    return new Size("BM", first().m());
  }

  Size n() {
    return new Size("BN", first().n());
  }

  Size k() {
    return new Size("BK", first().k());
  }

  Size group() {
    return GROUP;
  }

  /// Whether some block of some choice reaches beyond an extent.
  boolean isRagged(long extent, Side side) {
    return all.stream()
        .anyMatch(
            c ->
                switch (side) {
                      case M -> extent % c.m();
                      case N -> extent % c.n();
                      case K -> extent % c.k();
                    }
                    != 0);
  }

  List<Schedule> schedules() {
    return all.stream().map(Choice::schedule).toList();
  }
}
