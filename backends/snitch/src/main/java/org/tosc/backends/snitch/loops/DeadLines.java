package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lines that make what nobody reads are left out.
final class DeadLines {
  private DeadLines() {}

  static List<Line> without(List<Line> lines) {
    List<Line> left = lines;
    int before;
    do {
      before = left.size();
      left = once(left);
    } while (left.size() < before);
    return left;
  }

  private static List<Line> once(List<Line> lines) {
    Set<Arg.Virtual> read = new HashSet<>();
    lines.forEach(line -> line.reads(read::add));
    List<Line> left = new ArrayList<>();
    for (Line line : lines) {
      Arg.Virtual to = line.writes();
      if (to == null || read.contains(to)) {
        left.add(line);
      }
    }
    return left;
  }
}
