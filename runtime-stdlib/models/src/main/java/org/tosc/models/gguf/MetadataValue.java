package org.tosc.models.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A value of metadata, with the type that it has in a file.
public sealed interface MetadataValue {
  /// The type in a file, for messages: `u32`, `array of string`.
  String typeText();

  /// A whole number. Of type `u64` it is the bits, so those from 2^63 on are negative here.
  record Whole(MetadataType type, long value) implements MetadataValue {
    @Override
    public String typeText() {
      return type.text();
    }
  }

  /// A floating-point number.
  record Real(MetadataType type, double value) implements MetadataValue {
    @Override
    public String typeText() {
      return type.text();
    }
  }

  /// Yes or no.
  record Flag(boolean value) implements MetadataValue {
    @Override
    public String typeText() {
      return MetadataType.BOOL.text();
    }
  }

  /// A number of type `f32`, as files have factors.
  static MetadataValue real(double number) {
    return new Real(MetadataType.F32, number);
  }

  /// A whole number of type `u32`, as files have counts and ids.
  static MetadataValue count(int number) {
    return new Whole(MetadataType.U32, number);
  }

  /// Text. Bytes that are no UTF-8 are U+FFFD: a description in another encoding should not keep a
  /// model from being used.
  record Text(String value) implements MetadataValue {
    @Override
    public String typeText() {
      return MetadataType.STRING.text();
    }
  }

  /// Numbers, or flags, as they lie in the file.
  ///
  /// @param bytes little-endian; not copied, and not to be written to
  @SuppressWarnings("ArrayRecordComponent")
  record Numbers(MetadataType type, byte[] bytes) implements MetadataValue {
    private static final ValueLayout.OfShort SHORT =
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Numbers of type `i32`.
    public static Numbers of(int[] numbers) {
      byte[] bytes = new byte[Math.multiplyExact(numbers.length, Integer.BYTES)];
      littleEndian(bytes).asIntBuffer().put(numbers);
      return new Numbers(MetadataType.I32, bytes);
    }

    /// Numbers of type `f32`.
    public static Numbers of(float[] numbers) {
      byte[] bytes = new byte[Math.multiplyExact(numbers.length, Float.BYTES)];
      littleEndian(bytes).asFloatBuffer().put(numbers);
      return new Numbers(MetadataType.F32, bytes);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String typeText() {
      return "array of " + type.text();
    }

    public int size() {
      return bytes.length / type.bytes();
    }

    /// The whole number at a position; a flag is 0 or 1.
    public long whole(int i) {
      MemorySegment data = MemorySegment.ofArray(bytes);
      long at = (long) i * type.bytes();
      return switch (type) {
        case U8 -> data.get(ValueLayout.JAVA_BYTE, at) & 0xFFL;
        case I8, BOOL -> data.get(ValueLayout.JAVA_BYTE, at);
        case U16 -> data.get(SHORT, at) & 0xFFFFL;
        case I16 -> data.get(SHORT, at);
        case U32 -> data.get(INT, at) & 0xFFFF_FFFFL;
        case I32 -> data.get(INT, at);
        case U64, I64 -> data.get(LONG, at);
        case F32, F64, STRING, ARRAY -> throw new IllegalStateException(typeText());
      };
    }

    /// The floating-point number at a position.
    public double real(int i) {
      MemorySegment data = MemorySegment.ofArray(bytes);
      long at = (long) i * type.bytes();
      return switch (type) {
        case F32 -> Float.intBitsToFloat(data.get(INT, at));
        case F64 -> Double.longBitsToDouble(data.get(LONG, at));
        case U8, I8, BOOL, U16, I16, U32, I32, U64, I64, STRING, ARRAY ->
            throw new IllegalStateException(typeText());
      };
    }
  }

  /// Texts, such as the tokens of a vocabulary. A list that was read makes each text when it is
  /// asked for.
  record Texts(List<String> values) implements MetadataValue {
    @Override
    public String typeText() {
      return "array of " + MetadataType.STRING.text();
    }
  }
}
