package org.tosc.rt.builtin;

import java.util.List;
import org.tosc.rt.ops.Arithmetic;

/// Bits of 64-bit integers.
final class BitGroup {
  private BitGroup() {}

  static List<Builtin> rows() {
    return List.of(
        unary("popcount", "the number of 1 bits", Long::bitCount),
        unary("clz", "the number of 0 bits above the highest 1", Long::numberOfLeadingZeros),
        unary("ctz", "the number of 0 bits below the lowest 1", Long::numberOfTrailingZeros),
        unary("bit_not", "all bits inverted", x -> ~x),
        rotation("rotl", "the bits moved up, those that leave coming in below", false),
        rotation("rotr", "the bits moved down, those that leave coming in above", true),
        Builtin.of("bit_and(a, b)", "a & b", (_, a) -> Arithmetic.bitAnd(a[0], a[1])),
        Builtin.of("bit_or(a, b)", "a | b", (_, a) -> Arithmetic.bitOr(a[0], a[1])),
        Builtin.of("bit_xor(a, b)", "a ^ b", (_, a) -> Arithmetic.bitXor(a[0], a[1])),
        Builtin.of("bit_shl(a, b)", "a << b", (_, a) -> Arithmetic.shl(a[0], a[1])),
        Builtin.of("bit_shr(a, b)", "a >> b", (_, a) -> Arithmetic.shr(a[0], a[1])));
  }

  /// A function of one integer.
  @FunctionalInterface
  private interface Unary {
    long of(long x);
  }

  private static Builtin unary(String name, String doc, Unary function) {
    return Builtin.of(name + "(x)", doc, (_, a) -> function.of(Args.integer(name, a[0])));
  }

  private static Builtin rotation(String name, String doc, boolean right) {
    return Builtin.of(
        name + "(x, n)",
        doc,
        (_, a) -> {
          int distance = (int) (Args.integer(name, a[1]) & 63);
          long x = Args.integer(name, a[0]);
          return right ? Long.rotateRight(x, distance) : Long.rotateLeft(x, distance);
        });
  }
}
