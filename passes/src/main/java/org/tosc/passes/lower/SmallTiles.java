package org.tosc.passes.lower;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tosc.tir.ir.Scalar;

/// Register tiles of products whose right operand is read where it lies: it stays in the
/// first-level cache, or few rows use it. Copying it would take longer than what copies save, and
/// the edges of the result are written under masks instead of by way of scratch.
///
/// Of such products a tile's beginning and end are a good part, and the tiles that waste the least
/// differ from size to size: 16 × 1 vectors for 16³, 12 × 2 for 24³, 8 × 2 for 32³, 6 × 4 for 64³.
/// So all shapes that registers hold are compared, by the cycles of a core that begins two
/// multiply-adds and two loads in each, as Intel's and AMD's with vectors of 64 bytes do. The
/// shapes are as fast as those that LIBXSMM takes.
final class SmallTiles {
  private static final int MOST_VECTORS = 4;

  /// Of the shortest vectors, of 16 bytes.
  private static final int LEAST_LANES = 4;

  /// Cycles until a sum can be added to again: 4, and one for what does not begin on time.
  private static final double LATENCY = 5;

  /// Multiply-adds that begin in a cycle, and loads.
  private static final double AT_ONCE = 2;

  /// Cycles to begin and end a tile, besides what is done meanwhile, and to store each vector.
  private static final double BEGIN = 8;

  private static final double STORE = 0.5;

  /// Cycles that each kind of tile costs: code that the front end sees for the first time.
  private static final double KIND = 12;

  /// What a load costs that has a place beside multiply-adds: it may find a port or a bank taken.
  private static final double LOAD = 0.05;

  /// Multiply-adds of a round of a tile's loop, at least, and terms of it at most.
  private static final int MULTIPLY_ADDS = 32;

  private static final int MOST_TOGETHER = 4;

  private SmallTiles() {}

  /// Whether a product is cut into such tiles: machine code is made of it as it stands, columns are
  /// neighbours and of `f32`, and the right operand is near or used little.
  static boolean fit(Contraction product, Machine machine) {
    long bytes = product.depth().extent() * product.columns().extent() * Float.BYTES;
    boolean isLittleUsed = product.rows().extent() <= Tiling.REUSED && bytes <= machine.l2();
    return machine.assembled()
        && product.window().isEmpty()
        && product.columns().b() == 1
        && Held.of(product).right() == Scalar.F32
        && (bytes <= machine.l1() || isLittleUsed);
  }

  /// The machine with vectors as short as all columns of a kernel that is nothing but such a
  /// product: vectors of half the length, or a quarter, are whole then and need no masks, and take
  /// 0.6 to 0.8 of the time.
  static Machine narrowed(List<Stage> stages, Machine machine) {
    Contraction product = Contraction.at(stages, 0, 0);
    if (product == null || product.stages() != stages.size() || !fit(product, machine)) {
      return machine;
    }
    int lanes = machine.lanes();
    while (lanes > LEAST_LANES && product.columns().extent() <= lanes / 2) {
      lanes /= 2;
    }
    return machine.withLanes(lanes);
  }

  /// The shape that takes the fewest cycles.
  static Tiling best(Contraction product, Machine machine) {
    return IntStream.rangeClosed(1, MOST_VECTORS)
        .boxed()
        .flatMap(vectors -> shapes(product, vectors, machine))
        .min(Comparator.comparingDouble(shape -> cycles(shape, product, machine.lanes())))
        .orElseThrow();
  }

  /// Tiles of some width of each height that registers hold.
  private static Stream<Tiling> shapes(Contraction product, int vectors, Machine machine) {
    long all = Math.ceilDiv(product.columns().extent(), machine.lanes());
    // Besides sums and a row of the right operand: an element of the left one, unless the only
    // instruction that needs it reads it, and a mask, unless those have registers of their own.
    boolean hasMasks = machine.registers() < 32 && product.columns().extent() % machine.lanes() > 0;
    int others = vectors + (hasMasks ? 2 : 1);
    long most = Math.min((machine.registers() - others) / vectors, product.rows().extent());
    return vectors > all
        ? Stream.of()
        : IntStream.rangeClosed(1, Math.toIntExact(most))
            .mapToObj(rows -> Tiling.of(rows, vectors, false, machine));
  }

  private static double cycles(Tiling shape, Contraction product, int lanes) {
    long terms = product.depth().extent();
    long all = Math.ceilDiv(product.columns().extent(), lanes);
    long full = all / shape.vectors();
    int rest = Math.toIntExact(all % shape.vectors());
    double sum = 0;
    for (Cut.Zone zone : Cut.zones(product.rows().extent(), shape.rows())) {
      double row = KIND + zone.count() * full * cycles(zone.rows(), shape.vectors(), terms);
      sum += rest == 0 ? row : row + KIND + zone.count() * cycles(zone.rows(), rest, terms);
    }
    return sum;
  }

  private static double cycles(int rows, int vectors, long terms) {
    double loads = rows + vectors;
    double sums = rows * vectors;
    double term = Math.max(Math.max(sums, loads) / AT_ONCE, LATENCY);
    return terms * (term + LOAD * loads) + BEGIN + STORE * sums;
  }

  /// Terms of a round of a tile's loop: counting takes ports from multiply-adds, and is a small
  /// part of so many. 32³ takes 0.95 of the time then.
  static int together(int rows, int vectors) {
    return Math.clamp(Math.ceilDiv(MULTIPLY_ADDS, rows * vectors), 1, MOST_TOGETHER);
  }
}
