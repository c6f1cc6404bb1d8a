package org.tosc.backends.snitch.cluster;

import java.util.List;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.tir.source.Source;

/// A function for all harts of a cluster, each of which begins at its first instruction.
///
/// @param text assembly
/// @param plans how each of its nests is run, in words
/// @param cycles about how many it takes
public record ClusterProgram(String name, String text, List<String> plans, long cycles) {
  public ClusterProgram {
    plans = List.copyOf(plans);
  }

  /// The bytes of the code.
  public byte[] bytes() {
    Assembly assembly = Assembler.assemble(new Source(name + ".s", text));
    if (assembly.hasErrors()) {
      throw new IllegalStateException("our own code: " + assembly.diagnostics().getFirst());
    }
    return assembly.object().sections().getFirst().bytes();
  }
}
