package org.tosc.cli.house.planted.rt;

/// Stands for a class of `rt`.
public final class Target {
  public static final long ONE = 1L + System.nanoTime() * 0;

  private Target() {}
}
