package org.tosc.models.gguf;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.WeightFormat;

/// The codes of element types (`ggml_type` of `ggml.h`), with the format that each stands for.
enum GgufType {
  F32(0, WeightFormat.F32),
  F16(1, WeightFormat.F16),
  Q4_0(2, WeightFormat.Q4_0),
  Q4_1(3, WeightFormat.Q4_1),
  Q5_0(6, WeightFormat.Q5_0),
  Q5_1(7, WeightFormat.Q5_1),
  Q8_0(8, WeightFormat.Q8_0),
  Q8_1(9, null),
  Q2_K(10, WeightFormat.Q2_K),
  Q3_K(11, WeightFormat.Q3_K),
  Q4_K(12, WeightFormat.Q4_K),
  Q5_K(13, WeightFormat.Q5_K),
  Q6_K(14, WeightFormat.Q6_K),
  Q8_K(15, null),
  IQ2_XXS(16, null),
  IQ2_XS(17, null),
  IQ3_XXS(18, null),
  IQ1_S(19, null),
  IQ4_NL(20, null),
  IQ3_S(21, null),
  IQ2_S(22, null),
  IQ4_XS(23, null),
  I8(24, WeightFormat.I8),
  I16(25, WeightFormat.I16),
  I32(26, WeightFormat.I32),
  I64(27, WeightFormat.I64),
  F64(28, WeightFormat.F64),
  IQ1_M(29, null),
  BF16(30, WeightFormat.BF16),
  TQ1_0(34, null),
  TQ2_0(35, null),
  MXFP4(39, null);

  private static final Map<Integer, GgufType> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.code, t -> t));
  private static final Map<WeightFormat, GgufType> BY_FORMAT =
      Arrays.stream(values())
          .filter(t -> t.format != null)
          .collect(Collectors.toUnmodifiableMap(GgufType::knownFormat, t -> t));

  private final int code;
  private final @Nullable WeightFormat format;

  GgufType(int code, @Nullable WeightFormat format) {
    this.code = code;
    this.format = format;
  }

  static @Nullable GgufType of(int code) {
    return BY_CODE.get(code);
  }

  /// The type of a format, or null where these files have none for it.
  static @Nullable GgufType of(WeightFormat format) {
    return BY_FORMAT.get(format);
  }

  int code() {
    return code;
  }

  /// The format, or null where this program does not read it.
  @Nullable WeightFormat format() {
    return format;
  }

  private WeightFormat knownFormat() {
    if (format == null) {
      throw new IllegalStateException(name());
    }
    return format;
  }
}
