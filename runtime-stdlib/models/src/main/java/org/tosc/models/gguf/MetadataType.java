package org.tosc.models.gguf;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The types of metadata values. Sources of the codes: `docs/gguf.md`, `gguf_metadata_value_type`.
public enum MetadataType {
  //  code, bytes, family
  U8(0, 1, Family.WHOLE),
  I8(1, 1, Family.WHOLE),
  U16(2, 2, Family.WHOLE),
  I16(3, 2, Family.WHOLE),
  U32(4, 4, Family.WHOLE),
  I32(5, 4, Family.WHOLE),
  F32(6, 4, Family.REAL),
  BOOL(7, 1, Family.FLAG),
  STRING(8, 8, Family.TEXT),
  ARRAY(9, 12, Family.ARRAY),
  U64(10, 8, Family.WHOLE),
  I64(11, 8, Family.WHOLE),
  F64(12, 8, Family.REAL);

  /// What a value is to a program.
  public enum Family {
    WHOLE,
    REAL,
    FLAG,
    TEXT,
    ARRAY
  }

  /// At each code its type.
  private static final List<MetadataType> BY_CODE =
      Arrays.stream(values()).sorted(Comparator.comparingInt(MetadataType::code)).toList();

  private final int code;
  private final int bytes;
  private final Family family;

  MetadataType(int code, int bytes, Family family) {
    this.code = code;
    this.bytes = bytes;
    this.family = family;
  }

  /// The type of a code, or null.
  static @Nullable MetadataType of(int code) {
    return code >= 0 && code < BY_CODE.size() ? BY_CODE.get(code) : null;
  }

  int code() {
    return code;
  }

  /// How many bytes a value takes; of text and arrays, how many it takes at least.
  int bytes() {
    return bytes;
  }

  Family family() {
    return family;
  }

  /// The name as messages have it: `u32`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
