package org.tosc.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The CPython 3.11 of this machine.
record Python(String command, String version) {
  private static final String ASK =
      "import platform; print(platform.python_implementation(), platform.python_version())";

  /// The first of `python3.11` and `python3` that is one, or null.
  static @Nullable Python find() throws InterruptedException {
    for (String command : List.of("python3.11", "python3")) {
      String version = version(command);
      if (version.startsWith("CPython 3.11.")) {
        return new Python(command, version);
      }
    }
    return null;
  }

  private static String version(String command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command, "-c", ASK).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return answer.strip();
    } catch (IOException notThere) {
      return "";
    }
  }
}
