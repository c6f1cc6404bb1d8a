package org.tosc.models.gguf;

import org.jspecify.annotations.Nullable;
import org.tosc.models.mapped.ByteCursor;

/// Reads the entries of metadata.
final class MetadataReader {
  /// Keys have at most 65,535 bytes (`docs/gguf.md`).
  private static final int LONGEST_KEY = 65_535;

  /// A key of one byte with its length, the type and a value of one byte.
  private static final int LEAST_ENTRY = 8 + 1 + 4 + 1;

  /// Far more than models have, and few enough to be kept in little memory.
  private static final int MOST_ENTRIES = 1 << 16;

  private final ByteCursor cursor;
  private final Metadata.Builder metadata;

  MetadataReader(String file, ByteCursor cursor) {
    this.cursor = cursor;
    this.metadata = new Metadata.Builder(file);
  }

  /// The number of entries, which stands before them.
  static int count(ByteCursor cursor) {
    long at = cursor.position();
    long count = cursor.count(LEAST_ENTRY, "metadata entries");
    if (count > MOST_ENTRIES) {
      throw cursor.fault(at, count + " metadata entries are more than " + MOST_ENTRIES);
    }
    return (int) count;
  }

  Metadata read(int count) {
    for (int i = 0; i < count; i++) {
      entry();
    }
    cursor.leave();
    return metadata.build();
  }

  private void entry() {
    cursor.leave();
    long keyAt = cursor.position();
    String key = cursor.name(LONGEST_KEY, "a metadata key");
    cursor.enter("metadata", key);
    MetadataType type = type();
    long at = cursor.position();
    if (!metadata.add(key, value(type), at)) {
      throw cursor.fault(keyAt, "this key is there twice");
    }
  }

  private MetadataType type() {
    long at = cursor.position();
    int code = cursor.int32("a value type");
    @Nullable MetadataType type = MetadataType.of(code);
    if (type == null) {
      throw cursor.fault(
          at,
          "value types are 0 to "
              + (MetadataType.values().length - 1)
              + ", this one is "
              + Integer.toUnsignedString(code));
    }
    return type;
  }

  private MetadataValue value(MetadataType type) {
    return switch (type) {
      case U8 -> new MetadataValue.Whole(type, cursor.int8("a value") & 0xFFL);
      case I8 -> new MetadataValue.Whole(type, cursor.int8("a value"));
      case U16 -> new MetadataValue.Whole(type, cursor.int16("a value") & 0xFFFFL);
      case I16 -> new MetadataValue.Whole(type, cursor.int16("a value"));
      case U32 -> new MetadataValue.Whole(type, cursor.int32("a value") & 0xFFFF_FFFFL);
      case I32 -> new MetadataValue.Whole(type, cursor.int32("a value"));
      case U64, I64 -> new MetadataValue.Whole(type, cursor.int64("a value"));
      case F32 -> new MetadataValue.Real(type, Float.intBitsToFloat(cursor.int32("a value")));
      case F64 -> new MetadataValue.Real(type, Double.longBitsToDouble(cursor.int64("a value")));
      case BOOL -> new MetadataValue.Flag(flag());
      case STRING -> new MetadataValue.Text(cursor.text("a text"));
      case ARRAY -> array();
    };
  }

  private boolean flag() {
    long at = cursor.position();
    byte value = cursor.int8("a value");
    if (value < 0 || value > 1) {
      throw cursor.fault(at, "a bool is 0 or 1, this one is " + (value & 0xFF));
    }
    return value == 1;
  }

  private MetadataValue array() {
    long at = cursor.position();
    MetadataType type = type();
    return switch (type) {
      case U8, I8, U16, I16, U32, I32, U64, I64, F32, F64, BOOL -> numbers(type);
      case STRING -> texts();
      case ARRAY -> throw cursor.fault(at, "arrays of arrays are not supported");
    };
  }

  private MetadataValue numbers(MetadataType type) {
    long count = cursor.count(type.bytes(), "elements");
    return new MetadataValue.Numbers(type, cursor.bytes(count * type.bytes(), "an array"));
  }

  /// Two walks: one that checks every length and adds them up, one that copies.
  private MetadataValue texts() {
    int count = Math.toIntExact(cursor.count(MetadataType.STRING.bytes(), "texts"));
    long start = cursor.position();
    int[] ends = new int[count];
    int total = 0;
    for (int i = 0; i < count; i++) {
      long length = cursor.count(1, "bytes of text");
      cursor.skip(length, "a text");
      total += (int) length; // all texts lie in a header, whose size is an int
      ends[i] = total;
    }
    return new MetadataValue.Texts(new StringTable(cursor.gather(start, ends), ends));
  }
}
