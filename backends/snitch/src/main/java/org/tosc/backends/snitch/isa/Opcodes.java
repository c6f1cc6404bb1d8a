package org.tosc.backends.snitch.isa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All rows of all tables.
public final class Opcodes {
  /// Where rows have the same bits, the one with formats of IEEE 754 stands before its
  /// alternatives.
  private static final List<Opcode> ALL =
      Stream.<Opcode[]>of(
              Base.values(),
              Multiply.values(),
              Atomic.values(),
              Control.values(),
              SingleFloat.values(),
              DoubleFloat.values(),
              HalfFloat.values(),
              AltHalfFloat.values(),
              QuarterFloat.values(),
              AltQuarterFloat.values(),
              FloatConvert.values(),
              VectorSingle.values(),
              VectorHalf.values(),
              VectorAltHalf.values(),
              VectorQuarter.values(),
              VectorAltQuarter.values(),
              VectorConvert.values(),
              VectorPack.values(),
              Widening.values(),
              Streams.values(),
              Dma.values())
          .flatMap(Stream::of)
          .toList();

  private static final Map<String, Opcode> BY_NAME = byName();

  private Opcodes() {}

  private static Map<String, Opcode> byName() {
    Map<String, Opcode> names = new HashMap<>();
    for (Opcode opcode : ALL) {
      if (names.put(opcode.mnemonic(), opcode) != null) {
        throw new IllegalStateException("two rows for " + opcode.mnemonic());
      }
    }
    return Map.copyOf(names);
  }

  public static List<Opcode> all() {
    return ALL;
  }

  /// The row of a mnemonic without suffixes for orders.
  public static Optional<Opcode> find(String mnemonic) {
    return Optional.ofNullable(BY_NAME.get(mnemonic));
  }
}
