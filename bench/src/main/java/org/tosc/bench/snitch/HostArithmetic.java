package org.tosc.bench.snitch;

import org.tosc.backends.machines.snitch.core.FloatArithmetic;
import org.tosc.backends.machines.snitch.isa.FloatFormat;
import org.tosc.backends.machines.snitch.isa.FloatOperation;

/// The FPU's arithmetic by the host's, rounding to nearest even, without flags: what the kernels of
/// the table use. Anything else is refused.
final class HostArithmetic implements FloatArithmetic {
  @Override
  public int flags() {
    return 0;
  }

  @Override
  public long compute(FloatOperation op, int rounding, int mode, long a, long b, long c) {
    return switch (op.kind()) {
      case I2F -> encode(op.target(), (int) a);
      case F2F -> encode(op.target(), decode(op.source(), a));
      case CPKAB -> packed(op, a, b, c);
      case VSUM -> sum(op, a, c);
      case ADD, MUL, FMADD, FNMSUB, SGNJ, MINMAX -> lanes(op, rounding, a, b, c);
      case DIV, SQRT, CMP, CLASSIFY, F2I, CPKCD, SDOTP, EXVSUM ->
          throw new UnsupportedOperationException("no " + op.kind() + " here");
    };
  }

  private static long packed(FloatOperation op, long a, long b, long c) {
    int bits = op.target().bits();
    long low = encode(op.target(), decode(op.source(), a)) & mask(bits);
    long high = encode(op.target(), decode(op.source(), b)) & mask(bits);
    long kept = 2 * bits == Long.SIZE ? 0 : c & ~mask(2 * bits);
    return kept | (high << bits) | low;
  }

  private static long sum(FloatOperation op, long a, long c) {
    if (op.source() != FloatFormat.F32) {
      throw new UnsupportedOperationException("sums of " + op.source());
    }
    double sum = decode(op.source(), a) + decode(op.source(), a >>> 32) + decode(op.source(), c);
    return (c & ~mask(32)) | (encode(op.target(), sum) & mask(32));
  }

  private static long lanes(FloatOperation op, int rounding, long a, long b, long c) {
    int bits = op.source().bits();
    int lanes = op.vector() ? Long.SIZE / bits : 1;
    long all = op.vector() || bits == Long.SIZE ? 0 : -1L << bits;
    for (int i = 0; i < lanes; i++) {
      int shift = i * bits;
      long one = one(op, rounding, a >>> shift, b >>> shift, c >>> shift);
      all |= (one & mask(bits)) << shift;
    }
    return all;
  }

  private static long one(FloatOperation op, int rounding, long a, long b, long c) {
    FloatFormat format = op.source();
    if (op.kind() == FloatOperation.Kind.SGNJ) {
      if (op.toInteger()) {
        return a;
      }
      if ((a & mask(format.bits())) != (b & mask(format.bits())) || rounding != 0) {
        throw new UnsupportedOperationException("signs");
      }
      return a;
    }
    double x = decode(format, a);
    double y = decode(format, b);
    double z = op.modified() ? -decode(format, c) : decode(format, c);
    double result =
        switch (op.kind()) {
          case ADD -> y + z;
          case MUL -> x * y;
          case FMADD -> fused(format, x, y, z);
          case FNMSUB -> fused(format, -x, y, z);
          case MINMAX -> rounding == 0 ? Math.min(x, y) : Math.max(x, y);
          default -> throw new UnsupportedOperationException("no " + op.kind() + " here");
        };
    return encode(format, result);
  }

  private static double fused(FloatFormat format, double x, double y, double z) {
    return format == FloatFormat.F32
        ? Math.fma((float) x, (float) y, (float) z)
        : Math.fma(x, y, z);
  }

  private static long mask(int bits) {
    return bits == Long.SIZE ? -1 : (1L << bits) - 1;
  }

  static double decode(FloatFormat format, long bits) {
    return switch (format) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case F16 -> Float.float16ToFloat((short) bits);
      case F16ALT, F8, F8ALT -> throw new UnsupportedOperationException(format.toString());
    };
  }

  static long encode(FloatFormat format, double value) {
    return switch (format) {
      case F64 -> Double.doubleToRawLongBits(value);
      case F32 -> (-1L << 32) | (Float.floatToRawIntBits((float) value) & mask(32));
      case F16 -> (-1L << 16) | (Float.floatToFloat16((float) value) & mask(16));
      case F16ALT, F8, F8ALT -> throw new UnsupportedOperationException(format.toString());
    };
  }
}
