package org.tosc.backends.machines.gpu.tile;

import org.jspecify.annotations.Nullable;

/// Numbers in other types. Floats beyond a whole type's range are its least or largest number, and
/// NaN is 0, as `cvt.rzi` of PTX has it.
final class Conversion {
  private Conversion() {}

  static Tile cast(Tile x, ElementType to, boolean fromUnsigned) {
    if (!x.isKnown()) {
      return Tile.unknown(to, x.shape());
    }
    if (!(to instanceof DType type)) {
      return Tile.ofInts(to, x.shape(), x.ints, x.poison);
    }
    if (!type.isFloat()) {
      return Tile.ofInts(type, x.shape(), wholes(x, type, fromUnsigned), x.poison);
    }
    double[] out = new double[x.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          FloatFormat.round(type, x.isFloat() ? x.floats[i] : number(x, i, type, fromUnsigned));
    }
    return Tile.ofFloats(type, x.shape(), out, x.poison);
  }

  /// A whole number as a float: directly to binary32, as 64 bits do not fit into a double.
  private static double number(Tile x, int index, DType to, boolean fromUnsigned) {
    DType from = x.type() instanceof DType dtype ? dtype : DType.U64;
    DType source = fromUnsigned ? from.unsigned() : from;
    long value = source.wrap(x.ints[index]);
    if (source == DType.U64 && value < 0) {
      return Tile.unsigned(value);
    }
    return to == DType.F32 ? (float) value : (double) value;
  }

  private static long[] wholes(Tile x, DType type, boolean fromUnsigned) {
    long[] out = new long[x.size()];
    for (int i = 0; i < out.length; i++) {
      if (x.isFloat()) {
        out[i] = type == DType.I1 ? (x.floats[i] != 0 ? 1 : 0) : saturated(x.floats[i], type);
      } else {
        DType from = x.type() instanceof DType dtype ? dtype : DType.U64;
        long value = fromUnsigned ? from.unsigned().wrap(x.ints[i]) : x.ints[i];
        out[i] = type.wrap(value);
      }
    }
    return out;
  }

  private static long saturated(double x, DType type) {
    if (Double.isNaN(x)) {
      return 0;
    }
    if (type.isUnsigned()) {
      double top = Math.scalb(1.0, type.bits());
      if (x >= top) {
        return type.wrap(-1);
      }
      long half = 1L << (Long.SIZE - 1);
      return x <= 0 ? 0 : x >= 0x1p63 ? (long) (x - 0x1p63) + half : (long) x;
    }
    double top = Math.scalb(1.0, type.bits() - 1);
    long largest = (1L << (type.bits() - 1)) - 1;
    return x >= top ? largest : x <= -top ? -largest - 1 : (long) x;
  }

  /// The same bits as another type of the same width.
  static Tile reinterpreted(Tile x, DType to) {
    if (!x.isKnown()) {
      return Tile.unknown(to, x.shape());
    }
    int size = x.size();
    long[] bits = new long[size];
    for (int i = 0; i < size; i++) {
      bits[i] = x.isFloat() ? FloatFormat.encode(x.dtype(), x.floats[i]) : x.ints[i];
    }
    return ofBits(to, x.shape(), bits, x.poison);
  }

  static Tile ofBits(ElementType to, Shape shape, long[] bits, int @Nullable [] poison) {
    if (to instanceof DType type && type.isFloat()) {
      double[] out = new double[bits.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = FloatFormat.decode(type, bits[i]);
      }
      return Tile.ofFloats(type, shape, out, poison);
    }
    long[] out = bits;
    if (to instanceof DType type) {
      out = new long[bits.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = type.wrap(bits[i]);
      }
    }
    return Tile.ofInts(to, shape, out, poison);
  }
}
