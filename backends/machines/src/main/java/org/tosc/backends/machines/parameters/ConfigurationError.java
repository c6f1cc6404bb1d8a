package org.tosc.backends.machines.parameters;

import java.io.Serial;

/// A file of parameters that cannot be read.
public final class ConfigurationError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  /// @param line where, from 1
  /// @param column where, from 1
  public ConfigurationError(int line, int column, String message) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
