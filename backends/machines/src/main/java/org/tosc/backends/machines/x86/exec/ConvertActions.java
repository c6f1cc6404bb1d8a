package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Conversions between floats, and between floats and integers.
final class ConvertActions {
  private final Map<String, Action> all = new HashMap<>();

  private ConvertActions() {}

  static Map<String, Action> actions() {
    var table = new ConvertActions();
    table.floats();
    table.integers();
    table.scalars();
    table.halves();
    return Map.copyOf(table.all);
  }

  private void both(String name, Action action) {
    all.put(name, action);
    all.put("v" + name, action);
  }

  private void floats() {
    both("cvtps2pd", Lanes.convert(32, 64, (m, a) -> Conversions.widen(a)));
    both("cvtpd2ps", Lanes.convert(64, 32, (m, a) -> Conversions.narrow(a, m)));
    both("cvtss2sd", Lanes.scalar(32, 64, (m, a, b) -> Conversions.widen(b)));
    both("cvtsd2ss", Lanes.scalar(64, 32, (m, a, b) -> Conversions.narrow(b, m)));
  }

  private void integers() {
    // name of the float type, its width
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "ps" : "pd";
      to(type, width, "dq", 32, true);
      to(type, width, "qq", 64, true);
      to(type, width, "udq", 32, false);
      to(type, width, "uqq", 64, false);
      from(type, width, "dq", 32, true);
      from(type, width, "qq", 64, true);
      from(type, width, "udq", 32, false);
      from(type, width, "uqq", 64, false);
    }
  }

  private void to(String type, int width, String integer, int bits, boolean signed) {
    put(
        "cvt" + type + "2" + integer,
        Lanes.convert(width, bits, (m, a) -> Conversions.toInteger(width, a, m, bits, signed)));
    put(
        "cvtt" + type + "2" + integer,
        Lanes.convert(
            width, bits, (m, a) -> Conversions.toInteger(width, a, Mode.ZERO, bits, signed)));
  }

  private void from(String type, int width, String integer, int bits, boolean signed) {
    put(
        "cvt" + integer + "2" + type,
        Lanes.convert(
            bits,
            width,
            (m, a) ->
                Conversions.fromInteger(width, signed ? Bits.signed(a, bits / 8) : a, m, signed)));
  }

  /// Only doublewords existed before AVX-512.
  private void put(String name, Action action) {
    all.put("v" + name, action);
    if (!name.contains("u") && !name.contains("qq")) {
      all.put(name, action);
    }
  }

  private void scalars() {
    for (int width : new int[] {32, 64}) {
      String type = width == 32 ? "ss" : "sd";
      both("cvt" + type + "2si", (c, i) -> toGeneral(c, i, width, c.mode(i), true));
      both("cvtt" + type + "2si", (c, i) -> toGeneral(c, i, width, Mode.ZERO, true));
      all.put("vcvt" + type + "2usi", (c, i) -> toGeneral(c, i, width, c.mode(i), false));
      all.put("vcvtt" + type + "2usi", (c, i) -> toGeneral(c, i, width, Mode.ZERO, false));
      both("cvtsi2" + type, (c, i) -> fromGeneral(c, i, width, true));
      all.put("vcvtusi2" + type, (c, i) -> fromGeneral(c, i, width, false));
    }
  }

  private static void toGeneral(Core c, Instruction i, int width, Mode mode, boolean signed) {
    long a = Lanes.get(c.vector(i, 1), width, 0);
    c.set(i, 0, Conversions.toInteger(width, a, mode, Core.size(i, 0) * 8, signed));
  }

  private static void fromGeneral(Core c, Instruction i, int width, boolean signed) {
    int n = i.operands().size();
    int size = Core.size(i, n - 1);
    long value = c.value(i, n - 1);
    long whole = signed ? Bits.signed(value, size) : value;
    long[] upper = c.vector(i, n - 2);
    Lanes.putScalar(c, i, upper, Conversions.fromInteger(width, whole, c.mode(i), signed), width);
  }

  private void halves() {
    all.put("vcvtph2ps", Lanes.convert(16, 32, (m, a) -> Conversions.fromHalf(a)));
    all.put("vcvtps2ph", ConvertActions::toHalves);
    all.put("vcvtneps2bf16", Lanes.convert(32, 16, (m, a) -> Conversions.toBrain(a)));
    all.put("vcvtne2ps2bf16", ConvertActions::twoToBrain);
  }

  private static void toHalves(Core c, Instruction i) {
    int immediate = Lanes.immediate(i);
    Mode control = Mode.of(c.mxcsr >> 13 & 3);
    Mode mode = (immediate & 4) != 0 ? control : Mode.of(immediate & 3);
    long[] a = c.vector(i, 1);
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, 32); e++) {
      Lanes.set(r, 16, e, Conversions.toHalf(Lanes.get(a, 32, e), mode));
    }
    c.put(i, r, 16, Lanes.count(i, 32));
  }

  /// The lower half of the result from the second source.
  private static void twoToBrain(Core c, Instruction i) {
    long[] a = c.vector(i, 1);
    long[] b = c.vector(i, 2);
    long[] r = new long[8];
    int half = Lanes.count(i, 32);
    for (int e = 0; e < half; e++) {
      Lanes.set(r, 16, e, Conversions.toBrain(Lanes.get(b, 32, e)));
      Lanes.set(r, 16, e + half, Conversions.toBrain(Lanes.get(a, 32, e)));
    }
    c.put(i, r, 16);
  }
}
