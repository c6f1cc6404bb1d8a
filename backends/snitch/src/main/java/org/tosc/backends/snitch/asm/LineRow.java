package org.tosc.backends.snitch.asm;

import org.tosc.tir.source.Span;

/// Which statement an instruction or value comes from.
///
/// @param offset of its first byte in the section
/// @param span the statement
public record LineRow(String section, int offset, Span span) {
  /// From 1 on.
  public int line() {
    return span.from().line();
  }
}
