package org.tosc.rt.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where a tensor's elements are. Three dtypes lie in plain Java arrays, on which scalar loops run
/// at full speed; all others lie packed, little-endian, in a segment that may also be a mapped
/// file.
// The records stand for their array itself and are never compared.
@SuppressWarnings("ArrayRecordComponent")
sealed interface Storage {
  double getDouble(long i);

  long getLong(long i);

  void setDouble(long i, double x);

  void setLong(long i, long x);

  MemorySegment segment();

  /// `f64`.
  record F64(double[] cells) implements Storage {
    @Override
    public double getDouble(long i) {
      return cells[(int) i];
    }

    @Override
    public long getLong(long i) {
      return DType.I64.toInteger(cells[(int) i]);
    }

    @Override
    public void setDouble(long i, double x) {
      cells[(int) i] = x;
    }

    @Override
    public void setLong(long i, long x) {
      cells[(int) i] = x;
    }

    @Override
    public MemorySegment segment() {
      return MemorySegment.ofArray(cells);
    }
  }

  /// `f32`.
  record F32(float[] cells) implements Storage {
    @Override
    public double getDouble(long i) {
      return cells[(int) i];
    }

    @Override
    public long getLong(long i) {
      return DType.I64.toInteger(cells[(int) i]);
    }

    @Override
    public void setDouble(long i, double x) {
      cells[(int) i] = (float) x;
    }

    @Override
    public void setLong(long i, long x) {
      cells[(int) i] = x;
    }

    @Override
    public MemorySegment segment() {
      return MemorySegment.ofArray(cells);
    }
  }

  /// `i64`.
  record I64(long[] cells) implements Storage {
    @Override
    public double getDouble(long i) {
      return cells[(int) i];
    }

    @Override
    public long getLong(long i) {
      return cells[(int) i];
    }

    @Override
    public void setDouble(long i, double x) {
      cells[(int) i] = DType.I64.toInteger(x);
    }

    @Override
    public void setLong(long i, long x) {
      cells[(int) i] = x;
    }

    @Override
    public MemorySegment segment() {
      return MemorySegment.ofArray(cells);
    }
  }

  /// Every dtype, in its packed form.
  record Packed(DType dtype, MemorySegment segment) implements Storage {
    static final ValueLayout.OfShort SHORT =
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG =
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public double getDouble(long i) {
      return switch (dtype) {
        case F64, F32, BF16, F8E4M3, F8E5M2 -> dtype.decode(bits(i));
        case F16 -> Float.float16ToFloat((short) bits(i));
        case I64, I32, I16, I8, I4, U32, U16, U8, BOOL -> getLong(i);
        case U64 -> unsigned(bits(i));
        case NVFP4, Q8_0, Q4_0 -> BlockFormats.element(dtype, segment, i);
      };
    }

    // Half of it, with its last bit kept for rounding, doubled.
    private static double unsigned(long x) {
      return x >= 0 ? (double) x : (double) ((x >>> 1) | (x & 1)) * 2;
    }

    @Override
    public long getLong(long i) {
      return switch (dtype) {
        case F64, F32, F16, BF16, F8E4M3, F8E5M2, NVFP4, Q8_0, Q4_0 ->
            DType.I64.toInteger(getDouble(i));
        case I64, I32, I16, I8, I4 -> bits(i) << (64 - dtype.bits()) >> (64 - dtype.bits());
        case U64, U32, U16, U8 -> bits(i);
        case BOOL -> bits(i) != 0 ? 1 : 0;
      };
    }

    @Override
    public void setDouble(long i, double x) {
      putBits(i, dtype.encode(x));
    }

    @Override
    public void setLong(long i, long x) {
      if (dtype.isBool()) {
        putBits(i, x != 0 ? 1 : 0);
      } else if (dtype.isInteger()) {
        putBits(i, dtype.checked(x));
      } else {
        setDouble(i, (double) x);
      }
    }

    /// The element's bit pattern in the low bits; the bits above it are unspecified for signed
    /// integers.
    long bits(long i) {
      return switch (dtype) {
        case F64, I64, U64 -> segment.get(LONG, i * 8);
        case F32, I32, U32 -> Integer.toUnsignedLong(segment.get(INT, i * 4));
        case F16, BF16, I16, U16 -> Short.toUnsignedLong(segment.get(SHORT, i * 2));
        case F8E4M3, F8E5M2, I8, U8, BOOL ->
            Byte.toUnsignedLong(segment.get(ValueLayout.JAVA_BYTE, i));
        case I4 -> (segment.get(ValueLayout.JAVA_BYTE, i >> 1) >> ((i & 1) * 4)) & 0xF;
        case NVFP4, Q8_0, Q4_0 -> throw blocks();
      };
    }

    void putBits(long i, long bits) {
      switch (dtype) {
        case F64, I64, U64 -> segment.set(LONG, i * 8, bits);
        case F32, I32, U32 -> segment.set(INT, i * 4, (int) bits);
        case F16, BF16, I16, U16 -> segment.set(SHORT, i * 2, (short) bits);
        case F8E4M3, F8E5M2, I8, U8, BOOL -> segment.set(ValueLayout.JAVA_BYTE, i, (byte) bits);
        case I4 -> putNibble(i, bits);
        case NVFP4, Q8_0, Q4_0 -> throw blocks();
      }
    }

    private void putNibble(long i, long bits) {
      int shift = (int) (i & 1) * 4;
      int other = segment.get(ValueLayout.JAVA_BYTE, i >> 1) & (0xF0 >> shift);
      segment.set(ValueLayout.JAVA_BYTE, i >> 1, (byte) (other | ((bits & 0xF) << shift)));
    }

    private TensorFault blocks() {
      return TensorFault.dtype(
          "elements of a "
              + dtype
              + " tensor share a scale and cannot be set one by one; "
              + "dequantize it first");
    }
  }
}
