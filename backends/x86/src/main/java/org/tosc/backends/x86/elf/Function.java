package org.tosc.backends.x86.elf;

/// A function that other objects see.
///
/// @param offset where it begins in the text
public record Function(String name, int offset, int size, Frame frame) {
  public Function {
    Check.symbol(name);
    Check.that(offset >= 0 && size > 0, "`%s` has %d bytes at %d", name, size, offset);
    for (FrameStep step : frame.steps()) {
      Check.that(step.at() < size, "`%s` has %d bytes, and a step at %d", name, size, step.at());
    }
  }

  boolean holds(int position) {
    return position >= offset && position - offset < size;
  }
}
