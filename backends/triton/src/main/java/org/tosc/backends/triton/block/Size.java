package org.tosc.backends.triton.block;

/// A number that a program is made for: the extent of an axis, a stride, or how long a block is.
/// Where it has a name, the text of the program says the name, and schedules may choose others.
///
/// @param name empty where the number itself is said
public record Size(String name, long value) {
  /// An axis with one element.
  public static final Size ONE = new Size("", 1);

  public static Size of(long value) {
    return new Size("", value);
  }

  public boolean isNamed() {
    return !name.isEmpty();
  }

  public boolean isOne() {
    return value == 1 && name.isEmpty();
  }
}
