package org.tosc.cli.house.planted.tir;

import org.tosc.cli.house.planted.rt.Target;

/// Stands for a class of `tir` that reaches over the wall, and keeps a mutable static.
public final class Trespasser {
  static long count;

  private Trespasser() {}

  static long reach() {
    return Target.ONE;
  }
}
