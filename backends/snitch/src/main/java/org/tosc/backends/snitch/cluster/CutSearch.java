package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Tries ways to cut a phase and keeps the best by [Cost]. Windows depend on the tile alone, so all
/// loops and places are tried for each tile.
final class CutSearch {
  /// How many cuts are kept, of which code is made for the first few that differ.
  private static final int MOST = 48;

  /// Terms that are joined at a time, where all do not fit or do not fit well.
  private static final List<Integer> TERMS = List.of(512, 256, 128);

  private final Phase phase;
  private final long memory;
  private final List<Integer> parallel;

  private final PriorityQueue<Candidate> best =
      new PriorityQueue<>(Comparator.comparingLong(Candidate::cycles).reversed());
  private final Set<List<?>> seen = new HashSet<>();

  /// A cut with what it is guessed to take.
  record Candidate(Cut cut, List<Window> windows, long cycles) {}

  /// @param memory bytes that windows may take
  private CutSearch(Phase phase, long memory) {
    this.phase = phase;
    this.memory = memory;
    this.parallel = phase.parallelDims();
  }

  /// Cuts, the best first; none where no tile fits.
  static List<Candidate> search(Phase phase, ClusterShape shape, long memory) {
    CutSearch search = new CutSearch(phase, memory);
    long points =
        search.parallel.stream().map(phase.extents()::get).reduce(1L, Math::multiplyExact);
    search.all(shape.cores(), Math.min(shape.cores(), points) / 2 + 1);
    if (search.best.isEmpty()) {
      search.all(shape.cores(), 1);
    }
    List<Candidate> found = new ArrayList<>(search.best);
    found.sort(Comparator.comparingLong(Candidate::cycles));
    return found;
  }

  /// @param fewest cores that have a share
  private void all(int cores, long fewest) {
    List<Integer> one = Collections.nCopies(phase.dims(), 1);
    for (long side : terms()) {
      List<Long> whole = new ArrayList<>(phase.extents());
      if (phase.longestReduction() >= 0) {
        whole.set(phase.longestReduction(), side);
      }
      for (List<Integer> parts : parts(0, one, cores)) {
        if (parts.stream().reduce(1, Math::multiplyExact) >= fewest) {
          tiles(0, parts, whole);
        }
      }
    }
  }

  /// Extents that a tile may have along the longest reduction: all of it, or, where terms may be
  /// joined apart, so much that there are about as many terms as [#TERMS] has.
  private List<Long> terms() {
    int longest = phase.longestReduction();
    if (longest < 0 || phase.join() == null) {
      return List.of(longest < 0 ? 1 : phase.extents().get(longest));
    }
    long all = 1;
    for (int dim = 0; dim < phase.dims(); dim++) {
      all *= phase.isParallel(dim) ? 1 : phase.extents().get(dim);
    }
    long extent = phase.extents().get(longest);
    Set<Long> sides = new LinkedHashSet<>(List.of(extent));
    for (long terms : TERMS) {
      sides.add(Cut.ceil(extent, Math.min(extent, Cut.ceil(all, terms))));
    }
    return List.copyOf(sides);
  }

  /// How many cores are side by side along each dimension.
  private List<List<Integer>> parts(int at, List<Integer> before, int left) {
    if (at == parallel.size()) {
      return List.of(before);
    }
    List<List<Integer>> found = new ArrayList<>();
    int dim = parallel.get(at);
    for (int count = 1; count <= Math.min(left, phase.extents().get(dim)); count++) {
      List<Integer> next = new ArrayList<>(before);
      next.set(dim, count);
      found.addAll(parts(at + 1, next, left / count));
    }
    return found;
  }

  /// @return whether any tile fits; a larger one does not where a smaller one does not
  private boolean tiles(int at, List<Integer> parts, List<Long> tile) {
    if (at == parallel.size()) {
      return tile(parts, List.copyOf(tile));
    }
    int dim = parallel.get(at);
    boolean anyFits = false;
    for (long side : sides(dim, parts.get(dim))) {
      List<Long> next = new ArrayList<>(tile);
      next.set(dim, side);
      if (!tiles(at + 1, parts, next)) {
        break;
      }
      anyFits = true;
    }
    return anyFits;
  }

  /// Extents that a tile may have along a dimension.
  private SortedSet<Long> sides(int dim, int parts) {
    long extent = phase.extents().get(dim);
    SortedSet<Long> sides = new TreeSet<>();
    boolean isCoarse = parallel.size() > 2;
    for (long share = 1; share <= extent; share = isCoarse ? 2 * share : next(share)) {
      sides.add(Math.min(extent, share * parts));
    }
    for (long count = 1; count <= (isCoarse ? 3 : 12); count++) {
      long even = Cut.ceil(extent, count * parts) * parts;
      sides.add(Math.min(extent, even));
    }
    sides.removeIf(side -> side < parts || !isAllowed(extent, side, parts));
    return sides;
  }

  private static long next(long share) {
    return share < 8 ? share + 1 : share + Long.highestOneBit(share) / 4;
  }

  /// Where results replace operands no point may be computed twice.
  private boolean isAllowed(long extent, long side, int parts) {
    return !phase.isInPlace() || (extent % side == 0 && side % parts == 0);
  }

  /// @return whether it fits
  private boolean tile(List<Integer> parts, List<Long> tile) {
    List<Window> windows = Window.of(phase, tile, parts);
    long least = windows.stream().mapToLong(Window::bytes).sum();
    if (least > memory) {
      return false;
    }
    if (!seen.add(List.of(parts, tile))) {
      return true;
    }
    Cut whole = new Cut(phase.extents(), tile, parts, List.of(), List.of());
    if (!isAligned(whole, windows) || !isExact(whole)) {
      return true;
    }
    long compute = Work.cycles(phase, whole);
    List<Integer> cutDims = new ArrayList<>();
    for (int dim : parallel) {
      if (whole.count(dim) > 1) {
        cutDims.add(dim);
      }
    }
    int longest = phase.longestReduction();
    for (List<Integer> loops : orders(cutDims)) {
      List<Integer> order = new ArrayList<>(loops);
      if (longest >= 0 && whole.count(longest) > 1) {
        order.add(longest);
      }
      Cut ordered = new Cut(phase.extents(), tile, parts, order, List.of());
      places(ordered, windows, compute);
    }
    return true;
  }

  /// Whether no result is joined to by two cores: shares overlap where they do not come out even.
  private boolean isExact(Cut cut) {
    int longest = phase.longestReduction();
    return longest < 0
        || cut.count(longest) == 1
        || parallel.stream().allMatch(d -> cut.tile().get(d) % cut.parts().get(d) == 0);
  }

  /// Whether all shares begin at whole words, as streams need.
  private boolean isAligned(Cut cut, List<Window> windows) {
    for (Window window : windows) {
      for (int dim : parallel) {
        long stride = window.stride(dim);
        long last = cut.tile().get(dim) - cut.share(dim);
        boolean isCut = cut.parts().get(dim) > 1;
        if (isCut
            && (stride * cut.share(dim) % Long.BYTES != 0 || stride * last % Long.BYTES != 0)) {
          return false;
        }
      }
    }
    return true;
  }

  static List<List<Integer>> orders(List<Integer> dims) {
    if (dims.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> found = new ArrayList<>();
    for (Integer first : dims) {
      List<Integer> rest = dims.stream().filter(d -> !d.equals(first)).toList();
      for (List<Integer> order : orders(rest)) {
        List<Integer> all = new ArrayList<>();
        all.add(first);
        all.addAll(order);
        found.add(all);
      }
    }
    return found;
  }

  /// Which windows that change have two places: the result always, others as far as they fit.
  private void places(Cut cut, List<Window> windows, long compute) {
    int count = windows.size();
    List<Boolean> changes = windows.stream().map(w -> cut.level(w.operand()) >= 0).toList();
    for (int singles = 0; singles < 1 << (count - 1); singles++) {
      List<Boolean> isDouble = new ArrayList<>();
      boolean isSensible = true;
      for (int i = 0; i < count; i++) {
        boolean isSingle = (singles >> i & 1) != 0;
        isSensible &= changes.get(i) || !isSingle;
        isDouble.add(changes.get(i) && !isSingle);
      }
      if (isSensible && Placement.of(windows, isDouble).bytes() <= memory) {
        Cut whole = new Cut(cut.extents(), cut.tile(), cut.parts(), cut.order(), isDouble);
        keep(new Candidate(whole, windows, Cost.cycles(phase, whole, windows, compute)));
      }
    }
  }

  private void keep(Candidate candidate) {
    best.add(candidate);
    if (best.size() > MOST) {
      best.remove();
    }
  }
}
