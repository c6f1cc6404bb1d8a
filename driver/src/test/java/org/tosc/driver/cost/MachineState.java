package org.tosc.driver.cost;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tosc.backends.machines.x86.exec.Cpu;

/// The registers of a processor: 16 general ones, 8 masks, 32 vectors.
final class MachineState {
  static final int GENERAL = 0;
  static final int MASKS = 16 * 8;
  static final int VECTORS = 256;
  static final int BYTES = VECTORS + 32 * 64;

  private final long[] words = new long[BYTES / 8];

  /// What a processor holds now.
  static MachineState of(Cpu cpu) {
    MachineState state = new MachineState();
    for (int i = 0; i < 16; i++) {
      state.words[i] = cpu.general(i);
    }
    for (int i = 0; i < 8; i++) {
      state.words[MASKS / 8 + i] = cpu.mask(i);
    }
    for (int i = 0; i < 32 * 8; i++) {
      state.words[VECTORS / 8 + i] = cpu.vector(i / 8, i % 8);
    }
    return state;
  }

  /// Writes all of it, or as much as there is room for: general registers come first.
  void store(MemorySegment to) {
    for (int i = 0; i < Math.min(words.length, to.byteSize() / 8); i++) {
      to.setAtIndex(ValueLayout.JAVA_LONG, i, words[i]);
    }
  }
}
