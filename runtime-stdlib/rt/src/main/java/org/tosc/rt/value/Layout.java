package org.tosc.rt.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which field of an instance lies where. Every class has a root layout of its own; a field that is
/// assigned for the first time moves the instance along a transition, and equal histories share
/// layouts. So `instance.layout == cached` proves both the class and the place of each field.
///
/// Integers and floats lie unboxed. A field that has met values of two kinds, in any instance of
/// the class, is boxed from then on: so a class has few layouts, whatever it is fed.
///
/// A layout's own contents never change; only its transitions grow.
public final class Layout {
  private final List<String> fields;
  private final Bank[] banks;
  private final int[] indexes;
  private final int objects;
  private final int numbers;
  private final Map<String, Integer> slots = new HashMap<>();
  private final Map<Step, Layout> transitions = new ConcurrentHashMap<>();
  // The bank of each field's values so far, for all layouts of a root.
  private final Map<String, Bank> met;

  private record Step(String field, Bank bank) {}

  /// Where the value of a field lies.
  public enum Bank {
    /// Nowhere: a declared field before its first assignment, which is nil.
    UNSET,
    /// In [Instance#fields].
    OBJECTS,
    /// An integer, in [Instance#numbers].
    LONGS,
    /// A float, by its bits, in [Instance#numbers].
    DOUBLES;

    /// Whether a value can lie here.
    public boolean takes(@Nullable Object value) {
      return switch (this) {
        case UNSET -> false;
        case OBJECTS -> true;
        case LONGS -> value instanceof Long;
        case DOUBLES -> value instanceof Double;
      };
    }

    private static Bank of(@Nullable Object value) {
      return value instanceof Long ? LONGS : value instanceof Double ? DOUBLES : OBJECTS;
    }
  }

  private Layout(
      List<String> fields,
      Bank[] banks,
      int[] indexes,
      int objects,
      int numbers,
      Map<String, Bank> met) {
    this.fields = List.copyOf(fields);
    this.banks = banks;
    this.indexes = indexes;
    this.objects = objects;
    this.numbers = numbers;
    this.met = met;
    for (String field : fields) {
      slots.put(field, slots.size());
    }
  }

  /// A new root: equal to no other layout, even of the same fields.
  public static Layout root(List<String> fields) {
    Bank[] banks = new Bank[fields.size()];
    java.util.Arrays.fill(banks, Bank.UNSET);
    return new Layout(fields, banks, new int[fields.size()], 0, 0, new ConcurrentHashMap<>());
  }

  /// The number of a field in [#fields()], or -1.
  public int slotOf(String field) {
    Integer slot = slots.get(field);
    return slot == null ? -1 : slot;
  }

  public Bank bank(int slot) {
    return banks[slot];
  }

  /// The field's index in its bank.
  public int index(int slot) {
    return indexes[slot];
  }

  /// The layout in which a field, new or not, has a bank that takes this value.
  public Layout with(String field, @Nullable Object value) {
    int slot = slotOf(field);
    if (slot >= 0 && banks[slot].takes(value)) {
      return this;
    }
    Bank own = Bank.of(value);
    Bank bank = met.merge(field, own, (before, now) -> before == now ? now : Bank.OBJECTS);
    return transitions.computeIfAbsent(new Step(field, bank), step -> extended(step, slot));
  }

  // A field that changes its bank leaves a gap in the old one.
  private Layout extended(Step step, int slot) {
    List<String> names = new ArrayList<>(fields);
    int at = slot < 0 ? fields.size() : slot;
    if (slot < 0) {
      names.add(step.field);
    }
    Bank[] nextBanks = java.util.Arrays.copyOf(banks, names.size());
    int[] nextIndexes = java.util.Arrays.copyOf(indexes, names.size());
    boolean object = step.bank == Bank.OBJECTS;
    nextBanks[at] = step.bank;
    nextIndexes[at] = object ? objects : numbers;
    return new Layout(
        names,
        nextBanks,
        nextIndexes,
        object ? objects + 1 : objects,
        object ? numbers : numbers + 1,
        met);
  }

  public int size() {
    return fields.size();
  }

  /// How long [Instance#fields] must be.
  int objects() {
    return objects;
  }

  /// How long [Instance#numbers] must be.
  int numbers() {
    return numbers;
  }

  /// Field names in slot order.
  public List<String> fields() {
    return fields;
  }
}
