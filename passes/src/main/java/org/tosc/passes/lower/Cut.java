package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// A product cut into tiles and steps, and the scratch that this takes.
///
/// @param width columns of a panel
/// @param panels how many panels there are
/// @param steps pieces of the sums
/// @param zones the rows of the result, by the height of their tiles
/// @param apart how far from each other rows of a packed tile begin
/// @param packedLeft the left operand's tiles of a block of rows; null where it is not copied
/// @param packedRight the right operand's panels, or the one at hand; null where it is not copied
/// @param aside sums that do not go to the result from registers, of a block or of a panel; null
///   where all do
/// @param wide where rows of what is turned over are copied to first, as `f32`
/// @param copies who copies the right operand
record Cut(
    Contraction product,
    Tiling tiling,
    int width,
    long panels,
    List<Step> steps,
    List<Zone> zones,
    long apart,
    @Nullable Value packedLeft,
    @Nullable Value packedRight,
    @Nullable Value aside,
    @Nullable Value wide,
    Copies copies) {

  /// Bytes of an operand that come from memory each time: more than most cores have of the last
  /// cache.
  private static final long FAR = 32L << 20;

  /// Who copies the right operand into panels, and whose they are.
  enum Copies {
    /// Nobody: tiles read it where it is.
    NONE,
    /// All parts share them.
    SHARED,
    /// Each part has its own.
    OWN,
    /// The first tile of a panel, on the way, when the tiles of the panel before are done.
    BY_TILES,
    /// A panel is copied ahead of its tiles, when those of the panel before are done: it lies the
    /// other way round, and is turned over on the way.
    AHEAD;

    /// Whether one panel at a time is there.
    boolean isByPanel() {
      return switch (this) {
        case NONE, SHARED, OWN -> false;
        case BY_TILES, AHEAD -> true;
      };
    }
  }

  /// Register tiles of one height, one below the other, from row `first` on.
  record Zone(int rows, long first, long count) {}

  static Cut of(Contraction product, Tiling tiling, Parts parts, Copies copies) {
    int lanes = parts.writer().lanes();
    int width = tiling.vectors() * lanes;
    long panels = Math.ceilDiv(product.columns().extent(), width);
    List<Step> steps = Step.of(product, tiling.depth());
    long step = steps.getFirst().terms();
    Cut plain =
        new Cut(
            product,
            tiling,
            width,
            panels,
            steps,
            zones(product.rows().extent(), tiling.rows()),
            product.depth().a() == 1 ? step | 1 : step,
            null,
            null,
            null,
            null,
            copies);
    return plain.withScratch(parts);
  }

  private Cut withScratch(Parts parts) {
    boolean packsLeft = tiling.packLeft() && product.window().isEmpty();
    Value left = packsLeft ? parts.own(blockHeight() * apart) : null;
    long rightSize = panels * width * steps.getLast().end();
    Value right =
        switch (copies) {
          case NONE -> null;
          case SHARED -> parts.scratch(rightSize);
          case OWN -> parts.own(rightSize);
          case BY_TILES, AHEAD -> parts.own(width * steps.getFirst().terms());
        };
    boolean goesAside =
        (isEnded() && !endsInTile())
            || steps.size() > 1
            || (columns() % width != 0 && copies != Copies.NONE);
    Value aside = goesAside ? parts.own(asideSize(parts.machine())) : null;
    boolean widens = copies != Copies.NONE && copiesRowsFirst();
    Value wide = widens ? parts.own(width * steps.getFirst().terms()) : null;
    return new Cut(
        product, tiling, width, panels, steps, zones, apart, left, right, aside, wide, copies);
  }

  /// Whether the rows of a right operand that lies the other way round are copied before they are
  /// turned over: elements in fewer bits than `f32` has are not read one by one, and what comes
  /// from memory is read row by row, as prefetchers expect it. Turning it over reads a line of each
  /// row in turn, which takes a third longer for 128 rows by 3072 × 4096 weights, and a little less
  /// for weights of 16 MiB.
  private boolean copiesRowsFirst() {
    boolean turns = product.columns().b() != 1 && product.depth().b() == 1;
    long bytes = Float.BYTES * columns() * product.depth().extent();
    return turns && (Held.of(product).right() != Scalar.F32 || bytes > FAR);
  }

  /// Between steps all tiles of a block or a panel are aside; with one step one at a time.
  private long asideSize(Machine machine) {
    if (steps.size() == 1) {
      return (long) zones.getFirst().rows() * width;
    }
    return copies.isByPanel()
        ? product.rows().extent() * width * (goesByStep(machine) ? panels : 1)
        : blockHeight() * blockColumns() * width;
  }

  /// Whether a step of all panels is done before the next step, and sums of all panels wait.
  boolean goesByStep(Machine machine) {
    return copies == Copies.BY_TILES && Tiling.isFar(product, machine);
  }

  /// Tiles of nearly one height: none is much lower than the others.
  static List<Zone> zones(long rows, int most) {
    long tiles = Math.ceilDiv(rows, most);
    long high = rows % tiles;
    int low = Math.toIntExact(rows / tiles);
    List<Zone> zones = new ArrayList<>();
    if (high > 0) {
      zones.add(new Zone(low + 1, 0, high));
    }
    zones.add(new Zone(low, high * (low + 1), tiles - high));
    return zones;
  }

  /// How many elements ahead memory is asked for a right operand that comes from there, by the
  /// first tile of rows: a panel. Prefetchers follow a few rows, and each no further than its page.
  long ahead(Machine machine) {
    boolean isInPlace = copies == Copies.NONE && product.columns().b() == 1;
    return machine.assembled() && isInPlace
        ? Ahead.of(product, Held.of(product).right(), width, machine)
        : 0;
  }

  long columns() {
    return product.columns().extent();
  }

  /// Whether something follows the product.
  boolean isEnded() {
    return !product.ends().isEmpty();
  }

  /// Whether what follows is written into whole tiles. Where sums are put aside between steps, the
  /// tile would read them, too: more operations than one function should have ([TileEnd#isShort]).
  boolean endsInTile() {
    return isEnded() && steps.size() == 1 && TileEnd.isShort(product);
  }

  /// Whether a tile of so many columns goes from registers to the result. At the right edge of
  /// packed panels it goes aside first: the masks are in its end, and it is the same function as
  /// inside. So it does where what follows takes long.
  boolean isDirect(long columns) {
    return (!isEnded() || endsInTile()) && (columns % width == 0 || packedRight == null);
  }

  /// Who copies the right operand of a product that stands alone, for so many parts.
  static Copies copies(Contraction product, Tiling tiling, int parts, Machine machine) {
    if (!tiling.packRight()) {
      return Copies.NONE;
    }
    boolean byPanels = !tiling.packLeft() && !Tiling.goesByRows(product, machine);
    if (byPanels && goesByPanels(product, tiling, parts)) {
      return product.columns().b() == 1 ? Copies.BY_TILES : Copies.AHEAD;
    }
    return rightBatches(product) > 0 ? Copies.OWN : Copies.SHARED;
  }

  /// Whether all rows may follow the copy of a panel: columns are neighbours or terms are, each
  /// term is in one place, no other batch needs the same panel, and each of so many parts has a
  /// tile of the first height.
  private static boolean goesByPanels(Contraction product, Tiling tiling, int parts) {
    return (product.columns().b() == 1 || product.depth().b() == 1)
        && product.window().isEmpty()
        && rightBatches(product) == product.batches().size()
        && zones(product.rows().extent(), tiling.rows()).getFirst().count() >= parts;
  }

  /// Whether rows of the left operand are copied as they are, its terms being neighbours.
  boolean copiesRows() {
    return product.depth().a() == 1;
  }

  /// Into how many pieces columns are cut where `parts` threads share a batch, each a piece of the
  /// rows and of the columns: so that the largest piece is small, and many columns rather than many
  /// rows, because panels then need not go from core to core.
  long sharedColumns(int parts) {
    long best = 1;
    long least = Long.MAX_VALUE;
    for (long cuts = 1; cuts <= parts; cuts++) {
      long size = parts % cuts == 0 ? largestPiece(parts / cuts, cuts) : Long.MAX_VALUE;
      if (size <= least) {
        least = size;
        best = cuts;
      }
    }
    return best;
  }

  private long largestPiece(long rows, long columns) {
    long tiles = zones.stream().mapToLong(Zone::count).sum();
    long high =
        Math.min(product.rows().extent(), Math.ceilDiv(tiles, rows) * zones.getFirst().rows());
    return high * Math.min(columns(), Math.ceilDiv(panels, columns) * width);
  }

  long blockRows(Zone zone) {
    return Math.min(tiling.blockRows(), zone.count());
  }

  long blockColumns() {
    return Math.min(tiling.blockColumns(), panels);
  }

  /// Rows of the highest block.
  private long blockHeight() {
    return zones.stream().mapToLong(z -> blockRows(z) * z.rows()).max().orElseThrow();
  }

  /// Whether all steps but the last are alike, and as far from each other.
  boolean areStepsEven() {
    Step second = steps.get(1);
    for (int i = 0; i < steps.size() - 1; i++) {
      Step s = steps.get(i);
      boolean isAlike = s.rounds() == second.rounds() && s.terms() == second.terms();
      boolean isInLine = s.left() == i * second.left() && s.right() == i * second.right();
      if (!isAlike || !isInLine) {
        return false;
      }
    }
    return true;
  }

  /// How a tile goes on from one round of terms to the next.
  RegisterTile.Round round(Step step) {
    Axis outer = Step.outer(product);
    Axis inner = product.depth();
    if (step.rounds() == 1) {
      return RegisterTile.Round.ONE;
    }
    long left = outer.a() - step.terms() * inner.a();
    long right = packedRight == null ? outer.b() - step.terms() * inner.b() : 0;
    return left == 0 && right == 0
        ? RegisterTile.Round.ONE
        : new RegisterTile.Round(left, right, step.terms());
  }

  /// How many of the batches, outermost first, the right operand moves along.
  static int rightBatches(Contraction product) {
    int depends = 0;
    for (int i = 0; i < product.batches().size(); i++) {
      depends = product.batches().get(i).b() == 0 ? depends : i + 1;
    }
    return depends;
  }
}
