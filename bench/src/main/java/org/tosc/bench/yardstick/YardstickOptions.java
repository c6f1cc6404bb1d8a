package org.tosc.bench.yardstick;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param millis how long each time is sampled in each round
/// @param threads the greatest number of them
/// @param rows the beginnings of the rows' ids; all for none
/// @param hand a program with kernels by hand, such as `ref_ops.cpp`; null for none
/// @param libxsmm its library; null for none
/// @param isJson whether a line for each goal is printed instead of the table
record YardstickOptions(
    int rounds,
    double millis,
    int threads,
    List<String> rows,
    @Nullable Path hand,
    @Nullable Path libxsmm,
    @Nullable Path svg,
    boolean isJson) {
  private static final int ROUNDS = 5;
  private static final double MILLIS = 80;
  private static final int QUICK_ROUNDS = 2;
  private static final double QUICK_MILLIS = 15;

  static YardstickOptions of(String[] args) {
    boolean isQuick = List.of(args).contains("--quick");
    int rounds = isQuick ? QUICK_ROUNDS : ROUNDS;
    double millis = isQuick ? QUICK_MILLIS : MILLIS;
    int threads = 2;
    List<String> rows = new ArrayList<>();
    Path hand = named("TOSC_PEERS_HAND");
    Path libxsmm = named("TOSC_LIBXSMM");
    Path svg = null;
    boolean isJson = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--millis" -> millis = Double.parseDouble(args[++i]);
        case "--threads" -> threads = Integer.parseInt(args[++i]);
        case "--rows" -> rows.addAll(List.of(args[++i].split(",", -1)));
        case "--hand" -> hand = Path.of(args[++i]);
        case "--libxsmm" -> libxsmm = Path.of(args[++i]);
        case "--svg" -> svg = Path.of(args[++i]);
        case "--json" -> isJson = true;
        case "--quick" -> {}
        default -> throw new IllegalArgumentException("unknown: " + args[i]);
      }
    }
    return new YardstickOptions(rounds, millis, threads, rows, hand, libxsmm, svg, isJson);
  }

  private static @Nullable Path named(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty() ? null : Path.of(value);
  }
}
