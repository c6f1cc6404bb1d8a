package org.tosc.passes.vector;

import java.util.Random;

/// How far [TrigonometryTest]'s functions are off in a longer campaign: `TrigonometryMain COUNT
/// SEED`. A number beyond the bound ends it.
public final class TrigonometryMain {
  private TrigonometryMain() {}

  public static void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    for (TrigonometryTest.Case function : TrigonometryTest.Case.values()) {
      double most = TrigonometryTest.most(function, count, new Random(seed));
      System.out.printf("%s: %.4f ulp of %d numbers of each kind%n", function, most, count);
    }
  }
}
