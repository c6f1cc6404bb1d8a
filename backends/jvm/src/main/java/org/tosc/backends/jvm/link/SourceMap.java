package org.tosc.backends.jvm.link;

import java.util.Arrays;
import org.tosc.tir.source.Span;

/// Which source span each bytecode of one method came from: the span at the nearest offset at or
/// before it.
public final class SourceMap {
  private final int[] offsets;
  private final Span[] spans;

  /// `offsets` ascend.
  public SourceMap(int[] offsets, Span[] spans) {
    this.offsets = offsets.clone();
    this.spans = spans.clone();
  }

  /// The span of the instruction at a bytecode index; [Span#NONE] where nothing is known.
  public Span at(int bytecodeIndex) {
    int found = Arrays.binarySearch(offsets, bytecodeIndex);
    int entry = found >= 0 ? found : -found - 2;
    return entry < 0 ? Span.NONE : spans[entry];
  }
}
