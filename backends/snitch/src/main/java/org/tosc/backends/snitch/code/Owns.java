package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.tosc.backends.snitch.code.Stage.Slot;

/// Gives the numbers that a point has for itself as few registers as they need: one whose number is
/// read for the last time takes the next result.
final class Owns {
  private final int pinned;
  private int most;

  /// @param pinned how many hold something from one step to the next
  Owns(int pinned) {
    this.pinned = pinned;
    this.most = pinned;
  }

  /// How many registers all stages so far need.
  int most() {
    return most;
  }

  List<Stage> renumbered(List<Stage> stages) {
    Map<Slot, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < stages.size(); i++) {
      for (Slot source : stages.get(i).sources()) {
        lastUse.put(source, i);
      }
    }
    Map<Slot, Slot> places = new HashMap<>();
    NavigableSet<Integer> free = new TreeSet<>();
    List<Stage> renumbered = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      List<Slot> sources = new ArrayList<>();
      for (Slot source : stage.sources()) {
        Slot place = places.getOrDefault(source, source);
        sources.add(place);
        if (place instanceof Slot.Own(int number)
            && number >= pinned
            && lastUse.getOrDefault(source, -1) == i) {
          free.add(number);
        }
      }
      renumbered.add(new Stage(stage.op(), place(stage.target(), places, free), sources));
    }
    return renumbered;
  }

  private Slot place(Slot target, Map<Slot, Slot> places, NavigableSet<Integer> free) {
    if (!(target instanceof Slot.Own(int number)) || number < pinned) {
      return target;
    }
    Slot before = places.get(target);
    if (before instanceof Slot.Own(int kept)) {
      free.remove(kept);
      return before;
    }
    Integer reused = free.pollFirst();
    Slot place = new Slot.Own(reused != null ? reused : most);
    most = reused != null ? most : most + 1;
    places.put(target, place);
    return place;
  }
}
