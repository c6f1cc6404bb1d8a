package org.tosc.backends.x86.code;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How code is called from outside: where parameters are, and what must be left as it was.
public enum CallingConvention {
  /// Linux and others (System V ABI 1.0, section 3.2). Functions of a kernel call each other by it,
  /// too, but for what those leave.
  SYSTEM_V("sysv"),

  /// Windows (Microsoft, "x64 calling convention"), which C compilers elsewhere call `ms_abi`.
  WINDOWS("windows");

  private final String text;

  CallingConvention(String text) {
    this.text = text;
  }

  /// Its name on the command line.
  public String text() {
    return text;
  }

  /// The convention of a name; null where there is none.
  public static @Nullable CallingConvention of(String text) {
    return Stream.of(values()).filter(c -> c.text.equals(text)).findFirst().orElse(null);
  }
}
