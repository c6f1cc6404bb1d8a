package org.tosc.rt.device;

import java.util.Arrays;
import java.util.Locale;

/// One place of a program that loads or stores tiles: the tile's extents, what happens at edges,
/// and whether coordinates count tiles or elements. Compiled code has it as a constant.
///
/// A tile is a flat row-major Java array: `float[]` for floats of at most 32 bits and for block
/// formats, `double[]` for `f64`, `long[]` for `i64 u64 u32`, `int[]` for other integers,
/// `boolean[]` for `bool`.
///
/// Example: `TileAccess.of("16,16 checked tiles 0").floats(view, new long[] {1, 0})` is rows 16 to
/// 31 and columns 0 to 15.
public final class TileAccess {
  private final int[] tile;
  private final int size;
  private final Bounds bounds;
  private final boolean byElements;
  private final double pad;
  private final long wholePad;

  private TileAccess(int[] tile, Bounds bounds, boolean byElements, String pad) {
    this.tile = tile;
    this.size = Arrays.stream(tile).reduce(1, (a, b) -> a * b);
    this.bounds = bounds;
    this.byElements = byElements;
    boolean whole = pad.matches("-?\\d+");
    this.pad = Double.parseDouble(pad);
    this.wholePad = whole ? Long.parseLong(pad) : (long) this.pad;
  }

  /// `extents bounds tiles|elements pad`, as in `16,16 padded tiles -1.5`; a tile without axes has
  /// the extents `-`.
  public static TileAccess of(String text) {
    String[] parts = text.split(" ", -1);
    int[] tile =
        parts[0].equals("-")
            ? new int[0]
            : Arrays.stream(parts[0].split(",", -1)).mapToInt(Integer::parseInt).toArray();
    Bounds bounds = Bounds.valueOf(parts[1].toUpperCase(Locale.ROOT));
    return new TileAccess(tile, bounds, parts[2].equals("elements"), parts[3]);
  }

  /// All of a view of these extents as one tile.
  static TileAccess whole(int[] extents) {
    return new TileAccess(extents, Bounds.CHECKED, false, "0");
  }

  /// The rows of all of a view.
  Region all(View view) {
    return read(view, new long[tile.length]);
  }

  public float[] floats(View view, long[] at) {
    Region rows = read(view, at);
    float[] out = new float[size];
    if (isPadded(rows)) {
      Arrays.fill(out, view.dtype.isBlock() ? (float) pad : (float) view.dtype.round(pad));
    }
    for (; rows.hasRow(); rows.next()) {
      FloatCells.load(view, rows.at, rows.step, out, rows.to, rows.length);
    }
    return out;
  }

  public double[] doubles(View view, long[] at) {
    Region rows = read(view, at);
    double[] out = new double[size];
    if (isPadded(rows)) {
      Arrays.fill(out, pad);
    }
    for (; rows.hasRow(); rows.next()) {
      DoubleCells.load(view, rows.at, rows.step, out, rows.to, rows.length);
    }
    return out;
  }

  public long[] longs(View view, long[] at) {
    Region rows = read(view, at);
    long[] out = new long[size];
    if (isPadded(rows)) {
      Arrays.fill(out, wholePad);
    }
    for (; rows.hasRow(); rows.next()) {
      LongCells.load(view, rows.at, rows.step, out, rows.to, rows.length);
    }
    return out;
  }

  public int[] ints(View view, long[] at) {
    Region rows = read(view, at);
    int[] out = new int[size];
    if (isPadded(rows)) {
      Arrays.fill(out, (int) wholePad);
    }
    for (; rows.hasRow(); rows.next()) {
      IntCells.load(view, rows.at, rows.step, out, rows.to, rows.length);
    }
    return out;
  }

  public boolean[] booleans(View view, long[] at) {
    Region rows = read(view, at);
    boolean[] out = new boolean[size];
    if (isPadded(rows)) {
      Arrays.fill(out, pad != 0);
    }
    for (; rows.hasRow(); rows.next()) {
      BooleanCells.load(view, rows.at, rows.step, out, rows.to, rows.length);
    }
    return out;
  }

  public void store(View view, float[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      FloatCells.store(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void store(View view, double[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      DoubleCells.store(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void store(View view, long[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      LongCells.store(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void store(View view, int[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      IntCells.store(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void store(View view, boolean[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      BooleanCells.store(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void add(View view, float[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      FloatCells.add(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void add(View view, double[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      DoubleCells.add(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void add(View view, long[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      LongCells.add(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  public void add(View view, int[] in, long[] at) {
    for (Region rows = write(view, at); rows.hasRow(); rows.next()) {
      IntCells.add(view, rows.at, rows.step, in, rows.to, rows.length);
    }
  }

  private boolean isPadded(Region rows) {
    return bounds == Bounds.PADDED && (!rows.hasRow() || !rows.isWhole(size));
  }

  private Region read(View view, long[] at) {
    return region(view, at, bounds == Bounds.CHECKED || bounds == Bounds.PROVED, false);
  }

  private Region write(View view, long[] at) {
    boolean clips = bounds == Bounds.CLIPPED || bounds == Bounds.PADDED;
    return region(view, at, !clips, clips);
  }

  private Region region(View view, long[] at, boolean whole, boolean begun) {
    int rank = tile.length;
    long[] origin = new long[rank];
    int[] first = new int[rank];
    int[] count = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      long extent = view.extents[axis];
      // Beyond any extent all coordinates are alike; this keeps products small.
      long place = Math.clamp(at[axis], -(1L << 31), 1L << 31);
      long from = byElements ? place : place * tile[axis];
      if (whole && (from < 0 || from > extent - tile[axis])) {
        throw DeviceFaults.tile(at, tile, view.extents);
      }
      if (begun && extent > 0 && (from < 0 || from >= extent)) {
        throw DeviceFaults.origin(at, tile, view.extents);
      }
      origin[axis] = from;
      first[axis] = (int) Math.min(tile[axis], Math.max(0, -from));
      count[axis] = (int) Math.max(0, Math.min(tile[axis], extent - from) - first[axis]);
    }
    return new Region(view, tile, first, count, origin);
  }
}
