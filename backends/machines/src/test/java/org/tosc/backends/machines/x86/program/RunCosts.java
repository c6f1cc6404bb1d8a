package org.tosc.backends.machines.x86.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.Cores;

/// Cycles of whole runs of the functions in `runs.c`, as the model says them and as this CPU takes
/// them with all data in the first-level cache: a table.
///
/// Arguments: the core (`redwood-cove`), options of gcc (`-O2`). Needs gcc and a CPU of that core.
public final class RunCosts {
  private static final double CLOSE = 0.15;
  private static final int BUFFER = 4096;

  private RunCosts() {}

  public static void main(String[] arguments) throws IOException {
    Core core = Cores.named(arguments.length > 0 ? arguments[0] : "redwood-cove").orElseThrow();
    List<String> options =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : List.of("-O2");
    Path folder = Files.createTempDirectory("runs");
    for (String file : List.of("runs.c", "times.c")) {
      Files.writeString(folder.resolve(file), Tools.resource(file));
    }
    gcc(folder, options, "-c", "-o", "runs.o", "runs.c");
    gcc(folder, List.of("-O2"), "-o", "runs", "times.c", "runs.o");
    byte[] object = Files.readAllBytes(folder.resolve("runs.o"));
    int close = 0;
    int all = 0;
    System.out.println("| function | instructions | predicted | measured | ratio |");
    System.out.println("|---|--:|--:|--:|--:|");
    for (String line : Tools.run(folder, "", List.of("./runs")).lines().toList()) {
      String[] words = line.split(" ", -1);
      Run.Result result = model(object, words[0], Long.parseLong(words[1]), core);
      double measured = Double.parseDouble(words[2]);
      double ratio = result.cycles() / measured;
      boolean isClose = Math.abs(ratio - 1) <= CLOSE;
      all++;
      close += isClose ? 1 : 0;
      System.out.printf(
          Locale.ROOT,
          "| `%s(%s)`%s | %d | %.0f | %.0f | %s |%n",
          words[0],
          words[1],
          result.unknown().isEmpty() ? "" : ", no row: " + result.unknown(),
          result.instructions(),
          result.cycles(),
          measured,
          String.format(Locale.ROOT, isClose ? "%.2f" : "**%.2f**", ratio));
    }
    System.out.println();
    System.out.println(close + " of " + all + " runs within 15 %");
  }

  private static void gcc(Path folder, List<String> options, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("gcc", "-w"));
    command.addAll(options);
    command.addAll(List.of(more));
    Tools.run(folder, "", command);
  }

  private static Run.Result model(byte[] object, String name, long n, Core core) {
    Image image =
        switch (ObjectReader.read(object)) {
          case ObjectReader.Outcome.Refused(String why) -> throw new IllegalStateException(why);
          case ObjectReader.Outcome.Read(var read) -> placed(Image.of(read));
        };
    Run run = new Run(image);
    List<Call.Argument> arguments = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      long at = run.buffer("buffer " + k, bytes(name.charAt(0)), -1);
      arguments.add(new Call.Argument.Word(at));
    }
    arguments.add(new Call.Argument.Word(n));
    long entry =
        image.functions().stream()
            .filter(f -> f.name().equals(name))
            .findFirst()
            .orElseThrow()
            .address();
    Run.Result result = run.call(entry, arguments, core, Long.MAX_VALUE);
    if (result.trap() != null) {
      throw new IllegalStateException(Objects.requireNonNull(result.trap()).toString());
    }
    return result;
  }

  private static Image placed(Image.Outcome outcome) {
    return switch (outcome) {
      case Image.Outcome.Placed(Image image) -> image;
      case Image.Outcome.Incomplete(var names) -> throw new IllegalStateException(names.toString());
      case Image.Outcome.Refused(String why) -> throw new IllegalStateException(why);
    };
  }

  /// What `fill` in `runs.c` writes.
  private static byte[] bytes(char kind) {
    ByteBuffer to = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; to.hasRemaining(); k++) {
      switch (kind) {
        case 'b' -> to.put((byte) (7 * k));
        case 'l' -> to.putLong(7L * k % 32);
        case 'f' -> to.putFloat(7 * k % 32);
        default -> to.putDouble(7.0 * k % 32);
      }
    }
    return to.array();
  }
}
