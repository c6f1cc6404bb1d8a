package org.tosc.rt.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An element type. The scalar dtypes hold one value per element; the block formats ([#isBlock()])
/// hold [#blockSize()] values in [#blockBytes()] bytes with a scale of their own, are made by
/// `quantize`, and count as `f32` in arithmetic.
///
/// Promotion ([#promote]) takes the smallest dtype that holds both operands exactly among floats,
/// the float dtype where an integer meets a float, the wider of two integers, and treats `bool` as
/// the smallest type of all. Java numbers beside tensors are weak ([#withScalar]).
public enum DType {
  F64("f64", 64, Family.FLOAT),
  F32("f32", 32, Family.FLOAT),
  F16("f16", 16, Family.FLOAT),
  BF16("bf16", 16, Family.FLOAT),
  F8E4M3("f8e4m3", 8, Family.FLOAT),
  F8E5M2("f8e5m2", 8, Family.FLOAT),
  NVFP4("nvfp4", 4, Family.BLOCK, 16, 9),
  I64("i64", 64, Family.INTEGER),
  I32("i32", 32, Family.INTEGER),
  I16("i16", 16, Family.INTEGER),
  I8("i8", 8, Family.INTEGER),
  I4("i4", 4, Family.INTEGER, 2, 1),
  U64("u64", 64, Family.UNSIGNED),
  U32("u32", 32, Family.UNSIGNED),
  U16("u16", 16, Family.UNSIGNED),
  U8("u8", 8, Family.UNSIGNED),
  BOOL("bool", 8, Family.BOOLEAN),
  Q8_0("q8_0", 8, Family.BLOCK, 32, 34),
  Q4_0("q4_0", 4, Family.BLOCK, 32, 18);

  private enum Family {
    FLOAT,
    INTEGER,
    UNSIGNED,
    BOOLEAN,
    BLOCK
  }

  private static final Map<String, DType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DType::text, d -> d));

  private static final Map<String, DType> ALIASES =
      Map.ofEntries(
          Map.entry("float64", F64),
          Map.entry("double", F64),
          Map.entry("fp64", F64),
          Map.entry("float32", F32),
          Map.entry("float", F32),
          Map.entry("fp32", F32),
          Map.entry("float16", F16),
          Map.entry("half", F16),
          Map.entry("fp16", F16),
          Map.entry("bfloat16", BF16),
          Map.entry("float8_e4m3", F8E4M3),
          Map.entry("float8_e4m3fn", F8E4M3),
          Map.entry("float8_e5m2", F8E5M2),
          Map.entry("fp4", NVFP4),
          Map.entry("int64", I64),
          Map.entry("int", I64),
          Map.entry("int32", I32),
          Map.entry("int16", I16),
          Map.entry("int8", I8),
          Map.entry("int4", I4),
          Map.entry("uint64", U64),
          Map.entry("uint32", U32),
          Map.entry("uint16", U16),
          Map.entry("uint8", U8),
          Map.entry("boolean", BOOL),
          Map.entry("i1", BOOL));

  private final String text;
  private final int bits;
  private final Family family;
  private final int blockSize;
  private final int blockBytes;

  DType(String text, int bits, Family family) {
    this(text, bits, family, 1, bits / 8);
  }

  DType(String text, int bits, Family family, int blockSize, int blockBytes) {
    this.text = text;
    this.bits = bits;
    this.family = family;
    this.blockSize = blockSize;
    this.blockBytes = blockBytes;
  }

  /// The name as the language writes it: `f32`.
  public String text() {
    return text;
  }

  /// The nominal bits of one element, without block scales; `bool` takes 8 in memory.
  public int bits() {
    return bits;
  }

  /// Elements that share one packed unit: 1 for most, 2 for `i4`, 16 or 32 for the block formats.
  public int blockSize() {
    return blockSize;
  }

  /// Bytes of one packed unit.
  public int blockBytes() {
    return blockBytes;
  }

  /// Bytes that `elements` values take when packed; a last partial unit counts whole.
  public long byteSize(long elements) {
    return Math.multiplyExact(Math.ceilDiv(elements, blockSize), (long) blockBytes);
  }

  public boolean isFloat() {
    return family == Family.FLOAT;
  }

  public boolean isInteger() {
    return family == Family.INTEGER || family == Family.UNSIGNED;
  }

  /// Whether this is an integer dtype without negative values.
  public boolean isUnsigned() {
    return family == Family.UNSIGNED;
  }

  public boolean isBool() {
    return family == Family.BOOLEAN;
  }

  /// Whether values share scales per block (`nvfp4`, `q8_0`, `q4_0`).
  public boolean isBlock() {
    return family == Family.BLOCK;
  }

  /// The dtype of a name, or null.
  public static @Nullable DType find(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    DType exact = BY_NAME.get(key);
    return exact != null ? exact : ALIASES.get(key);
  }

  /// The dtype of a name.
  public static DType parse(String name) {
    DType found = find(name);
    if (found == null) {
      throw TensorFault.dtype("no dtype is called `" + name + "`; there are " + names());
    }
    return found;
  }

  private static String names() {
    return Arrays.stream(values()).map(DType::text).collect(Collectors.joining(", "));
  }

  @Nullable FloatFormat format() {
    return switch (this) {
      case F32 -> FloatFormat.F32;
      case F16 -> FloatFormat.F16;
      case BF16 -> FloatFormat.BF16;
      case F8E4M3 -> FloatFormat.E4M3;
      case F8E5M2 -> FloatFormat.E5M2;
      case NVFP4 -> FloatFormat.E2M1;
      case F64, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL, Q8_0, Q4_0 -> null;
    };
  }

  /// The least value of an integer dtype.
  public long minLong() {
    return isUnsigned() || isBool() ? 0 : -1L << (bits - 1);
  }

  /// The greatest value of an integer dtype; of `u64` the greatest that a `long` holds, since
  /// tensors count in `long`.
  public long maxLong() {
    return switch (this) {
      case BOOL -> 1;
      case U64 -> Long.MAX_VALUE;
      case U32, U16, U8 -> -1L >>> (64 - bits);
      case F64, F32, F16, BF16, F8E4M3, F8E5M2, NVFP4, I64, I32, I16, I8, I4, Q8_0, Q4_0 ->
          ~(-1L << (bits - 1));
    };
  }

  /// `x` as this dtype holds it: rounded to nearest even for floats (overflow as [FloatFormat]
  /// says), truncated toward zero for integers, 0 or 1 for `bool`. `nvfp4` rounds to the E2M1 grid,
  /// that is with a block scale of 1; the other block formats have no grid without their block and
  /// round as `f32`.
  ///
  /// @throws TensorFault `OVERFLOW` where an integer dtype does not hold the truncated value
  public double round(double x) {
    return switch (this) {
      case F64 -> x;
      case F32, Q8_0, Q4_0 -> (float) x;
      case F16, BF16, F8E4M3, F8E5M2, NVFP4 -> decode(encode(x));
      case I64, I32, I16, I8, I4, U64, U32, U16, U8 -> (double) toInteger(x);
      case BOOL -> x != 0 ? 1 : 0;
    };
  }

  /// `x` truncated toward zero, checked against this integer dtype's range.
  public long toInteger(double x) {
    if (!(x >= -0x1p63 && x < 0x1p63)) {
      throw doesNotFit(Double.toString(x));
    }
    return checked((long) x);
  }

  /// `x`, checked against this dtype's integer range.
  public long checked(long x) {
    if (x < minLong() || x > maxLong()) {
      throw doesNotFit(Long.toString(x));
    }
    return x;
  }

  private TensorFault doesNotFit(String value) {
    return TensorFault.overflow(
        "`" + value + "` does not fit in " + text + " (" + minLong() + " to " + maxLong() + ")");
  }

  /// The bit pattern of `x` in the low [#bits()] bits.
  public long encode(double x) {
    FloatFormat narrow = format();
    return switch (this) {
      case F64 -> Double.doubleToLongBits(x);
      case F32 -> Integer.toUnsignedLong(Float.floatToIntBits((float) x));
      case F16, BF16, F8E4M3, F8E5M2, NVFP4 -> narrow == null ? 0 : narrow.encode(x);
      case I64, I32, I16, I8, I4, U64, U32, U16, U8 -> toInteger(x) & (-1L >>> (64 - bits));
      case BOOL -> x != 0 ? 1 : 0;
      case Q8_0, Q4_0 -> throw noPattern();
    };
  }

  /// The value of a bit pattern; `i64` beyond 2^53 rounds.
  public double decode(long pattern) {
    FloatFormat narrow = format();
    return switch (this) {
      case F64 -> Double.longBitsToDouble(pattern);
      case F32 -> Float.intBitsToFloat((int) pattern);
      case F16, BF16, F8E4M3, F8E5M2, NVFP4 -> narrow == null ? 0 : narrow.decode(pattern);
      case I64, I32, I16, I8, I4 -> (double) ((pattern << (64 - bits)) >> (64 - bits));
      case U64, U32, U16, U8 -> (double) (pattern & maxLong());
      case BOOL -> (pattern & 0xFF) != 0 ? 1 : 0;
      case Q8_0, Q4_0 -> throw noPattern();
    };
  }

  private TensorFault noPattern() {
    return TensorFault.dtype("an element of " + text + " has no bit pattern outside its block");
  }

  /// The dtype of arithmetic between tensors of the two dtypes.
  public static DType promote(DType a, DType b) {
    if (a == b && !a.isBlock()) {
      return a;
    }
    DType x = a.isBlock() ? F32 : a;
    DType y = b.isBlock() ? F32 : b;
    if (x == y || y.isBool() || (x.isFloat() && y.isInteger())) {
      return x;
    }
    if (x.isBool() || (y.isFloat() && x.isInteger())) {
      return y;
    }
    return x.isFloat() ? joinFloats(x, y) : joinIntegers(x, y);
  }

  /// The smallest float dtype that holds every value of both.
  private static DType joinFloats(DType a, DType b) {
    if (a == F64 || b == F64) {
      return F64;
    }
    for (DType wide : List.of(F16, BF16)) {
      boolean holdsA = a == wide || a.bits == 8;
      boolean holdsB = b == wide || b.bits == 8;
      if (holdsA && holdsB) {
        return wide;
      }
    }
    return F32;
  }

  private static DType joinIntegers(DType a, DType b) {
    if (a.family == b.family) {
      return a.bits >= b.bits ? a : b;
    }
    DType signed = a.isUnsigned() ? b : a;
    DType unsigned = a.isUnsigned() ? a : b;
    return signed.bits > unsigned.bits ? signed : nextSigned(unsigned);
  }

  private static DType nextSigned(DType unsigned) {
    return unsigned == U8 ? I16 : unsigned == U16 ? I32 : I64;
  }

  /// The dtype of arithmetic between a tensor of this dtype and a weak scalar: a `Boolean` changes
  /// nothing, an integer takes an integer or float dtype as it is and makes `bool` an `i64`, a
  /// float keeps a float dtype and makes the others `f32`.
  public DType withScalar(Object scalar) {
    DType self = isBlock() ? F32 : this;
    if (scalar instanceof Boolean) {
      return self;
    }
    boolean fractional = scalar instanceof Double || scalar instanceof Float;
    if (fractional) {
      return self.isFloat() ? self : F32;
    }
    return self.isBool() ? I64 : self;
  }

  /// The dtype of a scalar on its own: `bool`, `i64` or `f32`.
  public static DType ofScalar(Object scalar) {
    if (scalar instanceof Boolean) {
      return BOOL;
    }
    return scalar instanceof Double || scalar instanceof Float ? F32 : I64;
  }

  @Override
  public String toString() {
    return text;
  }
}
