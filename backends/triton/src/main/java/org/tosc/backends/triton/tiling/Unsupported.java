package org.tosc.backends.triton.tiling;

/// Says that something has no program on blocks, and why.
public final class Unsupported extends Exception {
  private static final long serialVersionUID = 1;

  /// @param why in words
  public Unsupported(String why) {
    super(why);
  }

  /// In words.
  public String why() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
