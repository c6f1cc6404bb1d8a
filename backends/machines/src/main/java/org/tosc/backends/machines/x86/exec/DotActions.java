package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.Map;

/// Sums of products into doublewords: VNNI and BF16; comparisons of floats by predicate.
final class DotActions {
  private DotActions() {}

  static Map<String, Action> actions() {
    Map<String, Action> all = new HashMap<>();
    all.put("vpdpbusd", Lanes.ternary(32, (d, a, b) -> d + bytes(a, b)));
    all.put("vpdpbusds", Lanes.ternary(32, (d, a, b) -> saturated((int) d + bytes(a, b))));
    all.put("vpdpwssd", Lanes.ternary(32, (d, a, b) -> d + words(a, b)));
    all.put("vpdpwssds", Lanes.ternary(32, (d, a, b) -> saturated((int) d + words(a, b))));
    all.put("vdpbf16ps", Lanes.ternary(32, DotActions::brains));
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "s" : "d";
      for (String v : new String[] {"", "v"}) {
        all.put(v + "cmpp" + type, FloatCompare.packed(width));
        all.put(v + "cmps" + type, FloatCompare.scalar(width));
      }
    }
    return Map.copyOf(all);
  }

  /// Unsigned bytes of a by signed ones of b.
  private static long bytes(long a, long b) {
    long sum = 0;
    for (int k = 0; k < 32; k += 8) {
      sum += (a >> k & 0xFF) * (byte) (b >> k);
    }
    return sum;
  }

  private static long words(long a, long b) {
    return (long) (short) a * (short) b + (long) (short) (a >> 16) * (short) (b >> 16);
  }

  private static long saturated(long sum) {
    return Math.clamp(sum, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /// Odd elements first, each product fused and rounded to nearest; denormals are zeros on the way
  /// in and out (SDM volume 2, VDPBF16PS).
  private static long brains(long d, long a, long b) {
    long odd = step(flush(d), a >>> 16, b >>> 16);
    return step(odd, a & 0xFFFF, b & 0xFFFF);
  }

  private static long step(long sum, long a, long b) {
    long x = Conversions.fromBrain(a);
    long y = Conversions.fromBrain(b);
    return flush(Ieee.fused(32, Mode.NEAREST, x, y, sum));
  }

  private static long flush(long a) {
    return (a & 0x7F80_0000L) == 0 ? a & 0x8000_0000L : a;
  }
}
