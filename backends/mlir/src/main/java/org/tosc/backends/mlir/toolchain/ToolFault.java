package org.tosc.backends.mlir.toolchain;

/// A tool that refuses, or that is not there. The message holds what it said.
public final class ToolFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ToolFault(String message) {
    super(message);
  }
}
