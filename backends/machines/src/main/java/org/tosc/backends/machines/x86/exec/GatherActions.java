package org.tosc.backends.machines.x86.exec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;

/// Gathers and scatters. Elements are done from the lowest on, and their mask bits cleared.
final class GatherActions {
  private GatherActions() {}

  static Map<String, Action> actions() {
    Map<String, Action> all = new HashMap<>();
    for (int index : new int[] {32, 64}) {
      for (int bits : new int[] {32, 64}) {
        String letter = index == 32 ? "d" : "q";
        List<String> types = bits == 32 ? List.of("d", "ps") : List.of("q", "pd");
        for (String type : types) {
          String p = type.length() == 1 ? "p" : "";
          all.put("v" + p + "gather" + letter + type, (c, i) -> gather(c, i, index, bits));
          all.put("v" + p + "scatter" + letter + type, (c, i) -> scatter(c, i, index, bits));
        }
      }
    }
    return Map.copyOf(all);
  }

  private static long address(Core c, Indirect at, int index, int element) {
    Register vector = at.index();
    if (vector == null) {
      throw new IllegalStateException("no vector of indices");
    }
    long by = Bits.signed(Lanes.get(c.vectors, index, element, vector.number() * 8), index / 8);
    return c.address(at, by * at.scale());
  }

  private static int count(Instruction i, int index, int bits) {
    return i.vectorLength() * 8 / Math.max(index, bits);
  }

  private static void gather(Core c, Instruction i, int index, int bits) {
    Indirect at = (Indirect) i.operands().get(1);
    boolean vex = i.operands().size() == 3;
    long[] by = vex ? c.vector(i, 2) : new long[8];
    long[] r = c.vector(i, 0);
    for (int e = 0; e < count(i, index, bits); e++) {
      boolean selected = vex ? Lanes.get(by, bits, e) >>> (bits - 1) != 0 : c.selects(i, e);
      if (selected) {
        Lanes.set(r, bits, e, c.memory.load(address(c, at, index, e), bits / 8));
      }
    }
    int to = ((Register) i.operands().getFirst()).number() * 8;
    int longs = Math.max(1, count(i, index, bits) * bits / 64);
    for (int k = 0; k < 8; k++) {
      c.vectors[to + k] = k < longs ? r[k] : 0;
    }
    if (vex) {
      Arrays.fill(c.vectors, number(i, 2) * 8, number(i, 2) * 8 + 8, 0);
    } else {
      c.masks[i.mask()] = 0;
    }
  }

  private static int number(Instruction i, int n) {
    return ((Register) i.operands().get(n)).number();
  }

  private static void scatter(Core c, Instruction i, int index, int bits) {
    Indirect at = (Indirect) i.operands().getFirst();
    long[] a = c.vector(i, 1);
    for (int e = 0; e < count(i, index, bits); e++) {
      if (c.selects(i, e)) {
        c.memory.store(address(c, at, index, e), bits / 8, Lanes.get(a, bits, e));
      }
    }
    c.masks[i.mask()] = 0;
  }
}
