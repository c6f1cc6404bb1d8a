package org.tosc.backends.machines.x86;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Programs and processors that tests compare with.
public final class Tools {
  private Tools() {}

  public static boolean has(String program) {
    try {
      var process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /// Whether this processor is an x86-64 with all these features, as Linux names them.
  public static boolean processorHas(String... features) {
    Path file = Path.of("/proc/cpuinfo");
    if (!System.getProperty("os.arch").equals("amd64") || !Files.isReadable(file)) {
      return false;
    }
    try {
      String flags =
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .orElse("");
      return Set.of(flags.split(" ", -1)).containsAll(List.of(features));
    } catch (IOException e) {
      return false;
    }
  }

  /// Runs a program that must succeed, and gives what it prints.
  public static String run(Path folder, String input, List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
    var process =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    try {
      int status = process.waitFor();
      String text = Files.readString(out, StandardCharsets.ISO_8859_1);
      if (status != 0) {
        throw new IOException(command + " ended with " + status + ": " + text);
      }
      return text;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /// A file beside the tests' classes.
  public static String resource(String name) throws IOException {
    try (InputStream in = Tools.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
