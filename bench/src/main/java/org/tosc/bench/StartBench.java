package org.tosc.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How long short commands take from start to exit, as a user waits for them: through `./tosc`,
/// with its AOT cache. The limit below it is the JVM itself, an empty `main` with the JDK's own
/// class archive, in the same run; CPython's start is there to compare with.
///
/// `StartBench [ROUNDS]`. The commands take turns, so that a slow moment of the machine meets all.
public final class StartBench {
  private static final int CHECKED_LINES = 1_000;

  private final PrintStream out;
  private final Map<String, List<String>> commands;
  private final Map<String, long[]> times = new TreeMap<>();

  private StartBench(PrintStream out, Map<String, List<String>> commands) {
    this.out = out;
    this.commands = commands;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length == 0 ? 21 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("tosc-start");
    Path file = folder.resolve("lines.pseudo");
    Files.writeString(file, Generated.program(CHECKED_LINES));
    try {
      new StartBench(System.out, commands(file)).run(rounds);
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static Map<String, List<String>> commands(Path file) throws InterruptedException {
    Map<String, List<String>> commands = new TreeMap<>();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    commands.put(
        "1 empty main", List.of(java, "-XX:+UseSerialGC", "-cp", path, EmptyMain.class.getName()));
    commands.put("2 tosc version", List.of("./tosc", "version"));
    commands.put("3 tosc run hello.pseudo", List.of("./tosc", "run", "samples/hello.pseudo"));
    commands.put("4 tosc check, 1,000 lines", List.of("./tosc", "check", file.toString()));
    Python python = Python.find();
    if (python != null) {
      commands.put("5 CPython 3.11, hello", List.of(python.command(), "-c", "print('Hello')"));
    }
    return commands;
  }

  private void run(int rounds) throws IOException, InterruptedException {
    out.println(Machine.describe());
    commands.keySet().forEach(name -> times.put(name, new long[rounds]));
    for (int round = -2; round < rounds; round++) {
      for (var command : commands.entrySet()) {
        long nanos = elapsed(command.getValue());
        if (round >= 0) {
          times.getOrDefault(command.getKey(), new long[0])[round] = nanos;
        }
      }
    }
    out.printf("%-28s%10s%10s%10s  (ms, %d runs)%n", "command", "median", "least", "most", rounds);
    times.forEach(this::print);
  }

  private static long elapsed(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command);
    process.redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")));
    process.redirectErrorStream(true);
    long start = System.nanoTime();
    int exit = process.start().waitFor();
    long nanos = System.nanoTime() - start;
    if (exit != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + exit);
    }
    return nanos;
  }

  private void print(String name, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    out.printf(
        Locale.ROOT,
        "%-28s%10.0f%10.0f%10.0f%n",
        name.substring(2),
        sorted[sorted.length / 2] / 1e6,
        sorted[0] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }
}
