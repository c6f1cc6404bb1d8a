package org.tosc.backends.x86.asm;

import java.util.Collection;

/// What a CPU must have for an instruction, by the names of the manual's column "CPUID Feature
/// Flag".
public enum Feature {
  CX16,
  SSE3,
  SSSE3,
  SSE4_1,
  SSE4_2,
  POPCNT,
  LZCNT,
  BMI1,
  BMI2,
  MOVBE,
  ADX,
  PREFETCHW,
  XSAVE,
  F16C,
  FMA,
  AVX,
  AVX2,
  AVX_VNNI,
  AES,
  PCLMULQDQ,
  GFNI,
  VAES,
  VPCLMULQDQ,
  AVX512F,
  AVX512VL,
  AVX512BW,
  AVX512DQ,
  AVX512CD,
  AVX512_IFMA,
  AVX512_VBMI,
  AVX512_VBMI2,
  AVX512_VNNI,
  AVX512_BITALG,
  AVX512_VPOPCNTDQ,
  AVX512_BF16,
  AVX512_FP16,
  AMX_TILE,
  AMX_BF16,
  AMX_INT8;

  /// Sets of them as bits.
  @SuppressWarnings("EnumOrdinal") // the bits are never kept
  static long bits(Collection<Feature> features) {
    long bits = 0;
    for (Feature feature : features) {
      bits |= 1L << feature.ordinal();
    }
    return bits;
  }
}
