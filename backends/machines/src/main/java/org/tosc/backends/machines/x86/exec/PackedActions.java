package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Arithmetic on vectors of integers, element by element.
final class PackedActions {
  private final Map<String, Action> all = new HashMap<>();

  private PackedActions() {}

  static Map<String, Action> actions() {
    var table = new PackedActions();
    for (Size size : Size.values()) {
      table.everySize(size);
    }
    table.narrowSizes();
    table.products();
    table.logic();
    table.absolutes();
    return Map.copyOf(table.all);
  }

  /// The letters of element sizes in names.
  enum Size {
    B("b", 8),
    W("w", 16),
    D("d", 32),
    Q("q", 64);

    final String letter;
    final int bits;

    Size(String letter, int bits) {
      this.letter = letter;
      this.bits = bits;
    }

    long signed(long value) {
      return Bits.signed(value, bits / 8);
    }
  }

  private void both(String name, Action action) {
    all.put(name, action);
    all.put("v" + name, action);
  }

  private void binary(String name, int bits, LongBinaryOperator f) {
    both(name, Lanes.binary(bits, f));
  }

  private void everySize(Size s) {
    String x = s.letter;
    int bits = s.bits;
    binary("padd" + x, bits, (a, b) -> a + b);
    binary("psub" + x, bits, (a, b) -> a - b);
    both("pcmpeq" + x, Lanes.compare(bits, (a, b) -> a == b ? 1 : 0));
    both("pcmpgt" + x, Lanes.compare(bits, (a, b) -> s.signed(a) > s.signed(b) ? 1 : 0));
    LongBinaryOperator min = (a, b) -> s.signed(a) < s.signed(b) ? a : b;
    LongBinaryOperator max = (a, b) -> s.signed(a) > s.signed(b) ? a : b;
    LongBinaryOperator minUnsigned = (a, b) -> Long.compareUnsigned(a, b) < 0 ? a : b;
    LongBinaryOperator maxUnsigned = (a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b;
    boolean old = s != Size.Q;
    for (String v : old ? List.of("", "v") : List.of("v")) {
      all.put(v + "pmins" + x, Lanes.binary(bits, min));
      all.put(v + "pmaxs" + x, Lanes.binary(bits, max));
      all.put(v + "pminu" + x, Lanes.binary(bits, minUnsigned));
      all.put(v + "pmaxu" + x, Lanes.binary(bits, maxUnsigned));
    }
    all.put("vpcmp" + x, predicate(s, true));
    all.put("vpcmpu" + x, predicate(s, false));
    all.put("vptestm" + x, Lanes.compare(bits, (a, b) -> (a & b) != 0 ? 1 : 0));
    all.put("vptestnm" + x, Lanes.compare(bits, (a, b) -> (a & b) == 0 ? 1 : 0));
    all.put("vpopcnt" + x, Lanes.unary(bits, Long::bitCount));
  }

  /// VPCMPD and its like: eq, lt, le, false, and their opposites.
  private static Action predicate(Size s, boolean signed) {
    return (c, i) -> {
      int p = Lanes.immediate(i) & 7;
      Lanes.compare(
              s.bits,
              (a, b) -> {
                int order =
                    signed ? Long.compare(s.signed(a), s.signed(b)) : Long.compareUnsigned(a, b);
                boolean base =
                    switch (p & 3) {
                      case 0 -> order == 0;
                      case 1 -> order < 0;
                      case 2 -> order <= 0;
                      default -> false;
                    };
                return base == p < 4 ? 1 : 0;
              })
          .run(c, i);
    };
  }

  static long clamp(long value, long low, long high) {
    return Math.clamp(value, low, high);
  }

  /// Saturating and averaging operations, of bytes and words.
  private void narrowSizes() {
    for (Size s : List.of(Size.B, Size.W)) {
      String x = s.letter;
      long top = (1L << s.bits) - 1;
      long high = top >> 1;
      long low = -high - 1;
      binary("padds" + x, s.bits, (a, b) -> clamp(s.signed(a) + s.signed(b), low, high));
      binary("psubs" + x, s.bits, (a, b) -> clamp(s.signed(a) - s.signed(b), low, high));
      binary("paddus" + x, s.bits, (a, b) -> Math.min(a + b, top));
      binary("psubus" + x, s.bits, (a, b) -> Math.max(a - b, 0));
      binary("pavg" + x, s.bits, (a, b) -> (a + b + 1) >> 1);
    }
  }

  private void products() {
    binary("pmullw", 16, (a, b) -> a * b);
    binary("pmulhw", 16, (a, b) -> ((short) a * (short) b) >> 16);
    binary("pmulhuw", 16, (a, b) -> (a * b) >> 16);
    binary("pmulhrsw", 16, (a, b) -> ((((short) a * (short) b) >> 14) + 1) >> 1);
    binary("pmulld", 32, (a, b) -> a * b);
    all.put("vpmullq", Lanes.binary(64, (a, b) -> a * b));
    binary("pmuludq", 64, (a, b) -> (a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL));
    binary("pmuldq", 64, (a, b) -> (long) (int) a * (int) b);
    binary("pmaddwd", 32, (a, b) -> (short) a * (short) b + (short) (a >> 16) * (short) (b >> 16));
    binary(
        "pmaddubsw",
        16,
        (a, b) ->
            clamp(
                (a & 0xFF) * (byte) b + (a >> 8) * (byte) (b >> 8),
                Short.MIN_VALUE,
                Short.MAX_VALUE));
    binary("psadbw", 64, PackedActions::differences);
    all.put("vpmadd52luq", Lanes.ternary(64, (d, a, b) -> d + low52(low52(a) * low52(b))));
    all.put("vpmadd52huq", Lanes.ternary(64, (d, a, b) -> d + high52(low52(a), low52(b))));
  }

  private static final long LOW_52 = (1L << 52) - 1;

  private static long low52(long a) {
    return a & LOW_52;
  }

  private static long high52(long a, long b) {
    return Math.multiplyHigh(a, b) << 12 | (a * b) >>> 52;
  }

  private static long differences(long a, long b) {
    long sum = 0;
    for (int k = 0; k < 64; k += 8) {
      sum += Math.abs((a >>> k & 0xFF) - (b >>> k & 0xFF));
    }
    return sum;
  }

  private void logic() {
    for (String x : List.of("", "d", "q")) {
      int bits = x.equals("d") ? 32 : 64;
      names("pand" + x, Lanes.binary(bits, (a, b) -> a & b));
      names("pandn" + x, Lanes.binary(bits, (a, b) -> ~a & b));
      names("por" + x, Lanes.binary(bits, (a, b) -> a | b));
      names("pxor" + x, Lanes.binary(bits, (a, b) -> a ^ b));
    }
    for (Size s : List.of(Size.D, Size.Q)) {
      all.put("vpternlog" + s.letter, ternary(s.bits));
      all.put("vplzcnt" + s.letter, Lanes.unary(s.bits, leading(s.bits)));
      all.put("vpconflict" + s.letter, conflicts(s.bits));
    }
  }

  /// With a size they are AVX-512's.
  private void names(String name, Action action) {
    all.put("v" + name, action);
    if (name.endsWith("and") || name.endsWith("andn") || name.endsWith("or")) {
      all.put(name, action);
    }
  }

  private static LongUnaryOperator leading(int bits) {
    return a -> Long.numberOfLeadingZeros(a) - (64 - bits);
  }

  /// The immediate is the table of a function of three bits (SDM volume 2, VPTERNLOGD).
  private static Action ternary(int bits) {
    return (c, i) -> {
      int table = Lanes.immediate(i);
      Lanes.ternary(
              bits,
              (d, a, b) -> {
                long r = 0;
                for (int k = 0; k < 8; k++) {
                  if ((table >> k & 1) != 0) {
                    r |=
                        ((k & 4) != 0 ? d : ~d) & ((k & 2) != 0 ? a : ~a) & ((k & 1) != 0 ? b : ~b);
                  }
                }
                return r;
              })
          .run(c, i);
    };
  }

  private static Action conflicts(int bits) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        long same = 0;
        for (int k = 0; k < e; k++) {
          same |= Lanes.get(a, bits, k) == Lanes.get(a, bits, e) ? 1L << k : 0;
        }
        Lanes.set(r, bits, e, same);
      }
      c.put(i, r, bits);
    };
  }

  private void absolutes() {
    for (Size s : Size.values()) {
      Action absolute = Lanes.unary(s.bits, a -> Math.abs(s.signed(a)));
      all.put("vpabs" + s.letter, absolute);
      if (s != Size.Q) {
        all.put("pabs" + s.letter, absolute);
        binary("psign" + s.letter, s.bits, (a, b) -> s.signed(b) < 0 ? -a : b == 0 ? 0 : a);
      }
    }
    both("phaddw", pairs(16, (a, b) -> a + b));
    both("phaddd", pairs(32, (a, b) -> a + b));
    both("phsubw", pairs(16, (a, b) -> a - b));
    both("phsubd", pairs(32, (a, b) -> a - b));
    both("phaddsw", pairs(16, (a, b) -> clamp((short) a + (short) b, -32768, 32767)));
    both("phsubsw", pairs(16, (a, b) -> clamp((short) a - (short) b, -32768, 32767)));
    both("phminposuw", PackedActions::smallest);
  }

  private static Action pairs(int bits, LongBinaryOperator f) {
    int per = 128 / bits;
    return Lanes.inLanes(
        bits,
        (r, a, b, lane, immediate) -> {
          for (int k = 0; k < per; k++) {
            long[] from = k < per / 2 ? a : b;
            int first = lane * per + 2 * (k % (per / 2));
            long x = Lanes.get(from, bits, first);
            Lanes.set(r, bits, lane * per + k, f.applyAsLong(x, Lanes.get(from, bits, first + 1)));
          }
        });
  }

  private static void smallest(Core c, Instruction i) {
    long[] a = c.vector(i, 1);
    int at = 0;
    for (int k = 1; k < 8; k++) {
      at = Lanes.get(a, 16, k) < Lanes.get(a, 16, at) ? k : at;
    }
    c.put(i, new long[] {Lanes.get(a, 16, at) | (long) at << 16, 0, 0, 0, 0, 0, 0, 0}, 16);
  }
}
