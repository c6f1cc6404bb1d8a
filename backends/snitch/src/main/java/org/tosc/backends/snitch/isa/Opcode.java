package org.tosc.backends.snitch.isa;

import java.util.Locale;

/// What an instruction does: a row of a table.
public sealed interface Opcode
    permits Base,
        Multiply,
        Atomic,
        Control,
        SingleFloat,
        DoubleFloat,
        HalfFloat,
        AltHalfFloat,
        QuarterFloat,
        AltQuarterFloat,
        FloatConvert,
        VectorSingle,
        VectorHalf,
        VectorAltHalf,
        VectorQuarter,
        VectorAltQuarter,
        VectorConvert,
        VectorPack,
        Widening,
        Streams,
        Dma {
  /// The name of the constant.
  String name();

  /// As assemblers write it: `fmadd.d` for `FMADD_D`.
  default String mnemonic() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /// Its bits and operands.
  Format format();
}
