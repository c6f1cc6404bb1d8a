package org.tosc.backends.machines.mlir.exec;

import java.util.function.LongUnaryOperator;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// Conversions between types of numbers.
final class Casts {
  private Casts() {}

  static FloatKind kind(Site site, Type type) {
    if (type instanceof Type.Floating(FloatKind kind)) {
      return kind;
    }
    throw site.unsupported("`" + type + "` is no float");
  }

  static LongUnaryOperator of(Site site, Type from, Type to) {
    int width = Cell.width(from);
    long mask = IntMeaning.mask(Cell.width(to));
    return switch (site.op().name()) {
      case "arith.extf", "arith.truncf" -> {
        FloatKind source = kind(site, from);
        FloatKind target = kind(site, to);
        yield a -> target.encode(source.decode(a));
      }
      case "arith.extui", "arith.index_castui", "arith.bitcast", "arith.trunci" -> a -> a & mask;
      case "arith.extsi", "arith.index_cast" -> a -> IntMeaning.signed(a, width) & mask;
      case "arith.sitofp" -> fromInteger(kind(site, to), width);
      case "arith.uitofp" -> {
        FloatKind target = kind(site, to);
        yield a -> target.encode(unsigned(a));
      }
      case "arith.fptosi" -> {
        FloatKind source = kind(site, from);
        yield a -> toSigned(source.decode(a), Cell.width(to)) & mask;
      }
      default -> {
        FloatKind source = kind(site, from);
        yield a -> toUnsigned(source.decode(a), Cell.width(to)) & mask;
      }
    };
  }

  private static LongUnaryOperator fromInteger(FloatKind target, int width) {
    if (target == FloatKind.F32) {
      return a -> Float.floatToRawIntBits((float) IntMeaning.signed(a, width)) & 0xFFFF_FFFFL;
    }
    return a -> target.encode((double) IntMeaning.signed(a, width));
  }

  private static double unsigned(long bits) {
    // Half, with the last bit kept as a sticky one, rounds as the whole does.
    return bits >= 0 ? (double) bits : (double) (bits >>> 1 | (bits & 1)) * 2;
  }

  /// The integer part; what does not fit has no meaning, and gives the nearest here.
  private static long toSigned(double value, int width) {
    long whole = (long) value;
    long most = IntMeaning.mask(width) >>> 1;
    return Math.clamp(whole, -most - 1, most);
  }

  private static long toUnsigned(double value, int width) {
    if (width == 64 && value >= 0x1p63) {
      return value >= 0x1p64 ? -1 : (long) (value - 0x1p63) + Long.MIN_VALUE;
    }
    long whole = (long) value;
    return width == 64 ? Math.max(whole, 0) : Math.clamp(whole, 0, IntMeaning.mask(width));
  }
}
