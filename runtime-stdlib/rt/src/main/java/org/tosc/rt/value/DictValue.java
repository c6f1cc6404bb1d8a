package org.tosc.rt.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;

/// A mutable dictionary that keeps insertion order. Keys are strings, integers, floats, booleans,
/// nil and enum members; an integral float is the same key as its integer.
///
/// Entries stand in insertion order in parallel arrays with holes where entries were removed; an
/// open-addressing table of entry numbers finds them (the layout of CPython's dict since 3.6). Up
/// to [#SMALL] entries are found by a scan over the hashes without a table.
public final class DictValue {
  private static final int SMALL = 8;
  private static final Object HOLE = new Object();

  private @Nullable Object[] keys = new Object[SMALL];
  private @Nullable Object[] values = new Object[SMALL];
  private int[] hashes = new int[SMALL];
  private int @Nullable [] table;
  private int first;
  private int used;
  private int live;
  private int version;

  public DictValue() {}

  public int size() {
    return live;
  }

  /// Changes whenever a key is added or removed; running iterations compare it.
  public int version() {
    return version;
  }

  /// The value of a key, or the given value if the key is absent.
  public @Nullable Object getOr(@Nullable Object key, @Nullable Object otherwise) {
    int entry = find(key);
    return entry < 0 ? otherwise : values[entry];
  }

  public boolean contains(@Nullable Object key) {
    return find(key) >= 0;
  }

  public void put(@Nullable Object key, @Nullable Object value) {
    Object k = normal(key);
    int hash = hash(k);
    int entry = find(k, hash);
    if (entry >= 0) {
      values[entry] = value;
    } else {
      append(k, hash, value);
    }
  }

  /// Puts under a string key; for callers that build dictionaries in Java.
  public DictValue with(String key, @Nullable Object value) {
    put(Text.of(key), value);
    return this;
  }

  /// Removes a key and returns its value, or [Missing#VALUE] if the key is absent.
  public @Nullable Object remove(@Nullable Object key) {
    int entry = find(key);
    if (entry < 0) {
      return Missing.VALUE;
    }
    Object old = values[entry];
    keys[entry] = HOLE;
    values[entry] = null;
    live--;
    version++;
    if (entry == first) {
      first = next(entry + 1);
    }
    return old;
  }

  public void clear() {
    keys = new Object[SMALL];
    values = new Object[SMALL];
    hashes = new int[SMALL];
    table = null;
    first = 0;
    used = 0;
    live = 0;
    version++;
  }

  public DictValue copy() {
    DictValue copy = new DictValue();
    for (int entry = first(); entry >= 0; entry = after(entry)) {
      copy.append(keys[entry], hashes[entry], values[entry]);
    }
    return copy;
  }

  /// Number of the first entry in insertion order, or -1. See [#after(int)].
  public int first() {
    return first < used ? first : -1;
  }

  /// Number of the entry that follows another, or -1. Valid while [#version()] stays the same.
  public int after(int entry) {
    int next = next(entry + 1);
    return next < used ? next : -1;
  }

  public @Nullable Object keyAt(int entry) {
    return keys[entry];
  }

  public @Nullable Object valueAt(int entry) {
    return values[entry];
  }

  public void setValueAt(int entry, @Nullable Object value) {
    values[entry] = value;
  }

  /// Number of the entry of a key, or -1.
  public int find(@Nullable Object key) {
    Object k = normal(key);
    return find(k, hash(k));
  }

  private int find(@Nullable Object key, int hash) {
    int[] slots = table;
    if (slots == null) {
      for (int entry = first; entry < used; entry++) {
        if (hashes[entry] == hash && same(key, keys[entry])) {
          return entry;
        }
      }
      return -1;
    }
    int mask = slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int entry = slots[slot] - 1;
      if (entry < 0 || (hashes[entry] == hash && same(key, keys[entry]))) {
        return entry;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(@Nullable Object key, @Nullable Object other) {
    if (key == other) {
      return true;
    }
    if (key instanceof Text a) {
      return other instanceof Text b && a.equals(b);
    }
    if (key instanceof Long a) {
      return other instanceof Long b && a.longValue() == b.longValue();
    }
    return key != null && key.equals(other);
  }

  /// Whether a value can be a key.
  public static boolean isKey(@Nullable Object value) {
    return value == null
        || value instanceof Text
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof EnumMember;
  }

  // The form under which a key is stored.
  private static @Nullable Object normal(@Nullable Object key) {
    if (key instanceof Text || key instanceof Long) {
      return key;
    }
    if (key instanceof Double d) {
      long integral = (long) d.doubleValue();
      return integral == d && integral != Long.MAX_VALUE ? (Object) integral : d;
    }
    if (isKey(key)) {
      return key;
    }
    throw Errors.type(
        "unhashable key: a dict key is a string, int, float, bool, nil or enum member, found "
            + Kind.of(key));
  }

  private static int hash(@Nullable Object key) {
    if (key instanceof Text text) {
      int h = text.hashCode();
      return h ^ (h >>> 16);
    }
    if (key instanceof Long number) {
      long mixed = number * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 32);
    }
    return key == null ? 0 : key.hashCode();
  }

  private void append(@Nullable Object key, int hash, @Nullable Object value) {
    if (used == keys.length) {
      rebuild(live > used - (used >> 2) ? used * 2 : used);
    }
    keys[used] = key;
    values[used] = value;
    hashes[used] = hash;
    if (table != null) {
      link(table, used);
    }
    used++;
    live++;
    version++;
  }

  // Closes the holes; the capacity is a power of two.
  private void rebuild(int capacity) {
    Object[] oldKeys = keys;
    Object[] oldValues = values;
    int[] oldHashes = hashes;
    keys = capacity == keys.length ? oldKeys : Arrays.copyOf(oldKeys, capacity);
    values = capacity == values.length ? oldValues : Arrays.copyOf(oldValues, capacity);
    hashes = capacity == hashes.length ? oldHashes : Arrays.copyOf(oldHashes, capacity);
    int to = 0;
    for (int from = first; from < used; from++) {
      if (!isHole(oldKeys[from])) {
        keys[to] = oldKeys[from];
        values[to] = oldValues[from];
        hashes[to] = oldHashes[from];
        to++;
      }
    }
    Arrays.fill(keys, to, used, null);
    Arrays.fill(values, to, used, null);
    first = 0;
    used = to;
    table = capacity <= SMALL ? null : linked(new int[capacity * 2]);
  }

  private int[] linked(int[] slots) {
    for (int entry = 0; entry < used; entry++) {
      link(slots, entry);
    }
    return slots;
  }

  private void link(int[] slots, int entry) {
    int mask = slots.length - 1;
    int slot = hashes[entry] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry + 1;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isHole(@Nullable Object key) {
    return key == HOLE;
  }

  private int next(int from) {
    int entry = from;
    while (entry < used && isHole(keys[entry])) {
      entry++;
    }
    return entry;
  }
}
