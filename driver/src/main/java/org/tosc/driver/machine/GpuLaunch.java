package org.tosc.driver.machine;

import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Grid;

/// How one kernel is launched.
///
/// @param constants by the names of the parameters that get them; TTIR has none
/// @param warps of a program, each of 32 threads
/// @param stages how many turns of a loop loads may be ahead
public record GpuLaunch(Grid grid, Map<String, Long> constants, int warps, int stages) {
  public GpuLaunch {
    constants = Map.copyOf(constants);
  }
}
