package org.tosc.backends.mlir;

import org.tosc.backends.api.NativeKernel;

/// What runs text of MLIR: a model of it, or the installed LLVM.
public interface Processor {
  /// Why nothing can run on it, in words; empty where it can.
  String obstacle();

  /// The level of what it takes.
  Level level();

  /// Takes a module with a function.
  ///
  /// @param text the module in the form of [Level#text]
  /// @param function its symbol
  /// @param buffers how many it takes
  /// @return code that takes a segment for each buffer
  /// @throws Refusal where it has no code for it
  NativeKernel.Code install(String text, String function, int buffers) throws Refusal;

  /// Why there is no code.
  final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /// In words.
    public Refusal(String why) {
      super(why);
    }

    /// What the message says.
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /// None: text is made, and nothing runs.
  final class Nowhere implements Processor {
    @Override
    public String obstacle() {
      return "nothing runs MLIR here";
    }

    @Override
    public Level level() {
      return Level.LINALG;
    }

    @Override
    public NativeKernel.Code install(String text, String function, int buffers) {
      throw new IllegalStateException(obstacle());
    }
  }
}
