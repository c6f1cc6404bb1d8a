package org.tosc.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs one of each kind of command in one process, so that the JVM that watches it records in its
/// AOT cache what they load and link: `Training SAMPLES_FOLDER`. The build starts it; results do
/// not matter, and a command that fails still teaches.
final class Training {
  private static final List<String> LINES =
      List.of(
          "version",
          "--help",
          "ops",
          "explain E0101",
          "check %s/hello.pseudo",
          "check %s/shapes.pseudo --json",
          "check %s/no-such-file.pseudo",
          "fmt --check %s/json_report.pseudo",
          "run --target interp %s/hello.pseudo",
          "run %s/hello.pseudo",
          "run %s/exceptions.pseudo",
          "run %s/shapes.pseudo",
          "test %s/hello.pseudo",
          "check --color always -");

  private Training() {}

  public static void main(String[] args) throws InterruptedException {
    Thread thread = new Thread(null, () -> runAll(args[0]), "tosc", Main.STACK_BYTES);
    thread.start();
    thread.join();
    System.exit(Exit.OK);
  }

  private static void runAll(String samples) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    for (String line : LINES) {
      var in = new ByteArrayInputStream("let x = 1 +\n".getBytes(StandardCharsets.UTF_8));
      Tosc.run(line.replace("%s", samples).split(" "), in, nowhere, nowhere);
    }
  }
}
