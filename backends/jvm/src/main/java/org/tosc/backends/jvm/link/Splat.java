package org.tosc.backends.jvm.link;

import java.util.Arrays;

/// Tiles that hold one value everywhere.
public final class Splat {
  private Splat() {}

  public static float[] of(float value, int size) {
    float[] tile = new float[size];
    Arrays.fill(tile, value);
    return tile;
  }

  public static double[] of(double value, int size) {
    double[] tile = new double[size];
    Arrays.fill(tile, value);
    return tile;
  }

  public static long[] of(long value, int size) {
    long[] tile = new long[size];
    Arrays.fill(tile, value);
    return tile;
  }

  public static int[] of(int value, int size) {
    int[] tile = new int[size];
    Arrays.fill(tile, value);
    return tile;
  }

  public static boolean[] of(boolean value, int size) {
    boolean[] tile = new boolean[size];
    Arrays.fill(tile, value);
    return tile;
  }
}
