package org.tosc.tir.ir;

import org.tosc.tir.source.Span;

/// Where an extent came from: a place and what stands there, as in "this list has 3 rows".
public record Origin(Span span, String what) {
  public static final Origin NONE = new Origin(Span.NONE, "");

  public boolean isNone() {
    return span.isNone();
  }
}
