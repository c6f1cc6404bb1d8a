package org.tosc.rt.monitor;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a session does. Counting is cheap and always on; several threads may do it at once.
///
/// Example: `long start = System.nanoTime(); kernel.run(); monitor.kernelRan("jvm", start);`.
public final class Monitor {
  private final Map<String, EngineCounts> engines = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> statements = new ConcurrentHashMap<>();

  private final LongAdder proposedTokens = new LongAdder();
  private final LongAdder acceptedTokens = new LongAdder();

  /// Nothing has happened.
  public Monitor() {}

  /// A whole-tensor operation is computed by an engine, alone.
  public void operation(String engine) {
    of(engine).operation();
  }

  /// A kernel for an engine has been made, which took so many nanoseconds.
  public void kernelMade(String engine, long nanos) {
    of(engine).kernel(nanos);
  }

  /// A kernel has run on an engine since `startNanos` of [System#nanoTime].
  public void kernelRan(String engine, long startNanos) {
    of(engine).run(System.nanoTime() - startNanos);
  }

  /// A run-time statement runs.
  public void statement(String statement) {
    statements.computeIfAbsent(statement, _ -> new LongAdder()).increment();
  }

  /// A draft has proposed so many tokens of an answer, of which the model said so many.
  public void drafted(long proposed, long accepted) {
    proposedTokens.add(proposed);
    acceptedTokens.add(accepted);
  }

  /// Tokens that drafts proposed.
  public long proposedTokens() {
    return proposedTokens.sum();
  }

  /// How many of them were said.
  public long acceptedTokens() {
    return acceptedTokens.sum();
  }

  private EngineCounts of(String engine) {
    EngineCounts known = engines.get(engine);
    return known != null ? known : engines.computeIfAbsent(engine, _ -> new EngineCounts());
  }

  /// What each engine did, by name.
  public SortedMap<String, EngineCounts> engines() {
    return new TreeMap<>(engines);
  }

  /// How often each run-time statement ran, by name.
  public SortedMap<String, Long> statements() {
    SortedMap<String, Long> counts = new TreeMap<>();
    statements.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }
}
