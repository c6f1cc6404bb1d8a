package org.tosc.backends.triton.tiling;

import java.util.List;
import java.util.Set;
import org.tosc.backends.triton.block.Program;

/// A kernel as programs that run one after the other, each over its grid.
///
/// @param buffers all that the kernel has
/// @param used those of them that programs touch, by number
/// @param zeroed those that programs read before they write them
public record Plan(
    List<Buffer> buffers, List<Program> programs, Set<Integer> used, Set<Integer> zeroed) {
  public Plan {
    buffers = List.copyOf(buffers);
    programs = List.copyOf(programs);
    used = Set.copyOf(used);
    zeroed = Set.copyOf(zeroed);
  }
}
