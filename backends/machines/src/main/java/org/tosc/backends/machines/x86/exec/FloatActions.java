package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Arithmetic on vectors of floats: one row for each operation, which gives `ps`, `pd`, `ss` and
/// `sd`, with and without VEX.
final class FloatActions {
  @FunctionalInterface
  private interface Binary {
    long of(int width, Mode mode, long a, long b);
  }

  private final Map<String, Action> all = new HashMap<>();

  private FloatActions() {}

  static Map<String, Action> actions() {
    var table = new FloatActions();
    table.binary("add", Ieee::add);
    table.binary("sub", Ieee::subtract);
    table.binary("mul", Ieee::multiply);
    table.binary("div", Ieee::divide);
    table.binary("min", (width, mode, a, b) -> Ieee.min(width, a, b));
    table.binary("max", (width, mode, a, b) -> Ieee.max(width, a, b));
    table.roots();
    table.logic();
    table.fusedForms();
    table.horizontal();
    table.rounding();
    table.orderedCompares();
    return Map.copyOf(table.all);
  }

  private void both(String name, Action action) {
    all.put(name, action);
    all.put("v" + name, action);
  }

  private void binary(String name, Binary f) {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "s" : "d";
      both(name + "p" + type, Lanes.rounded2(width, (m, a, b) -> f.of(width, m, a, b)));
      both(name + "s" + type, Lanes.scalar(width, (m, a, b) -> f.of(width, m, a, b)));
    }
  }

  private void roots() {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "s" : "d";
      both("sqrtp" + type, Lanes.rounded1(width, (m, a) -> Ieee.root(width, m, a)));
      both("sqrts" + type, Lanes.scalar(width, (m, a, b) -> Ieee.root(width, m, b)));
    }
  }

  private void logic() {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "ps" : "pd";
      both("and" + type, Lanes.binary(width, (a, b) -> a & b));
      both("andn" + type, Lanes.binary(width, (a, b) -> ~a & b));
      both("or" + type, Lanes.binary(width, (a, b) -> a | b));
      both("xor" + type, Lanes.binary(width, (a, b) -> a ^ b));
    }
  }

  /// a * b + c of three operands in the order that the form says, signs changed.
  private static long fused(
      int width, String form, boolean negateProduct, boolean negateSum, Mode mode, long[] o) {
    long sign = Ieee.signBit(width);
    long a = form.equals("132") ? o[0] : o[1];
    long b = form.equals("213") ? o[0] : o[2];
    long c = form.equals("132") ? o[1] : form.equals("213") ? o[2] : o[0];
    boolean nan = Ieee.isNan(width, a) || Ieee.isNan(width, b) || Ieee.isNan(width, c);
    return nan
        ? Ieee.fused(width, mode, a, b, c)
        : Ieee.fused(width, mode, negateProduct ? a ^ sign : a, b, negateSum ? c ^ sign : c);
  }

  private void fusedForms() {
    for (String form : List.of("132", "213", "231")) {
      for (int width : new int[] {32, 64}) {
        String type = width == 32 ? "s" : "d";
        for (String name : List.of("fmadd", "fmsub", "fnmadd", "fnmsub")) {
          boolean product = name.startsWith("fnm");
          boolean sum = name.endsWith("sub");
          Lanes.Rounded3 f =
              (m, d, a, b) -> fused(width, form, product, sum, m, new long[] {d, a, b});
          all.put("v" + name + form + "p" + type, Lanes.rounded3(width, f));
          all.put("v" + name + form + "s" + type, Lanes.scalar3(width, f));
        }
        all.put("vfmaddsub" + form + "p" + type, alternating(width, form, true));
        all.put("vfmsubadd" + form + "p" + type, alternating(width, form, false));
      }
    }
  }

  private static Action alternating(int width, String form, boolean evenSubtracts) {
    return (c, i) -> {
      Mode mode = c.mode(i);
      long[] d = c.vector(i, 0);
      long[] a = c.vector(i, 1);
      long[] b = c.vector(i, 2, width);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, width); e++) {
        long[] three = {Lanes.get(d, width, e), Lanes.get(a, width, e), Lanes.get(b, width, e)};
        boolean subtract = (e % 2 == 0) == evenSubtracts;
        Lanes.set(r, width, e, fused(width, form, false, subtract, mode, three));
      }
      c.put(i, r, width);
    };
  }

  private void horizontal() {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "ps" : "pd";
      both("hadd" + type, pairs(width, Ieee::add));
      both("hsub" + type, pairs(width, Ieee::subtract));
      both("addsub" + type, alternatingSum(width));
    }
  }

  private static Action pairs(int width, Binary f) {
    return (c, i) -> {
      Mode mode = c.mode(i);
      long[] a = c.vector(i, Lanes.sources(i) - 2);
      long[] b = c.vector(i, Lanes.sources(i) - 1);
      long[] r = new long[8];
      int per = 128 / width;
      for (int e = 0; e < Lanes.count(i, width); e++) {
        int within = e % per;
        long[] from = within < per / 2 ? a : b;
        int first = e - within + 2 * (within % (per / 2));
        long x = Lanes.get(from, width, first);
        Lanes.set(r, width, e, f.of(width, mode, x, Lanes.get(from, width, first + 1)));
      }
      c.put(i, r, width);
    };
  }

  private static Action alternatingSum(int width) {
    return (c, i) -> {
      Mode mode = c.mode(i);
      long[] a = c.vector(i, Lanes.sources(i) - 2);
      long[] b = c.vector(i, Lanes.sources(i) - 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, width); e++) {
        long x = Lanes.get(a, width, e);
        long y = Lanes.get(b, width, e);
        Lanes.set(
            r,
            width,
            e,
            e % 2 == 0 ? Ieee.subtract(width, mode, x, y) : Ieee.add(width, mode, x, y));
      }
      c.put(i, r, width);
    };
  }

  /// ROUNDPS and VRNDSCALEPS: bits 0 and 1 round unless bit 2 says MXCSR, bits 4 to 7 scale.
  private void rounding() {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "s" : "d";
      for (String name : List.of("roundp", "vroundp", "vrndscalep")) {
        all.put(
            name + type,
            (c, i) -> Lanes.rounded1(width, (m, a) -> round(i, width, m, a)).run(c, i));
      }
      for (String name : List.of("rounds", "vrounds", "vrndscales")) {
        all.put(
            name + type,
            (c, i) -> Lanes.scalar(width, (m, a, b) -> round(i, width, m, b)).run(c, i));
      }
    }
  }

  private static long round(Instruction i, int width, Mode control, long a) {
    if (Ieee.isNan(width, a)) {
      return Ieee.quiet(width, a);
    }
    int immediate = Lanes.immediate(i);
    int scale = i.row().mnemonic().startsWith("vrnd") ? immediate >> 4 : 0;
    Mode mode = (immediate & 4) != 0 ? control : Mode.of(immediate & 3);
    double x = Ieee.real(width, a);
    if (Double.isInfinite(x) || Math.abs(x) >= 0x1p60) {
      return a;
    }
    double r = Math.scalb(Ieee.whole(mode, Math.scalb(x, scale)), -scale);
    return r == 0 ? a & Ieee.signBit(width) : Ieee.bits(width, r);
  }

  private void orderedCompares() {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "ss" : "sd";
      both("ucomi" + type, (c, i) -> setFlags(c, i, width));
      both("comi" + type, (c, i) -> setFlags(c, i, width));
    }
  }

  private static void setFlags(Core c, Instruction i, int width) {
    double a = Ieee.real(width, Lanes.get(c.vector(i, 0), width, 0));
    double b = Ieee.real(width, Lanes.get(c.vector(i, 1), width, 0));
    boolean unordered = Double.isNaN(a) || Double.isNaN(b);
    c.flags.zero = unordered || a == b;
    c.flags.carry = unordered || a < b;
    c.flags.parity = unordered;
    c.flags.overflow = false;
    c.flags.sign = false;
    c.flags.adjust = false;
  }
}
