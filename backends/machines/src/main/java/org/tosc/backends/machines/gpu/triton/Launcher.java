package org.tosc.backends.machines.gpu.triton;

import org.tosc.backends.machines.gpu.python.Statement;

/// A function of the host that launches kernels.
public final class Launcher {
  private final KernelFile file;
  private final Statement.Function function;

  Launcher(KernelFile file, Statement.Function function) {
    this.file = file;
    this.function = function;
  }

  public String name() {
    return function.name();
  }

  KernelFile file() {
    return file;
  }
}
