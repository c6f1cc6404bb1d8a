package org.tosc.bench.yardstick;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.Probe;
import org.tosc.bench.peers.WorkerProcess;

/// What [Probe] measures, in one process that stays warm.
final class ProbeSource implements Source {
  private static boolean isProduct(Quantity q) {
    return q.op().startsWith("gemm")
        && Set.of(Quantity.CODE, Quantity.PEAK, Quantity.LIBXSMM).contains(q.who());
  }

  private static boolean isRead(Quantity q) {
    return q.op().endsWith("gemv") || q.who().equals(Quantity.READ);
  }

  /// One place to measure many things would be compiled for all of them, so few share a process.
  private enum Kind {
    PRODUCTS("products called bare, beside their peak", ProbeSource::isProduct, 0.1),
    READ("products of one row, beside a pure read", ProbeSource::isRead, 1.5),
    RAW("calls of machine code", q -> q.op().equals("launch") && q.shape().equals("raw"), 0.2),
    LAUNCH(
        "calls through code over arrays",
        q -> q.op().equals("launch") && !q.shape().equals("raw"),
        0.5),
    REGION("fork and join", q -> q.op().equals("region"), 7),
    COMPILE("compiling for x86", q -> q.op().equals("compile"), 0.2),
    CLASS("compiling for the JVM", q -> q.op().equals("class"), 0.2),
    ENCODE("writing instructions", q -> q.op().equals("encode"), 3),
    START("a cold command", q -> q.op().equals("start"), 2);

    private final String what;
    private final Predicate<Quantity> measures;
    private final double seconds;

    Kind(String what, Predicate<Quantity> measures, double seconds) {
      this.what = what;
      this.measures = measures;
      this.seconds = seconds;
    }
  }

  /// One order to the process.
  private record Order(String op, String shape) {
    static Order of(Quantity quantity) {
      return new Order(quantity.op(), quantity.shape());
    }
  }

  private final Kind kind;
  private final int threads;
  private final double millis;
  private final @Nullable Path libxsmm;
  private final Map<Order, List<Quantity>> wanted;
  private @Nullable WorkerProcess process;

  private ProbeSource(
      Kind kind, int threads, double millis, @Nullable Path libxsmm, List<Quantity> quantities) {
    this.kind = kind;
    this.threads = threads;
    this.millis = millis;
    this.libxsmm = libxsmm;
    this.wanted =
        quantities.stream()
            .sorted(Quantity.ORDER)
            .collect(Collectors.groupingBy(Order::of, LinkedHashMap::new, Collectors.toList()));
  }

  /// Those that the quantities need.
  static List<Source> of(Collection<Quantity> quantities, double millis, @Nullable Path libxsmm) {
    List<Source> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int threads : new int[] {1, 2}) {
        List<Quantity> mine =
            quantities.stream()
                .filter(q -> q.threads() == threads && kind.measures.test(q))
                .toList();
        if (!mine.isEmpty()) {
          all.add(new ProbeSource(kind, threads, millis, libxsmm, mine));
        }
      }
    }
    return all;
  }

  @Override
  public boolean measures(Quantity quantity) {
    return wanted.getOrDefault(Order.of(quantity), List.of()).contains(quantity);
  }

  @Override
  public String name() {
    return kind.what + (threads == 1 ? "" : ", %d threads".formatted(threads));
  }

  @Override
  public double seconds() {
    return wanted.size() * (kind.seconds + 1e-3 * millis);
  }

  @Override
  public void measure(int round, Times times, Consumer<String> now) {
    try {
      if (process == null) {
        process = started();
      }
    } catch (IOException fault) {
      wanted.values().forEach(all -> all.forEach(q -> times.absent(q, fault.toString())));
      return;
    }
    WorkerProcess started = Objects.requireNonNull(process);
    wanted.forEach(
        (order, all) -> {
          now.accept(order.op() + " " + order.shape());
          String answer = started.ask(order.op() + " " + order.shape() + " " + millis);
          all.forEach(q -> note(q, round, answer, times));
        });
  }

  /// LIBXSMM takes signals for itself that the JVM needs: a null pointer would then never be found.
  /// `libjsig` leaves them to the JVM first (the guide to troubleshooting of the JDK, “Signal
  /// Chaining”).
  private WorkerProcess started() throws IOException {
    // HotSpot goes on compiling our compiler for a minute. On the same processor it would take
    // turns
    // with what is measured, and what takes some milliseconds would take twice as long.
    boolean isPinned = threads == 1 && kind != Kind.START && kind != Kind.COMPILE;
    String size = Integer.toString(threads);
    if (libxsmm == null || kind != Kind.PRODUCTS) {
      return new WorkerProcess(Probe.class, List.of(size), Map.of(), isPinned);
    }
    Path chaining = Path.of(System.getProperty("java.home"), "lib", "libjsig.so");
    return new WorkerProcess(
        Probe.class,
        List.of(size, libxsmm.toString()),
        Map.of("LD_PRELOAD", chaining.toString()),
        isPinned);
  }

  private static void note(Quantity quantity, int round, String answer, Times times) {
    if (answer.startsWith("failed ")) {
      times.absent(quantity, answer.substring("failed ".length()));
      return;
    }
    List<String> words = List.of(answer.split(" ", -1));
    int at = words.indexOf(quantity.who());
    if (at < 0) {
      boolean isLibrary = quantity.who().equals(Quantity.LIBXSMM);
      times.absent(quantity, isLibrary ? "no LIBXSMM" : "nothing told of " + quantity.who());
    } else if (words.get(at + 1).equals("NaN")) {
      times.absent(quantity, quantity.who() + " gives wrong results");
    } else {
      times.add(quantity, round, Double.parseDouble(words.get(at + 1)));
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
