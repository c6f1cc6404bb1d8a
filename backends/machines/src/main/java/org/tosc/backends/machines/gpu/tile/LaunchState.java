package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.source.Span;

/// What the programs of a launch share.
public final class LaunchState {
  /// A launch of more programs is not searched for races: what each knows of all others would not
  /// fit.
  private static final int MOST_WATCHED = 1 << 16;

  private final Memory memory;
  private final Grid grid;
  private final boolean isSketch;
  private final boolean isWatched;
  private final Hints hints = new Hints();
  final Poison poison = new Poison();
  final Clocks clocks;
  private final List<Span> sites = new ArrayList<>();
  private final Map<Span, Integer> siteNumbers = new HashMap<>();
  private int accesses;
  private long lanes;

  /// @param isSketch whether floats are left out: positions, addresses and loops alone
  /// @param watchesRaces whether programs that touch the same elements are told
  public LaunchState(Memory memory, Grid grid, boolean isSketch, boolean watchesRaces) {
    this.memory = memory;
    this.grid = grid;
    this.isSketch = isSketch;
    this.isWatched = watchesRaces && !isSketch && grid.size() > 1 && grid.size() <= MOST_WATCHED;
    this.clocks = new Clocks(grid.size() <= MOST_WATCHED ? grid.size() : 0);
  }

  /// What its kernel wants.
  public Hints hints() {
    return hints;
  }

  public Memory memory() {
    return memory;
  }

  public Grid grid() {
    return grid;
  }

  boolean isSketch() {
    return isSketch;
  }

  /// Whether races are looked for.
  public boolean isWatched() {
    return isWatched;
  }

  /// How many elements were made until now.
  public long lanes() {
    return lanes;
  }

  void made(long elements) {
    lanes += elements;
  }

  int nextAccess() {
    return ++accesses;
  }

  int site(Span place) {
    return siteNumbers.computeIfAbsent(
        place,
        at -> {
          sites.add(at);
          return sites.size() - 1;
        });
  }

  Span place(int site) {
    return sites.get(site);
  }
}
