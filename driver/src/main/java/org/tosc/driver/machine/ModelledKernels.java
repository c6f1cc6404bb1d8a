package org.tosc.driver.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Platform;
import org.tosc.tir.ir.Function;

/// Kernels of a target that run on a model, which tells what they took.
public abstract sealed class ModelledKernels implements KernelTarget
    permits ModelledMlir, ModelledSnitch, ModelledTriton {
  /// What is said where nothing was counted. Models out of files have machines of their own.
  static final String NONE_RAN =
      "no kernel of the program's own ran there; those of models out of files are not counted";

  /// The target, for the model as its processor.
  abstract KernelTarget kernels();

  /// What all calls took together, in words.
  public abstract String report();

  @Override
  public final String name() {
    return kernels().name();
  }

  @Override
  public final @Nullable String obstacle() {
    return kernels().obstacle();
  }

  /// Who asks for a model wants to know what happens there.
  @Override
  public final boolean isEager() {
    return true;
  }

  @Override
  public final Outcome compile(Function nests, int threads) {
    return kernels().compile(nests, threads);
  }

  @Override
  public final List<String> emitKinds() {
    return kernels().emitKinds();
  }

  @Override
  public final List<String> cpus() {
    return kernels().cpus();
  }

  @Override
  public final List<String> conventions() {
    return kernels().conventions();
  }

  @Override
  public final Emission emit(KernelSequence function, String kind, Platform platform) {
    return kernels().emit(function, kind, platform);
  }
}
