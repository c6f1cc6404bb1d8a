package org.tosc.backends.machines.x86.exec;

import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;

/// CMPPS and its like: 32 predicates, which differ in what they say of NaN (SDM volume 2, table 3-1
/// of CMPPD). Whether NaN signals makes no difference here.
final class FloatCompare {
  private FloatCompare() {}

  private static boolean holds(int predicate, double a, double b) {
    boolean unordered = Double.isNaN(a) || Double.isNaN(b);
    return switch (predicate & 15) {
      case 0 -> a == b;
      case 1 -> a < b;
      case 2 -> a <= b;
      case 3 -> unordered;
      case 4 -> unordered || a != b;
      case 5 -> unordered || a >= b;
      case 6 -> unordered || a > b;
      case 7 -> !unordered;
      case 8 -> unordered || a == b;
      case 9 -> unordered || a < b;
      case 10 -> unordered || a <= b;
      case 11 -> false;
      case 12 -> !unordered && a != b;
      case 13 -> a >= b;
      case 14 -> a > b;
      default -> true;
    };
  }

  private static int predicate(Instruction i) {
    return Lanes.immediate(i) & (Lanes.legacy(i) ? 7 : 31);
  }

  static Action packed(int width) {
    return (c, i) -> {
      int p = predicate(i);
      Lanes.compare(width, (a, b) -> holds(p, Ieee.real(width, a), Ieee.real(width, b)) ? 1 : 0)
          .run(c, i);
    };
  }

  static Action scalar(int width) {
    return (c, i) -> {
      int n = Lanes.sources(i);
      long[] upper = c.vector(i, n - 2);
      double a = Ieee.real(width, Lanes.get(upper, width, 0));
      double b = Ieee.real(width, Lanes.get(c.vector(i, n - 1, width), width, 0));
      boolean holds = holds(predicate(i), a, b);
      if (i.operands().getFirst() instanceof Register r && r.file() == Register.File.MASK) {
        c.putMask(i, holds ? 1 : 0, 1);
      } else {
        Lanes.putScalar(c, i, upper, holds ? -1 : 0, width);
      }
    };
  }
}
