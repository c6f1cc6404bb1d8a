package org.tosc.bench.yardstick;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.peers.ResultLines;
import org.tosc.bench.peers.WorkerProcess;

/// A program that prints lines `RESULT` for one thread: kernels by hand.
final class ProgramSource implements Source {
  /// What it times besides for each that is wanted: plain loops.
  private static final int BESIDES = 3;

  private final String name;
  private final @Nullable Path program;
  private final List<String> arguments;
  private final Set<Quantity> wanted;
  private final double millis;

  /// @param program null where none was named
  ProgramSource(
      String name,
      @Nullable Path program,
      List<String> arguments,
      Collection<Quantity> quantities,
      double millis) {
    this.name = name;
    this.program = program;
    this.arguments = arguments;
    this.wanted = Set.copyOf(quantities);
    this.millis = millis;
  }

  /// The kernels of `ref_ops.cpp`.
  static ProgramSource byHand(
      @Nullable Path program, Collection<Quantity> quantities, double millis) {
    Set<Quantity> wanted = by(Quantity.HAND, quantities);
    String only =
        wanted.stream().map(q -> only(q.op())).distinct().collect(Collectors.joining(","));
    return new ProgramSource("kernels by hand", program, List.of("--only", only), wanted, millis);
  }

  /// What `ref_ops.cpp` calls an operation.
  private static String only(String op) {
    return switch (op) {
      case "gelu_tanh" -> "gelu";
      case "attention" -> "attn";
      default -> op;
    };
  }

  private static Set<Quantity> by(String who, Collection<Quantity> quantities) {
    return quantities.stream()
        .filter(q -> q.who().equals(who))
        .collect(Collectors.toCollection(() -> new TreeSet<>(Quantity.ORDER)));
  }

  @Override
  public boolean measures(Quantity quantity) {
    return wanted.contains(quantity);
  }

  boolean isNeeded() {
    return !wanted.isEmpty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double seconds() {
    return program == null ? 0 : BESIDES * wanted.size() * 1.3e-3 * millis;
  }

  @Override
  public void measure(int round, Times times, Consumer<String> now) {
    if (program == null) {
      absent(times, "no program of " + name + " was named");
      return;
    }
    now.accept(name);
    try {
      for (ResultLines result : ResultLines.in(output(program))) {
        Quantity quantity =
            new Quantity(result.op(), result.shape(), result.who(), result.threads());
        if (wanted.contains(quantity)) {
          times.add(quantity, round, result.timing().bestMicros());
        }
      }
      absent(times, "the program of " + name + " printed no such result");
    } catch (IOException fault) {
      absent(times, fault.toString());
    }
  }

  private List<String> output(Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(file.toString());
    command.addAll(arguments);
    command.addAll(List.of("--budget", Double.toString(millis * 1e-3)));
    return new ProcessBuilder(WorkerProcess.pinned(command))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .inputReader()
        .readAllLines();
  }

  private void absent(Times times, String why) {
    wanted.forEach(q -> times.absent(q, why));
  }

  @Override
  public void close() {}
}
