package org.tosc.backends.x86.code;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A routine, and where each of its virtual registers is.
///
/// @param registers numbers of registers
/// @param slots places in the frame of those that have no register
record Allocation(Routine routine, Map<Virtual, Integer> registers, Map<Virtual, Integer> slots) {
  /// The number of the register; null for what is in the frame.
  @Nullable Integer register(Virtual v) {
    return registers.get(v);
  }

  /// The number of a register that has one.
  int number(Virtual v) {
    return Objects.requireNonNull(registers.get(v), () -> v + " has no register");
  }

  /// The vector registers that it uses.
  Stream<Integer> vectors() {
    return registers.entrySet().stream()
        .filter(e -> e.getKey().bank() == Bank.VECTOR)
        .map(Map.Entry::getValue);
  }

  int slot(Virtual v) {
    return Objects.requireNonNull(slots.get(v), () -> v + " is nowhere");
  }
}
