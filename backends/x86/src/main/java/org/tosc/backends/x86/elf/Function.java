package org.tosc.backends.x86.elf;

/// A function of the text.
///
/// @param offset where it begins in the text
/// @param isGlobal whether other objects see it
public record Function(String name, int offset, int size, Frame frame, boolean isGlobal) {
  public Function {
    Check.symbol(name);
    Check.that(offset >= 0 && size > 0, "`%s` has %d bytes at %d", name, size, offset);
    for (FrameStep step : frame.steps()) {
      Check.that(step.at() < size, "`%s` has %d bytes, and a step at %d", name, size, step.at());
    }
  }

  /// One that other objects see.
  public Function(String name, int offset, int size, Frame frame) {
    this(name, offset, size, frame, true);
  }

  boolean holds(int position) {
    return position >= offset && position - offset < size;
  }
}
