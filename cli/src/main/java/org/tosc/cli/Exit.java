package org.tosc.cli;

/// The exit codes of the command line's contract.
final class Exit {
  static final int OK = 0;
  static final int PROGRAM_ERRORS = 1;
  static final int USAGE = 2;
  static final int FAILED = 3;
  static final int INTERNAL = 101;

  private Exit() {}
}
