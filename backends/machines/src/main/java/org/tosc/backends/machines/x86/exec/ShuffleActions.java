package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Shuffles within 128-bit lanes: unpack, pack, shuffle, align, blend.
final class ShuffleActions {
  private final Map<String, Action> all = new HashMap<>();

  private ShuffleActions() {}

  static Map<String, Action> actions() {
    var table = new ShuffleActions();
    table.unpacks();
    table.packs();
    table.shuffles();
    table.duplicates();
    table.blends();
    return Map.copyOf(table.all);
  }

  private void both(String name, Action action) {
    all.put(name, action);
    all.put("v" + name, action);
  }

  private void unpacks() {
    both("punpcklbw", unpack(8, false));
    both("punpcklwd", unpack(16, false));
    both("punpckldq", unpack(32, false));
    both("punpcklqdq", unpack(64, false));
    both("punpckhbw", unpack(8, true));
    both("punpckhwd", unpack(16, true));
    both("punpckhdq", unpack(32, true));
    both("punpckhqdq", unpack(64, true));
    both("unpcklps", unpack(32, false));
    both("unpcklpd", unpack(64, false));
    both("unpckhps", unpack(32, true));
    both("unpckhpd", unpack(64, true));
  }

  private static Action unpack(int bits, boolean high) {
    int per = 128 / bits;
    return Lanes.inLanes(
        bits,
        (r, a, b, lane, immediate) -> {
          for (int k = 0; k < per / 2; k++) {
            int from = lane * per + k + (high ? per / 2 : 0);
            Lanes.set(r, bits, lane * per + 2 * k, Lanes.get(a, bits, from));
            Lanes.set(r, bits, lane * per + 2 * k + 1, Lanes.get(b, bits, from));
          }
        });
  }

  private void packs() {
    both("packsswb", pack(16, Byte.MIN_VALUE, Byte.MAX_VALUE));
    both("packuswb", pack(16, 0, 255));
    both("packssdw", pack(32, Short.MIN_VALUE, Short.MAX_VALUE));
    both("packusdw", pack(32, 0, 65535));
  }

  private static Action pack(int from, long low, long high) {
    int to = from / 2;
    int per = 128 / from;
    return Lanes.inLanes(
        to,
        (r, a, b, lane, immediate) -> {
          for (int k = 0; k < 2 * per; k++) {
            long value = Lanes.get(k < per ? a : b, from, lane * per + k % per);
            long clamped = Math.clamp(Bits.signed(value, from / 8), low, high);
            Lanes.set(r, to, lane * 2 * per + k, clamped);
          }
        });
  }

  private void shuffles() {
    both("pshufb", Lanes.inLanes(8, ShuffleActions::bytes));
    both("pshufd", selectFour(32, 0));
    both("pshuflw", selectFour(16, 0));
    both("pshufhw", selectFour(16, 4));
    both("shufps", Lanes.inLanes(32, ShuffleActions::fromTwo));
    both(
        "shufpd",
        Lanes.inLanes(
            64,
            (r, a, b, lane, immediate) -> {
              r[2 * lane] = a[2 * lane + (immediate >> (2 * lane) & 1)];
              r[2 * lane + 1] = b[2 * lane + (immediate >> (2 * lane + 1) & 1)];
            }));
    both("palignr", Lanes.inLanes(8, ShuffleActions::align));
    all.put("vpermilps", (c, i) -> inLanePermute(c, i, 32));
    all.put("vpermilpd", (c, i) -> inLanePermute(c, i, 64));
  }

  private static void bytes(long[] r, long[] a, long[] b, int lane, int immediate) {
    for (int k = 0; k < 16; k++) {
      long index = Lanes.get(b, 8, lane * 16 + k);
      long value = (index & 0x80) != 0 ? 0 : Lanes.get(a, 8, lane * 16 + (int) (index & 15));
      Lanes.set(r, 8, lane * 16 + k, value);
    }
  }

  /// Four elements by the four fields of the immediate, from element `first` of each lane on; the
  /// others as they are. The source is the last operand.
  private static Action selectFour(int bits, int first) {
    int per = 128 / bits;
    return (c, i) -> {
      long[] a = c.vector(i, Lanes.sources(i) - 1);
      int immediate = Lanes.immediate(i);
      long[] r = a.clone();
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        int k = e % per - first;
        if (k >= 0 && k < 4) {
          int from = e - k + (immediate >> (2 * k) & 3);
          Lanes.set(r, bits, e, Lanes.get(a, bits, from));
        }
      }
      c.put(i, r, bits);
    };
  }

  private static void fromTwo(long[] r, long[] a, long[] b, int lane, int immediate) {
    for (int k = 0; k < 4; k++) {
      long value = Lanes.get(k < 2 ? a : b, 32, lane * 4 + (immediate >> (2 * k) & 3));
      Lanes.set(r, 32, lane * 4 + k, value);
    }
  }

  private static void align(long[] r, long[] a, long[] b, int lane, int immediate) {
    for (int k = 0; k < 16; k++) {
      int from = k + immediate;
      long value = 0;
      if (from < 16) {
        value = Lanes.get(b, 8, lane * 16 + from);
      } else if (from < 32) {
        value = Lanes.get(a, 8, lane * 16 + from - 16);
      }
      Lanes.set(r, 8, lane * 16 + k, value);
    }
  }

  /// By an immediate, or by a vector of indices: of doubles bit 1 counts.
  private static void inLanePermute(Core c, Instruction i, int bits) {
    int per = 128 / bits;
    boolean immediate = Lanes.sources(i) < i.operands().size();
    long[] a = c.vector(i, 1);
    long[] by = immediate ? a : c.vector(i, 2);
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, bits); e++) {
      int number = Lanes.immediate(i);
      int index;
      if (immediate) {
        index = bits == 32 ? number >> (2 * (e % 4)) & 3 : number >> e & 1;
      } else {
        int control = (int) Lanes.get(by, bits, e);
        index = bits == 32 ? control & 3 : control >> 1 & 1;
      }
      Lanes.set(r, bits, e, Lanes.get(a, bits, e - e % per + index));
    }
    c.put(i, r, bits);
  }

  private void duplicates() {
    both("movsldup", duplicate(32, ~1));
    both("movddup", duplicate(64, ~1));
    both("movshdup", (c, i) -> duplicateOdd(c, i));
  }

  private static Action duplicate(int bits, int within) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        Lanes.set(r, bits, e, Lanes.get(a, bits, e & within));
      }
      c.put(i, r, bits);
    };
  }

  private static void duplicateOdd(Core c, Instruction i) {
    long[] a = c.vector(i, 1);
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, 32); e++) {
      Lanes.set(r, 32, e, Lanes.get(a, 32, e | 1));
    }
    c.put(i, r, 32);
  }

  private void blends() {
    both("blendps", blend(32, 8));
    both("blendpd", blend(64, 8));
    both("pblendw", blend(16, 8));
    all.put("vpblendd", blend(32, 8));
    both("blendvps", choose(32));
    both("blendvpd", choose(64));
    both("pblendvb", choose(8));
    for (PackedActions.Size s : PackedActions.Size.values()) {
      all.put("vpblendm" + s.letter, byMask(s.bits));
    }
    all.put("vblendmps", byMask(32));
    all.put("vblendmpd", byMask(64));
  }

  /// By bits of the immediate, the same for each group of `period` elements.
  private static Action blend(int bits, int period) {
    return (c, i) -> {
      int n = Lanes.sources(i);
      long[] a = c.vector(i, n - 2);
      long[] b = c.vector(i, n - 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        boolean second = (Lanes.immediate(i) >> (e % period) & 1) != 0;
        Lanes.set(r, bits, e, Lanes.get(second ? b : a, bits, e));
      }
      c.put(i, r, bits);
    };
  }

  /// By the signs of the last operand.
  private static Action choose(int bits) {
    return (c, i) -> {
      int n = i.operands().size();
      long[] a = c.vector(i, n - 3);
      long[] b = c.vector(i, n - 2);
      long[] by = c.vector(i, n - 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        boolean second = (Lanes.get(by, bits, e) >>> (bits - 1)) != 0;
        Lanes.set(r, bits, e, Lanes.get(second ? b : a, bits, e));
      }
      c.put(i, r, bits);
    };
  }

  /// Elements that the mask leaves out come from the first source, or are zero.
  private static Action byMask(int bits) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] b = c.vector(i, 2, bits);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        long other = i.zeroing() ? 0 : Lanes.get(a, bits, e);
        Lanes.set(r, bits, e, c.selects(i, e) ? Lanes.get(b, bits, e) : other);
      }
      Lanes.putAll(c, i, r);
    };
  }
}
