package org.tosc.backends.snitch;

import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.snitch.cluster.ClusterProgram;
import org.tosc.backends.snitch.code.Routine;

/// What runs code of Snitch: a model of it, as long as no machine has one.
public interface Processor {
  /// Why nothing can run on it, in words; empty where it can.
  String obstacle();

  /// How many bytes all buffers of a kernel of one core and what it keeps beside them may have
  /// together.
  int memory();

  /// Takes a kernel.
  ///
  /// @param buffers how many it has
  /// @return code that takes a segment for each buffer
  NativeKernel.Code install(Routine routine, int buffers);

  /// Takes a kernel for all cores, whose buffers do not fit into the cluster's memory.
  ///
  /// @param buffers how many it has
  /// @return code that takes a segment for each buffer
  NativeKernel.Code install(ClusterProgram program, int buffers);

  /// None: code is made for it, and nothing runs.
  final class Nowhere implements Processor {
    @Override
    public String obstacle() {
      return "no machine that this runs on has such a processor";
    }

    @Override
    public int memory() {
      return 0;
    }

    @Override
    public NativeKernel.Code install(Routine routine, int buffers) {
      throw new IllegalStateException(obstacle());
    }

    @Override
    public NativeKernel.Code install(ClusterProgram program, int buffers) {
      throw new IllegalStateException(obstacle());
    }
  }
}
