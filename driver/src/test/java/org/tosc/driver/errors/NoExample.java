package org.tosc.driver.errors;

import org.tosc.tir.source.Code;

/// The codes without an example file, each with its reason.
enum NoExample {
  FILE_TOO_LONG(Code.E0020, "the file would have 32 million characters"),
  TOO_MANY_TOKENS(Code.E0021, "the file would have two million words and signs"),
  LITERAL_TOO_LONG(Code.E0022, "the literal would have a million characters"),
  OUT_OF_MEMORY(Code.E0819, "the program would have to fill the memory of every machine"),
  INTERRUPTED(Code.E0821, "somebody has to stop the program while it runs");

  private final Code code;

  /// What a reader of this list asks first.
  final String reason;

  NoExample(Code code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  Code code() {
    return code;
  }
}
