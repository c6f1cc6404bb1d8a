package org.tosc.rt.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which field of an instance lies in which slot. Every class has a root layout of its own; a field
/// that is assigned for the first time moves the instance along a transition, and equal histories
/// share layouts. So `instance.layout == cached` proves both the class and the slot.
///
/// A layout's own contents never change; only its transitions grow.
public final class Layout {
  private final List<String> fields;
  private final Map<String, Integer> slots = new HashMap<>();
  private final Map<String, Layout> transitions = new ConcurrentHashMap<>();

  private Layout(List<String> fields) {
    this.fields = List.copyOf(fields);
    for (String field : fields) {
      slots.put(field, slots.size());
    }
  }

  /// A new root: equal to no other layout, even of the same fields.
  public static Layout root(List<String> fields) {
    return new Layout(fields);
  }

  /// The slot of a field, or -1.
  public int slotOf(String field) {
    Integer slot = slots.get(field);
    return slot == null ? -1 : slot;
  }

  /// The layout with one more field, in slot [#size()] of this one.
  public Layout with(String field) {
    return transitions.computeIfAbsent(
        field,
        added -> {
          List<String> more = new ArrayList<>(fields);
          more.add(added);
          return new Layout(more);
        });
  }

  public int size() {
    return fields.size();
  }

  /// Field names in slot order.
  public List<String> fields() {
    return fields;
  }
}
