package org.tosc.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param hand a program with kernels written by hand that prints result lines, or null
/// @param without contenders that are left out
/// @param problems the beginnings of the problems' names; all for none
record PeersOptions(
    int rounds,
    double millis,
    int threads,
    @Nullable Path svg,
    @Nullable Path results,
    @Nullable Path hand,
    Set<String> without,
    List<String> problems) {

  static PeersOptions of(String[] args) {
    int rounds = 7;
    double millis = 120;
    int threads = 1;
    Path svg = null;
    Path results = null;
    String named = System.getenv("TOSC_PEERS_HAND");
    Path hand = named == null || named.isEmpty() ? null : Path.of(named);
    Set<String> without = new HashSet<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--millis" -> millis = Double.parseDouble(args[++i]);
        case "--threads" -> threads = Integer.parseInt(args[++i]);
        case "--svg" -> svg = Path.of(args[++i]);
        case "--results" -> results = Path.of(args[++i]);
        case "--hand" -> hand = Path.of(args[++i]);
        case "--without" -> without.add(args[++i]);
        default -> problems.add(args[i]);
      }
    }
    return new PeersOptions(rounds, millis, threads, svg, results, hand, without, problems);
  }
}
