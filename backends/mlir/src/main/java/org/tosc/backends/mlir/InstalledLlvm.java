package org.tosc.backends.mlir;

import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.ToolFault;
import org.tosc.backends.mlir.toolchain.Workplace;

/// Text of MLIR as code of this CPU, compiled by the installed LLVM.
public final class InstalledLlvm implements Processor {
  private final Level level;

  /// For text of a level that is for CPUs.
  public InstalledLlvm(Level level) {
    this.level = level;
  }

  @Override
  public String obstacle() {
    String missing = NativeCompiler.obstacle();
    return missing == null ? "" : missing;
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public NativeKernel.Code install(String text, String function, int buffers) throws Refusal {
    try (Workplace place = Workplace.open()) {
      return NativeLibrary.load(NativeCompiler.compile(text, level.pipeline(), place))
          .function(function, buffers);
    } catch (ToolFault fault) {
      throw new Refusal(String.valueOf(fault.getMessage()));
    }
  }
}
