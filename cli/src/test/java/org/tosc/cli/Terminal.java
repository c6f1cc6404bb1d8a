package org.tosc.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What one command did: its exit code and what it wrote.
record Terminal(int exit, String out, String err) {
  static Terminal run(String... args) {
    return type("", args);
  }

  /// Runs a command with text on its input.
  static Terminal type(String input, String... args) {
    return feed(input.getBytes(StandardCharsets.UTF_8), args);
  }

  static Terminal feed(byte[] input, String... args) {
    return feed(input, (in, out, err) -> Tosc.run(args, in, out, err));
  }

  /// Runs a command that is at hand, with text on its input.
  static Terminal type(String input, Command command, String name, String... args) {
    return feed(
        input.getBytes(StandardCharsets.UTF_8),
        (in, out, err) -> Tosc.run(name, command, args, in, out, err));
  }

  private interface Call {
    int run(InputStream in, PrintStream out, PrintStream err);
  }

  private static Terminal feed(byte[] input, Call call) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try (var to = new PrintStream(out, true, StandardCharsets.UTF_8);
        var talk = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      int exit = call.run(new ByteArrayInputStream(input), to, talk);
      to.flush();
      talk.flush();
      return new Terminal(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /// What a conversation showed, without the prompts.
  String shown() {
    return out.replace("TOS> ", "").replace("...> ", "").strip();
  }
}
