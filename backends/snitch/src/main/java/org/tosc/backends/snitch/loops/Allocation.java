package org.tosc.backends.snitch.loops;

import java.util.List;
import java.util.Map;

/// Lines whose virtual registers have registers of the machine.
///
/// @param registers by virtual register
/// @param spilled how many of the frame's places are used
record Allocation(List<Line> lines, Map<Arg.Virtual, Integer> registers, int spilled) {
  Allocation {
    lines = List.copyOf(lines);
    registers = Map.copyOf(registers);
  }
}
