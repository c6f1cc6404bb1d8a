package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts, orders and random numbers, as steps of a program.
public final class Numbers {
  /// Ten rounds of two products, four exclusive ors and two sums.
  private static final double PHILOX_ALU = 80;

  private Numbers() {}

  /// How often each of `bins` numbers occurs.
  public static Tile histogram(Program program, Tile x, int bins, @Nullable Tile mask) {
    long[] counts = new long[bins];
    for (int i = 0; i < x.size() && x.isKnown(); i++) {
      boolean isCounted = mask == null || mask.ints[i] != 0;
      if (isCounted && x.ints[i] >= 0 && x.ints[i] < bins) {
        counts[(int) x.ints[i]]++;
      }
    }
    Tile made = Tile.ofInts(DType.I32, Shape.of(bins), counts, null);
    return program.record(Step.Kind.REDUCE, made, x.type(), x.size(), 0, x);
  }

  /// The elements of each row of the last axis in order.
  public static Tile sort(Program program, Tile x, boolean isDescending) {
    Tile made = Reduction.sort(x, isDescending);
    double steps = Math.ceil(Functions.log2(Math.max(2, x.shape().extent(x.shape().rank() - 1))));
    return program.record(
        Step.Kind.REDUCE, made, x.type(), x.size() * steps * (steps + 1) / 2, 0, x);
  }

  /// Random numbers for counters: four tiles of 32 bits each.
  public static List<Tile> random(Program program, long seed, Tile offsets) {
    boolean isWide = offsets.dtype().bits() > Integer.SIZE;
    long[][] out = new long[4][offsets.size()];
    for (int i = 0; i < offsets.size() && offsets.isKnown(); i++) {
      int[] block = Philox.of(seed, offsets.ints[i], isWide);
      for (int j = 0; j < block.length; j++) {
        out[j][i] = block[j] & 0xFFFF_FFFFL;
      }
    }
    List<Tile> made = new ArrayList<>();
    for (long[] values : out) {
      Tile tile = Tile.ofInts(DType.U32, offsets.shape(), values, offsets.poison);
      double alu = made.isEmpty() ? PHILOX_ALU * offsets.size() : 0;
      made.add(program.record(Step.Kind.COMPUTE, tile, offsets.type(), alu, 0, offsets));
    }
    return made;
  }

  /// Uniform numbers in [0, 1) of random bits.
  public static Tile uniform(Program program, Tile bits) {
    double[] out = new double[bits.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Philox.uniform((int) bits.ints[i]);
    }
    Tile made = Tile.ofFloats(DType.F32, bits.shape(), out, bits.poison);
    return program.record(Step.Kind.COMPUTE, made, bits.type(), 4.0 * out.length, 0, bits);
  }

  /// Normal numbers of two tiles of random bits.
  public static Tile normal(Program program, Tile first, Tile second) {
    double[] out = new double[first.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Philox.normal((int) first.ints[i], (int) second.ints[i]);
    }
    Tile made = Tile.ofFloats(DType.F32, first.shape(), out, first.poison);
    return program.record(
        Step.Kind.COMPUTE, made, first.type(), 12.0 * out.length, 4.0 * out.length, first, second);
  }
}
