package org.tosc.bench.peers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who solves problems: a library, or tosc. A service of this type with a constructor
/// without parameters takes part in `bench/run peers`; making one must cost nothing, because every
/// process makes all to find its own.
public interface Contender {
  /// One word for the table, such as `onednn`.
  String name();

  /// What it is compared as.
  default Role role() {
    return Role.PEER;
  }

  /// Variables of the environment that the process needs.
  default Map<String, String> environment(int threads) {
    return Map.of();
  }

  /// The version, and the instructions it uses where it says so.
  String version();

  /// The problem with data prepared, constant inputs packed and code compiled: all that is paid
  /// once. Null where this contender has no such operation.
  @Nullable Case prepare(Problem.Data data, int threads) throws Exception;

  /// A prepared problem.
  interface Case extends AutoCloseable {
    /// What is timed.
    void run();

    /// The result of the last run, in the order of the problem's definition.
    float[] result();

    @Override
    default void close() {}
  }
}
