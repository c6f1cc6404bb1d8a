package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;

/// Permutations across lanes, broadcasts, insertions, extractions, compression.
final class PermuteActions {
  private final Map<String, Action> all = new HashMap<>();

  private PermuteActions() {}

  static Map<String, Action> actions() {
    var table = new PermuteActions();
    table.permutes();
    table.broadcasts();
    table.parts();
    table.elements();
    return Map.copyOf(table.all);
  }

  private void permutes() {
    for (var e : Map.of("b", 8, "w", 16, "d", 32, "ps", 32).entrySet()) {
      all.put("vperm" + e.getKey(), byIndex(e.getValue()));
    }
    all.put("vpermq", (c, i) -> quadwords(c, i));
    all.put("vpermpd", (c, i) -> quadwords(c, i));
    for (var e : Map.of("b", 8, "w", 16, "d", 32, "q", 64, "ps", 32, "pd", 64).entrySet()) {
      all.put("vpermi2" + e.getKey(), twoTables(e.getValue(), true));
      all.put("vpermt2" + e.getKey(), twoTables(e.getValue(), false));
    }
    for (String t : List.of("f", "i")) {
      all.put("vperm2" + t + "128", (c, i) -> halves(c, i));
      all.put("vshuf" + t + "32x4", lanes(32));
      all.put("vshuf" + t + "64x2", lanes(64));
    }
    all.put("valignd", alignElements(32));
    all.put("valignq", alignElements(64));
    for (PackedActions.Size s : PackedActions.Size.values()) {
      all.put("vpcompress" + s.letter, compress(s.bits));
      all.put("vpexpand" + s.letter, expand(s.bits));
    }
    for (var e : Map.of("ps", 32, "pd", 64).entrySet()) {
      all.put("vcompress" + e.getKey(), compress(e.getValue()));
      all.put("vexpand" + e.getKey(), expand(e.getValue()));
    }
  }

  /// Operand 1 has the indices, operand 2 the table.
  private static Action byIndex(int bits) {
    return (c, i) -> {
      long[] by = c.vector(i, 1);
      long[] a = c.vector(i, 2);
      int count = Lanes.count(i, bits);
      long[] r = new long[8];
      for (int e = 0; e < count; e++) {
        int index = (int) Lanes.get(by, bits, e) & (count - 1);
        Lanes.set(r, bits, e, Lanes.get(a, bits, index));
      }
      c.put(i, r, bits);
    };
  }

  /// By an immediate within 256 bits, or by a vector of indices.
  private static void quadwords(Core c, Instruction i) {
    if (Lanes.sources(i) == i.operands().size()) {
      byIndex(64).run(c, i);
      return;
    }
    long[] a = c.vector(i, 1);
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, 64); e++) {
      r[e] = a[(e & ~3) + (Lanes.immediate(i) >> (2 * (e & 3)) & 3)];
    }
    c.put(i, r, 64);
  }

  /// VPERMI2: the destination has the indices. VPERMT2: it is the first table.
  private static Action twoTables(int bits, boolean indicesInDestination) {
    return (c, i) -> {
      long[] d = c.vector(i, 0);
      long[] a = c.vector(i, 1);
      long[] b = c.vector(i, 2);
      long[] by = indicesInDestination ? d : a;
      long[] first = indicesInDestination ? a : d;
      int count = Lanes.count(i, bits);
      long[] r = new long[8];
      for (int e = 0; e < count; e++) {
        int index = (int) Lanes.get(by, bits, e);
        long[] from = (index & count) != 0 ? b : first;
        Lanes.set(r, bits, e, Lanes.get(from, bits, index & (count - 1)));
      }
      c.put(i, r, bits);
    };
  }

  private static void halves(Core c, Instruction i) {
    long[] a = c.vector(i, 1);
    long[] b = c.vector(i, 2);
    long[] r = new long[8];
    for (int half = 0; half < 2; half++) {
      int control = Lanes.immediate(i) >> (4 * half);
      long[] from = (control & 2) != 0 ? b : a;
      int at = (control & 1) * 2;
      boolean zero = (control & 8) != 0;
      r[2 * half] = zero ? 0 : from[at];
      r[2 * half + 1] = zero ? 0 : from[at + 1];
    }
    c.put(i, r, 64);
  }

  /// VSHUFF32X4 and its like: lanes of 128 bits, the lower half from the first source.
  private static Action lanes(int bits) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] b = c.vector(i, 2);
      int count = Lanes.count(i, 128);
      int field = count == 2 ? 1 : 2;
      long[] r = new long[8];
      for (int lane = 0; lane < count; lane++) {
        long[] from = lane < count / 2 ? a : b;
        int at = Lanes.immediate(i) >> (field * lane) & (count - 1);
        r[2 * lane] = from[2 * at];
        r[2 * lane + 1] = from[2 * at + 1];
      }
      c.put(i, r, bits);
    };
  }

  private static Action alignElements(int bits) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] b = c.vector(i, 2);
      int count = Lanes.count(i, bits);
      int by = Lanes.immediate(i) & (count - 1);
      long[] r = new long[8];
      for (int e = 0; e < count; e++) {
        int from = e + by;
        Lanes.set(r, bits, e, Lanes.get(from < count ? b : a, bits, from & (count - 1)));
      }
      c.put(i, r, bits);
    };
  }

  private static Action compress(int bits) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] r = new long[8];
      int to = 0;
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        if (c.selects(i, e)) {
          Lanes.set(r, bits, to++, Lanes.get(a, bits, e));
        }
      }
      if (i.operands().getFirst() instanceof Indirect at) {
        long address = c.address(at);
        for (int e = 0; e < to; e++) {
          c.memory.store(address + (long) e * (bits / 8), bits / 8, Lanes.get(r, bits, e));
        }
        return;
      }
      long[] old = c.vector(i, 0);
      for (int e = to; e < Lanes.count(i, bits) && !i.zeroing(); e++) {
        Lanes.set(r, bits, e, Lanes.get(old, bits, e));
      }
      Lanes.putAll(c, i, r);
    };
  }

  /// Memory is read only as far as there are elements selected.
  private static Action expand(int bits) {
    return (c, i) -> {
      boolean memory = i.operands().get(1) instanceof Indirect;
      long[] a = memory ? new long[8] : c.vector(i, 1);
      long[] r = new long[8];
      int from = 0;
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        if (c.selects(i, e)) {
          long value =
              i.operands().get(1) instanceof Indirect at
                  ? c.memory.load(c.address(at) + (long) from * (bits / 8), bits / 8)
                  : Lanes.get(a, bits, from);
          Lanes.set(r, bits, e, value);
          from++;
        }
      }
      c.put(i, r, bits);
    };
  }

  private void broadcasts() {
    for (var e :
        Map.of("pbroadcastb", 8, "pbroadcastw", 16, "pbroadcastd", 32, "pbroadcastq", 64)
            .entrySet()) {
      all.put("v" + e.getKey(), broadcast(e.getValue(), e.getValue()));
    }
    all.put("vbroadcastss", broadcast(32, 32));
    all.put("vbroadcastsd", broadcast(64, 64));
    for (String t : List.of("f", "i")) {
      all.put("vbroadcast" + t + "128", broadcast(128, 64));
      all.put("vbroadcast" + t + "32x2", broadcast(64, 32));
      all.put("vbroadcast" + t + "32x4", broadcast(128, 32));
      all.put("vbroadcast" + t + "64x2", broadcast(128, 64));
      all.put("vbroadcast" + t + "32x8", broadcast(256, 32));
      all.put("vbroadcast" + t + "64x4", broadcast(256, 64));
    }
    all.put("vpbroadcastmb2q", fromMask(64, 8));
    all.put("vpbroadcastmw2d", fromMask(32, 16));
  }

  /// Repeats so many bits; the mask is for elements of others.
  private static Action broadcast(int repeated, int bits) {
    return (c, i) -> {
      boolean general = i.operands().get(1) instanceof Register r && r.bytes() <= 8;
      long[] a = general ? new long[] {c.value(i, 1)} : c.vector(i, 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, Math.min(repeated, 64)); e++) {
        if (repeated >= 64) {
          r[e] = a[e % (repeated / 64)];
        } else {
          Lanes.set(r, repeated, e, a[0]);
        }
      }
      c.put(i, r, bits);
    };
  }

  private static Action fromMask(int bits, int taken) {
    return (c, i) -> {
      long value = c.value(i, 1) & ((1L << taken) - 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        Lanes.set(r, bits, e, value);
      }
      c.put(i, r, bits);
    };
  }

  private void parts() {
    for (String t : List.of("f", "i")) {
      for (var e : Map.of("128", 64, "32x4", 32, "64x2", 64).entrySet()) {
        all.put("vinsert" + t + e.getKey(), insert(2, e.getValue()));
        all.put("vextract" + t + e.getKey(), extract(2, e.getValue()));
      }
      for (var e : Map.of("32x8", 32, "64x4", 64).entrySet()) {
        all.put("vinsert" + t + e.getKey(), insert(4, e.getValue()));
        all.put("vextract" + t + e.getKey(), extract(4, e.getValue()));
      }
    }
  }

  /// @param longs the size of the part
  private static Action insert(int longs, int bits) {
    return (c, i) -> {
      long[] r = c.vector(i, 1);
      long[] part = c.vector(i, 2);
      int at = (Lanes.immediate(i) & (Lanes.count(i, 64) / longs - 1)) * longs;
      System.arraycopy(part, 0, r, at, longs);
      c.put(i, r, bits);
    };
  }

  private static Action extract(int longs, int bits) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      int at = (Lanes.immediate(i) & (Lanes.count(i, 64) / longs - 1)) * longs;
      long[] r = new long[8];
      System.arraycopy(a, at, r, 0, longs);
      c.put(i, r, bits);
    };
  }

  private void elements() {
    for (PackedActions.Size s : PackedActions.Size.values()) {
      int count = 128 / s.bits;
      for (String v : List.of("", "v")) {
        all.put(v + "pextr" + s.letter, (c, i) -> extractElement(c, i, s.bits, count));
        all.put(v + "pinsr" + s.letter, (c, i) -> insertElement(c, i, s.bits, count));
      }
    }
    for (String v : List.of("", "v")) {
      all.put(v + "extractps", (c, i) -> extractElement(c, i, 32, 4));
      all.put(v + "insertps", PermuteActions::insertFloat);
    }
  }

  private static void extractElement(Core c, Instruction i, int bits, int count) {
    c.set(i, 0, Lanes.get(c.vector(i, 1), bits, Lanes.immediate(i) & (count - 1)));
  }

  private static void insertElement(Core c, Instruction i, int bits, int count) {
    int n = Lanes.sources(i);
    long[] r = c.vector(i, n - 2);
    Lanes.set(r, bits, Lanes.immediate(i) & (count - 1), c.value(i, n - 1));
    c.put(i, r, bits);
  }

  /// Bits 6 and 7 select the source element (of a register), 4 and 5 the destination, 0 to 3 zeros.
  private static void insertFloat(Core c, Instruction i) {
    int n = Lanes.sources(i);
    int immediate = Lanes.immediate(i);
    long[] r = c.vector(i, n - 2);
    boolean memory = i.operands().get(n - 1) instanceof Indirect;
    long value = Lanes.get(c.vector(i, n - 1), 32, memory ? 0 : immediate >> 6);
    Lanes.set(r, 32, immediate >> 4 & 3, value);
    for (int e = 0; e < 4; e++) {
      if ((immediate >> e & 1) != 0) {
        Lanes.set(r, 32, e, 0);
      }
    }
    c.put(i, r, 32);
  }
}
