package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

/// Where windows are in TCDM.
///
/// @param first address of each operand's place
/// @param second that of the other one; the same where it has one only
/// @param bytes of all
record Placement(List<Integer> first, List<Integer> second, long bytes) {
  Placement {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  static Placement of(List<Window> windows, List<Boolean> isDouble) {
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    long at = ClusterShape.TCDM;
    for (int i = 0; i < windows.size(); i++) {
      long bytes = windows.get(i).bytes();
      first.add((int) at);
      at += isDouble.get(i) ? bytes : 0;
      second.add((int) at);
      at += bytes;
    }
    return new Placement(first, second, at - ClusterShape.TCDM);
  }

  /// The sum of both addresses: what the one is subtracted from to get the other.
  int sum(int operand) {
    return first.get(operand) + second.get(operand);
  }
}
