package org.tosc.rt.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;

/// A mutable dictionary that keeps insertion order. Keys are strings, integers, floats, booleans,
/// nil and enum members; an integral float is the same key as its integer.
///
/// Entries stand in insertion order in parallel arrays, with holes where entries were removed; an
/// open-addressing table finds them (the layout of CPython's dict since 3.6). A slot of the table
/// holds the entry's hash too, so that a probe touches no entry in vain. Up to [#SMALL] entries are
/// found by a scan over their hashes without a table.
///
/// Two special cases cost no boxes: values stay a `long[]` while all of them are integers, and
/// while all keys are 32-bit integers, on which the hash is one to one, equal hashes prove equal
/// keys.
public final class DictValue {
  private static final int SMALL = 8;
  private static final Object HOLE = new Object();
  private static final long[] NO_TABLE = {};
  private static final Object[] NO_VALUES = {};
  private static final long[] NO_LONGS = {};

  private @Nullable Object[] keys = new Object[SMALL];
  private int[] hashes = new int[SMALL];
  // Exactly one of the two holds the values, the other has length 0; both where there are no
  // entries.
  private @Nullable Object[] values = NO_VALUES;
  private long[] longs = NO_LONGS;
  // A slot is `hash << 32 | entry + 1`, or 0 where it is empty.
  private long[] table = NO_TABLE;
  private boolean intKeys = true;
  private int first;
  private int used;
  private int live;
  private int version;
  private @Nullable Text absent;
  private int absentSince;

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
    return entry < 0 ? otherwise : valueAt(entry);
  }

  public boolean contains(@Nullable Object key) {
    return find(key) >= 0;
  }

  public void put(@Nullable Object key, @Nullable Object value) {
    if (key instanceof Long number) {
      int hash = hash(number.longValue());
      put(findLong(number, hash), number, hash, value);
    } else {
      Object k = normal(key);
      int hash = hash(k);
      put(k instanceof Long number ? findLong(number, hash) : find(k, hash), k, hash, value);
    }
  }

  /// Puts an integer under an integer; a box is made only where the key is new.
  public void putLong(long key, long value) {
    int hash = hash(key);
    int entry = findLong(key, hash);
    if (entry >= 0 && longs.length > 0) {
      longs[entry] = value;
    } else {
      put(entry, (Object) key, hash, (Object) value);
    }
  }

  /// Puts an integer, without a box where the key has one already.
  public void putLong(@Nullable Object key, long value) {
    if (key instanceof Long number) {
      putLong(number.longValue(), value);
      return;
    }
    Object k = normal(key);
    if (k instanceof Long number) {
      putLong(number.longValue(), value);
      return;
    }
    int hash = hash(k);
    int entry = find(k, hash);
    if (entry >= 0 && longs.length > 0) {
      longs[entry] = value;
    } else {
      put(entry, k, hash, (Object) value);
    }
  }

  private void put(int entry, @Nullable Object key, int hash, @Nullable Object value) {
    if (entry < 0) {
      append(key, hash, value);
    } else {
      setValueAt(entry, value);
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
    Object old = valueAt(entry);
    // The slot goes on leading here, so a hole must not look like a key of its hash.
    intKeys = false;
    keys[entry] = HOLE;
    if (values.length > 0) {
      values[entry] = null;
    }
    live--;
    version++;
    if (entry == first) {
      first = next(entry + 1);
    }
    return old;
  }

  public void clear() {
    keys = new Object[SMALL];
    hashes = new int[SMALL];
    values = NO_VALUES;
    longs = NO_LONGS;
    table = NO_TABLE;
    intKeys = true;
    first = 0;
    used = 0;
    live = 0;
    version++;
  }

  public DictValue copy() {
    DictValue copy = new DictValue();
    for (int entry = first(); entry >= 0; entry = after(entry)) {
      copy.append(keys[entry], hashes[entry], valueAt(entry));
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

  /// Whether all values are integers, which [#longAt] then gives without a box; also true without
  /// any entries, so that a dict that is filled with integers never changes its answer.
  public boolean holdsLongs() {
    return values.length == 0;
  }

  public long longAt(int entry) {
    return longs[entry];
  }

  /// Whether a string is no key. The last such answer is kept until a key is added or removed: a
  /// call such as `d.get(k)` asks it each time for the name of the method.
  @SuppressWarnings("ReferenceEquality")
  public boolean lacks(Text name) {
    if (absentSince == version && absent == name) {
      return true;
    }
    boolean lacks = find(name) < 0;
    if (lacks) {
      absent = name;
      absentSince = version;
    }
    return lacks;
  }

  public @Nullable Object valueAt(int entry) {
    long[] l = longs;
    return l.length > 0 ? (Object) l[entry] : values[entry];
  }

  public void setValueAt(int entry, @Nullable Object value) {
    long[] l = longs;
    if (l.length == 0) {
      values[entry] = value;
    } else if (value instanceof Long number) {
      l[entry] = number;
    } else {
      boxValues();
      values[entry] = value;
    }
  }

  /// Number of the entry of a key, or -1.
  public int find(@Nullable Object key) {
    if (key instanceof Long number) {
      return findLong(number, hash(number.longValue()));
    }
    Object k = normal(key);
    return k instanceof Long number ? findLong(number, hash(k)) : find(k, hash(k));
  }

  /// Number of the entry of an integer key, or -1.
  public int find(long key) {
    return findLong(key, hash(key));
  }

  private int findLong(long key, int hash) {
    if (intKeys && key != (int) key) {
      return -1;
    }
    long[] slots = table;
    int mask = slots.length - 1;
    if (mask < 0) {
      return scan(key, hash);
    }
    for (int at = hash & mask; ; at = (at + 1) & mask) {
      long slot = slots[at];
      if (slot == 0) {
        return -1;
      }
      int entry = (int) slot - 1;
      if ((int) (slot >>> 32) == hash
          && (intKeys || (keys[entry] instanceof Long other && other == key))) {
        return entry;
      }
    }
  }

  // For keys that are not integers.
  @SuppressWarnings("ReferenceEquality")
  private int find(@Nullable Object key, int hash) {
    long[] slots = table;
    int mask = slots.length - 1;
    if (mask < 0) {
      return scan(key, hash);
    }
    for (int at = hash & mask; ; at = (at + 1) & mask) {
      long slot = slots[at];
      if (slot == 0) {
        return -1;
      }
      if ((int) (slot >>> 32) == hash) {
        int entry = (int) slot - 1;
        Object other = keys[entry];
        if (key == other || (key != null && key.equals(other))) {
          return entry;
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private int scan(@Nullable Object key, int hash) {
    for (int entry = first; entry < used; entry++) {
      if (hashes[entry] == hash) {
        Object other = keys[entry];
        if (key == other || (key != null && key.equals(other))) {
          return entry;
        }
      }
    }
    return -1;
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
    if (key instanceof Text) {
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

  // Multiplication by an odd number and xor with the own upper half are one to one on 32 bits.
  private static int hash(long key) {
    int h = (int) (key == (int) key ? key : key ^ (key >>> 32)) * 0x9E3779B1;
    return h ^ (h >>> 16);
  }

  private static int hash(@Nullable Object key) {
    if (key instanceof Text text) {
      int h = text.hashCode();
      return h ^ (h >>> 16);
    }
    if (key instanceof Long number) {
      return hash(number.longValue());
    }
    return key == null ? 0 : key.hashCode();
  }

  private void append(@Nullable Object key, int hash, @Nullable Object value) {
    if (used == hashes.length) {
      rebuild(live > used - (used >> 2));
    }
    intKeys &= key instanceof Long number && number == number.intValue();
    if (used == 0) {
      boolean isLong = value instanceof Long;
      longs = isLong ? new long[hashes.length] : NO_LONGS;
      values = isLong ? NO_VALUES : new Object[hashes.length];
    }
    keys[used] = key;
    hashes[used] = hash;
    if (table.length > 0) {
      link(table, hash, used);
    }
    used++;
    live++;
    version++;
    setValueAt(used - 1, value);
  }

  private void boxValues() {
    Object[] boxed = new Object[hashes.length];
    for (int i = 0; i < used; i++) {
      boxed[i] = longs[i];
    }
    values = boxed;
    longs = NO_LONGS;
  }

  // Makes room: closes the holes, and grows the arrays where there are not enough of them. Half
  // of the slots of a table are used at most: a probe that meets a stranger costs a mispredicted
  // branch.
  private void rebuild(boolean grow) {
    closeHoles();
    if (grow) {
      int slots = table.length == 0 ? 4 * SMALL : 2 * table.length;
      int capacity = slots / 2;
      keys = Arrays.copyOf(keys, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
      values = values.length == 0 ? NO_VALUES : Arrays.copyOf(values, capacity);
      longs = longs.length == 0 ? NO_LONGS : Arrays.copyOf(longs, capacity);
      table = new long[slots];
    } else {
      Arrays.fill(table, 0);
    }
    if (table.length > 0) {
      for (int entry = 0; entry < used; entry++) {
        link(table, hashes[entry], entry);
      }
    }
  }

  private void closeHoles() {
    if (live == used) {
      return;
    }
    int to = 0;
    for (int from = first; from < used; from++) {
      if (!isHole(keys[from])) {
        keys[to] = keys[from];
        hashes[to] = hashes[from];
        if (longs.length > 0) {
          longs[to] = longs[from];
        } else {
          values[to] = values[from];
        }
        to++;
      }
    }
    Arrays.fill(keys, to, used, null);
    if (values.length > 0) {
      Arrays.fill(values, to, used, null);
    }
    first = 0;
    used = to;
  }

  private static void link(long[] slots, int hash, int entry) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = (long) hash << 32 | (entry + 1);
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
