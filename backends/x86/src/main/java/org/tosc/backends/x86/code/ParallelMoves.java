package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Moves between registers that happen at once, as moves one after the other: what another move
/// still reads is not overwritten, and a circle is opened with one more register (Rideau, Serpette
/// and Leroy, Tilting at Windmills with Coq, 2008).
final class ParallelMoves {
  /// One move between registers.
  record Step(int to, int from) {}

  private ParallelMoves() {}

  /// @param moves from which register each gets what it holds then
  /// @param spare a register that is none of them
  static List<Step> inOrder(Map<Integer, Integer> moves, int spare) {
    Map<Integer, Integer> left = new LinkedHashMap<>(moves);
    left.entrySet().removeIf(m -> m.getKey().equals(m.getValue()));
    List<Step> steps = new ArrayList<>();
    while (!left.isEmpty()) {
      Integer ready =
          left.keySet().stream().filter(to -> !left.containsValue(to)).findFirst().orElse(null);
      if (ready != null) {
        steps.add(new Step(ready, left.getOrDefault(ready, ready)));
        left.remove(ready);
      } else {
        Integer blocked = left.keySet().iterator().next();
        steps.add(new Step(spare, blocked));
        left.replaceAll((_, from) -> from.equals(blocked) ? Integer.valueOf(spare) : from);
      }
    }
    return steps;
  }
}
