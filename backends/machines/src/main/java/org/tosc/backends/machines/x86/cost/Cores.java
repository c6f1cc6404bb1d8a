package org.tosc.backends.machines.x86.cost;

import java.util.List;
import java.util.Optional;

/// The cores that are described: `zen5`, `redwood-cove`, `generic-avx2`.
public final class Cores {
  public static final Core ZEN_5 = Zen5.CORE;
  public static final Core REDWOOD_COVE = RedwoodCove.CORE;
  public static final Core GENERIC_AVX2 = GenericAvx2.CORE;
  public static final List<Core> ALL = List.of(ZEN_5, REDWOOD_COVE, GENERIC_AVX2);

  private Cores() {}

  /// A core by its name.
  public static Optional<Core> named(String name) {
    return ALL.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
