package org.tosc.backends.x86.code;

/// There is no machine code for an operation, for a reason that a user can read.
public final class NoCode extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoCode(String why) {
    super(why);
  }
}
