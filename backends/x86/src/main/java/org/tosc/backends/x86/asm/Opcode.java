package org.tosc.backends.x86.asm;

import java.util.Locale;
import java.util.Set;

/// What an instruction does. Each has a few forms, which differ in operands and encoding.
public sealed interface Opcode
    permits Base,
        Bits,
        VectorFloat,
        FusedMultiply,
        VectorHalf,
        VectorConvert,
        VectorInteger,
        VectorBits,
        VectorMove,
        VectorShuffle,
        MaskOp,
        TileOp,
        SseFloat,
        SseInteger {
  /// The name of the constant.
  String name();

  /// As assemblers write it. `VEX_` before a name becomes `{vex} `, which GNU as wants where it
  /// would take EVEX.
  default String mnemonic() {
    return name().toLowerCase(Locale.ROOT).replace("vex_", "{vex} ");
  }

  /// Whether it has a form for such operands.
  default boolean takes(Operand... operands) {
    return forms().find(Kind.of(operands), operands.length) != null;
  }

  /// Whether it has a form for such operands that needs no more of a CPU than this.
  default boolean takes(Set<Feature> cpu, Operand... operands) {
    return forms().find(Kind.of(operands), operands.length, Feature.bits(cpu)) != null;
  }

  /// The rows of the manual.
  Forms forms();
}
