package org.tosc.cli;

/// Entry point of the `tosc` command. For now it knows `version` only.
public final class Main {
  private Main() {}

  /// Runs one command; the exit code is the process's.
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("version")) {
      System.out.println("tosc 0.1.0-SNAPSHOT");
      return;
    }
    System.err.println("usage: tosc version");
    System.exit(2);
  }
}
