package org.tosc.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs one of each kind of command in one process, so that the JVM that watches it records in its
/// AOT cache what they load and link: `Training SAMPLES_FOLDER PROGRAM`. The build starts it;
/// results do not matter, and a command that fails still teaches.
final class Training {
  private static final List<String> LINES =
      List.of(
          "version",
          "--help",
          "ops",
          "passes",
          "explain E0101",
          "check PROGRAM",
          "check PROGRAM --json",
          "check SAMPLES/shapes.pseudo",
          "check SAMPLES/no-such-file.pseudo",
          "check --color always --lang pseudocode -",
          "fmt --check PROGRAM",
          "run --target interp PROGRAM",
          "run PROGRAM",
          "run SAMPLES/exceptions.pseudo",
          "test SAMPLES/hello.pseudo",
          "check SAMPLES/neuro/softmax_rows.neuro",
          "run SAMPLES/neuro/softmax_rows.neuro",
          "run --target x86_64 SAMPLES/neuro/softmax_rows.neuro",
          "run --target x86_64 SAMPLES/neuro/matmul_bias_gelu.neuro");

  private Training() {}

  public static void main(String[] args) throws InterruptedException {
    Main.onDeepStack(() -> runAll(args[0], args[1]));
    // Through the front door once more, which ends the process.
    Main.main(new String[] {"version"});
  }

  private static int runAll(String samples, String program) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    for (String line : LINES) {
      var in = new ByteArrayInputStream("let x = 1 +\n".getBytes(StandardCharsets.UTF_8));
      String command = line.replace("SAMPLES", samples).replace("PROGRAM", program);
      Tosc.run(command.split(" "), in, nowhere, nowhere);
    }
    return Exit.OK;
  }
}
