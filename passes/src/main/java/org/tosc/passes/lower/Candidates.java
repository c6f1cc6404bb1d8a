package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;

/// Ways to cut the product of a kernel that are worth trying, the most promising first.
///
/// A model of the loops ranks register tiles; depth and blocks are tried around what won. Kernels
/// without a product, or with several (attention, sibling products), have none.
///
/// ```java
/// Candidates candidates = Candidates.of(kernel, machine);
/// for (Tiling t : candidates.tiles()) …            // measured by somebody
/// for (Tiling t : candidates.around(best)) …
/// ```
public final class Candidates {
  private static final int MOST_VECTORS = 4;

  /// Loads and multiply-adds that a core starts in a cycle, and how long a sum waits for the last.
  private static final double LOADS = 2;

  private static final double MULTIPLY_ADDS = 1;
  private static final double LATENCY = 4;

  /// Cycles to begin and end a tile, and for each of its vectors.
  private static final double CALL = 40;

  private static final double PUT = 2;

  /// Cycles to copy a vector's worth of elements.
  private static final double COPY = 3;

  private final Contraction product;
  private final Machine machine;
  private final Tiling model;

  private Candidates(Contraction product, Machine machine, Tiling model) {
    this.product = product;
    this.machine = machine;
    this.model = model;
  }

  /// The candidates of a kernel over buffers of nests, or null where it has not one product.
  public static @Nullable Candidates of(Function kernel, Machine machine) {
    List<Candidates> found = new ArrayList<>();
    List<Function> lowered =
        Lower.lower(
            kernel,
            machine,
            tiling -> tiling,
            (product, tiling) -> {
              found.add(new Candidates(product, machine, tiling));
              return tiling;
            });
    return lowered == null || found.size() != 1 ? null : found.getFirst();
  }

  /// What the model chooses.
  public Tiling model() {
    return model;
  }

  /// `100x127x333`: rows, terms, columns, and how many of these there are.
  public String what() {
    long several = product.batches().stream().mapToLong(Contraction.Axis::extent).sum();
    String size =
        String.format(
            Locale.ROOT,
            "%dx%dx%d",
            product.rows().extent(),
            product.depth().extent(),
            product.columns().extent());
    return several == 0 ? size : several + " of " + size;
  }

  /// What a run takes at most in nanoseconds once its loops are machine code: a tenth of what a
  /// core does that runs at 2 GHz, and something for the call.
  public double nanosWhenCompiled() {
    double all =
        (double) product.rows().extent() * product.columns().extent() * product.depth().extent();
    for (Contraction.Axis axis : product.batches()) {
      all *= axis.extent();
    }
    for (Contraction.Axis axis : product.window()) {
      all *= axis.extent();
    }
    return 10 * all / machine.lanes() / 2 + 5_000;
  }

  /// Register tiles and whether operands are copied, by the model's estimate; the model's own
  /// choice is not among them.
  public List<Tiling> tiles() {
    Set<Tiling> all = new LinkedHashSet<>();
    for (int vectors = 1; vectors <= MOST_VECTORS; vectors++) {
      for (int rows = 1; rows < machine.registers(); rows++) {
        for (boolean packs : List.of(true, false)) {
          add(all, Tiling.of(rows, vectors, packs, machine));
        }
      }
    }
    all.remove(model);
    List<Tiling> ranked = new ArrayList<>(all);
    ranked.sort(Comparator.comparingDouble(this::cycles));
    return ranked;
  }

  /// Other depths, blocks and copies for a tile.
  public List<Tiling> around(Tiling t) {
    Set<Tiling> all = new LinkedHashSet<>();
    int terms = Math.toIntExact(product.depth().extent());
    for (int depth : new int[] {near(t), terms, t.depth() / 2, t.depth() * 2}) {
      add(all, with(t, depth, t.blockRows(), t.blockColumns(), t.packLeft()));
    }
    add(all, with(t, t.depth(), t.blockRows(), t.blockColumns(), !t.packLeft()));
    int[] factors = Cut.copies(product, t, 1, machine).isByPanel() ? new int[0] : new int[] {2, 4};
    for (int by : factors) {
      add(all, with(t, t.depth(), t.blockRows() * by, t.blockColumns(), t.packLeft()));
      add(all, with(t, t.depth(), t.blockRows() / by, t.blockColumns(), t.packLeft()));
      add(all, with(t, t.depth(), t.blockRows(), t.blockColumns() * by, t.packLeft()));
      add(all, with(t, t.depth(), t.blockRows(), t.blockColumns() / by, t.packLeft()));
    }
    all.remove(t);
    return List.copyOf(all);
  }

  /// Terms of which a panel stays in the first-level cache while the tiles of all rows use it.
  /// Where the left operand stays in the second level, 256³ takes 0.94 of the time then; but tiles
  /// of first and last steps are other functions, and a new shape is compiled after 1.3 s instead
  /// of 0.8, so the model does not say so.
  private int near(Tiling t) {
    return machine.l1() / (Float.BYTES * t.vectors() * machine.lanes());
  }

  private static Tiling with(Tiling t, int depth, int blockRows, int blockColumns, boolean left) {
    return new Tiling(t.rows(), t.vectors(), depth, blockRows, blockColumns, left, t.packRight());
  }

  /// Adds what fits, with no block and no depth larger than there is.
  private void add(Set<Tiling> all, Tiling t) {
    long panels = Math.ceilDiv(product.columns().extent(), (long) t.vectors() * machine.lanes());
    long tiles = Math.ceilDiv(product.rows().extent(), t.rows());
    boolean isNeeded = t.rows() <= product.rows().extent();
    Tiling least =
        with(
            t,
            Math.clamp(product.depth().extent(), 1, t.depth()),
            Math.clamp(tiles, 1, Math.max(1, t.blockRows())),
            Math.clamp(panels, 1, Math.max(1, t.blockColumns())),
            t.packLeft());
    if (isNeeded && t.depth() > 0 && Schedule.fits(least, product, machine)) {
      all.add(least);
    }
  }

  /// About how many cycles a batch takes: the steps of tiles, their ends, and copies.
  double cycles(Tiling t) {
    long m = product.rows().extent();
    long n = product.columns().extent();
    long k = product.depth().extent();
    long lanes = machine.lanes();
    double tiles = Math.ceilDiv(m, t.rows());
    double height = m / tiles;
    long vectors = Math.ceilDiv(n, lanes);
    double panels = Math.ceilDiv(vectors, t.vectors());
    // Packed panels at the edge have the vectors that there are; others are masked.
    double wide = t.packRight() ? vectors / panels : t.vectors();
    double sums = height * wide;
    double step = Math.max(sums / MULTIPLY_ADDS, (wide + height) / LOADS);
    double waits = Math.max(step, LATENCY * MULTIPLY_ADDS) + 1;
    double cuts = Math.ceilDiv(k, t.depth());
    double work = tiles * panels * (k * waits + cuts * (CALL + PUT * sums));
    double copied = t.packRight() ? COPY * k * vectors : 0;
    // Rows of the right operand that lie far from each other: a line, and a page, for each step.
    double far = !t.packRight() && k * n * 4 > machine.l1() ? tiles * panels * k : 0;
    return work + copied + far;
  }
}
