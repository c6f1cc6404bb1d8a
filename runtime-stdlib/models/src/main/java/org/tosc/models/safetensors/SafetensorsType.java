package org.tosc.models.safetensors;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.WeightFormat;

/// The names of element types (`Dtype` of `tensor.rs`), with the format that each stands for.
enum SafetensorsType {
  BOOL("BOOL", WeightFormat.BOOL),
  U8("U8", WeightFormat.U8),
  I8("I8", WeightFormat.I8),
  F8_E5M2("F8_E5M2", WeightFormat.F8E5M2),
  F8_E4M3("F8_E4M3", WeightFormat.F8E4M3),
  I16("I16", WeightFormat.I16),
  U16("U16", WeightFormat.U16),
  F16("F16", WeightFormat.F16),
  BF16("BF16", WeightFormat.BF16),
  I32("I32", WeightFormat.I32),
  U32("U32", WeightFormat.U32),
  F32("F32", WeightFormat.F32),
  F64("F64", WeightFormat.F64),
  I64("I64", WeightFormat.I64),
  U64("U64", WeightFormat.U64);

  private static final Map<String, SafetensorsType> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.text, t -> t));
  private static final Map<WeightFormat, SafetensorsType> BY_FORMAT =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  t -> t.format, t -> t, (a, b) -> a, () -> new EnumMap<>(WeightFormat.class)));

  private final String text;
  private final WeightFormat format;

  SafetensorsType(String text, WeightFormat format) {
    this.text = text;
    this.format = format;
  }

  /// The format of a name, or null.
  static @Nullable WeightFormat format(String text) {
    SafetensorsType type = BY_TEXT.get(text);
    return type == null ? null : type.format;
  }

  /// The name of a format, or null where these files have none for it.
  static @Nullable String text(WeightFormat format) {
    SafetensorsType type = BY_FORMAT.get(format);
    return type == null ? null : type.text;
  }
}
