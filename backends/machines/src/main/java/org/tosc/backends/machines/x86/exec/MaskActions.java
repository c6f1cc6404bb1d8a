package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Instructions on mask registers (SDM volume 2, K…).
final class MaskActions {
  private final Map<String, Action> all = new HashMap<>();

  private MaskActions() {}

  static Map<String, Action> actions() {
    var table = new MaskActions();
    for (PackedActions.Size s : PackedActions.Size.values()) {
      // Names say bytes of mask: kandb has 8 bits, kandq 64.
      table.size(s.letter, s.bits);
    }
    table.all.put("kunpckbw", (c, i) -> unpack(c, i, 8));
    table.all.put("kunpckwd", (c, i) -> unpack(c, i, 16));
    table.all.put("kunpckdq", (c, i) -> unpack(c, i, 32));
    return Map.copyOf(table.all);
  }

  private static long within(int bits) {
    return bits == 64 ? -1 : (1L << bits) - 1;
  }

  private void binary(String name, int bits, LongBinaryOperator f) {
    all.put(
        name, (c, i) -> c.set(i, 0, f.applyAsLong(c.value(i, 1), c.value(i, 2)) & within(bits)));
  }

  private void size(String x, int bits) {
    binary("kand" + x, bits, (a, b) -> a & b);
    binary("kandn" + x, bits, (a, b) -> ~a & b);
    binary("kor" + x, bits, (a, b) -> a | b);
    binary("kxor" + x, bits, (a, b) -> a ^ b);
    binary("kxnor" + x, bits, (a, b) -> ~(a ^ b));
    binary("kadd" + x, bits, (a, b) -> (a & within(bits)) + (b & within(bits)));
    binary("kshiftl" + x, bits, (a, n) -> (n & 0xFF) >= bits ? 0 : a << (n & 0xFF));
    binary(
        "kshiftr" + x, bits, (a, n) -> (n & 0xFF) >= bits ? 0 : (a & within(bits)) >>> (n & 0xFF));
    all.put("knot" + x, (c, i) -> c.set(i, 0, ~c.value(i, 1) & within(bits)));
    all.put("kmov" + x, (c, i) -> c.set(i, 0, c.value(i, 1) & within(bits)));
    all.put("kortest" + x, (c, i) -> orTest(c, i, bits));
    all.put("ktest" + x, (c, i) -> test(c, i, bits));
  }

  private static void orTest(Core c, Instruction i, int bits) {
    long r = (c.value(i, 0) | c.value(i, 1)) & within(bits);
    flags(c, r == 0, r == within(bits));
  }

  private static void test(Core c, Instruction i, int bits) {
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    flags(c, (a & b & within(bits)) == 0, (~a & b & within(bits)) == 0);
  }

  private static void flags(Core c, boolean zero, boolean carry) {
    c.flags.zero = zero;
    c.flags.carry = carry;
    c.flags.overflow = false;
    c.flags.sign = false;
    c.flags.parity = false;
    c.flags.adjust = false;
  }

  private static void unpack(Core c, Instruction i, int bits) {
    c.set(i, 0, (c.value(i, 1) & within(bits)) << bits | (c.value(i, 2) & within(bits)));
  }
}
