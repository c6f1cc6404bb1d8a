package org.tosc.backends.machines.gpu.tile;

/// What kernels tell of how they want to be compiled; it changes no result.
public final class Hints {
  private boolean isSpecialized;
  private int stages;

  /// A loop asks for `warp_specialize`.
  public void specialize() {
    isSpecialized = true;
  }

  /// A loop asks for a number of stages.
  public void stages(int count) {
    stages = Math.max(stages, count);
  }

  /// Whether products and other work run in warps of their own.
  public boolean isSpecialized() {
    return isSpecialized;
  }

  /// The most stages that a loop asks for; 0 for none.
  public int stages() {
    return stages;
  }
}
