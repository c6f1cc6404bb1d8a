package org.tosc.rt.value;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;

/// A mutable list. Lists of only integers, floats or booleans keep them unboxed; the first element
/// of another kind generalises the storage, which the guest cannot observe.
///
/// Invariant: at most one of the four arrays is present, and it holds all [#size()] elements.
/// Indexes given by guests may be negative and then count from the end.
public final class ListValue {
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;
  private static final int FIRST_CAPACITY = 8;

  private long @Nullable [] longs;
  private double @Nullable [] doubles;
  private boolean @Nullable [] booleans;
  private @Nullable Object @Nullable [] objects;
  private int size;

  public ListValue() {}

  /// A list over the given elements, which takes over the array.
  public static ListValue of(@Nullable Object... elements) {
    ListValue list = new ListValue();
    list.adopt(elements, elements.length);
    return list;
  }

  /// A list of integers, which takes over the array.
  public static ListValue ofLongs(long... elements) {
    ListValue list = new ListValue();
    list.longs = elements;
    list.size = elements.length;
    return list;
  }

  /// A list of floats, which takes over the array.
  public static ListValue ofDoubles(double... elements) {
    ListValue list = new ListValue();
    list.doubles = elements;
    list.size = elements.length;
    return list;
  }

  /// A list of booleans, which takes over the array.
  public static ListValue ofBooleans(boolean... elements) {
    ListValue list = new ListValue();
    list.booleans = elements;
    list.size = elements.length;
    return list;
  }

  /// A list of the elements of a Java collection.
  public static ListValue ofAll(Iterable<?> elements) {
    ListValue list = new ListValue();
    for (Object element : elements) {
      list.add(element);
    }
    return list;
  }

  /// Raises `OutOfMemory` for lengths that no list can have.
  public static void checkLength(long length) {
    if (length > MAX_LENGTH) {
      throw Errors.of(
          ErrorKind.OUT_OF_MEMORY, "a list of " + length + " elements is too long for memory");
    }
  }

  public int size() {
    return size;
  }

  public @Nullable Object get(long index) {
    int i = at(index);
    long[] l = longs;
    if (l != null) {
      return l[i];
    }
    double[] d = doubles;
    if (d != null) {
      return d[i];
    }
    boolean[] b = booleans;
    return b != null ? (Object) b[i] : boxes()[i];
  }

  /// The integer at an index; a TypeError if it is not one.
  public long getLong(long index) {
    long[] l = longs;
    if (l != null) {
      return l[at(index)];
    }
    return get(index) instanceof Long value ? value : wrongElement("an int", index);
  }

  /// The float at an index; a TypeError if it is not one.
  public double getDouble(long index) {
    double[] d = doubles;
    if (d != null) {
      return d[at(index)];
    }
    return get(index) instanceof Double value ? value : wrongElement("a float", index);
  }

  /// The boolean at an index; a TypeError if it is not one.
  public boolean getBoolean(long index) {
    boolean[] b = booleans;
    if (b != null) {
      return b[at(index)];
    }
    return get(index) instanceof Boolean value ? value : wrongElement("a bool", index) != 0;
  }

  public void set(long index, @Nullable Object value) {
    int i = at(index);
    if (value instanceof Long v && longs != null) {
      longs[i] = v;
    } else if (value instanceof Double v && doubles != null) {
      doubles[i] = v;
    } else if (value instanceof Boolean v && booleans != null) {
      booleans[i] = v;
    } else {
      boxes()[i] = value;
    }
  }

  public void setLong(long index, long value) {
    int i = at(index);
    long[] l = longs;
    if (l != null) {
      l[i] = value;
    } else {
      boxes()[i] = value;
    }
  }

  public void setDouble(long index, double value) {
    int i = at(index);
    double[] d = doubles;
    if (d != null) {
      d[i] = value;
    } else {
      boxes()[i] = value;
    }
  }

  public void setBoolean(long index, boolean value) {
    int i = at(index);
    boolean[] b = booleans;
    if (b != null) {
      b[i] = value;
    } else {
      boxes()[i] = value;
    }
  }

  public void add(@Nullable Object value) {
    if (value instanceof Long v) {
      addLong(v);
    } else if (value instanceof Double v) {
      addDouble(v);
    } else if (value instanceof Boolean v) {
      addBoolean(v);
    } else {
      addBox(value);
    }
  }

  public void addLong(long value) {
    long[] l = longs;
    if (l == null) {
      if (size != 0) {
        addBox(value);
        return;
      }
      l = new long[FIRST_CAPACITY];
      forget();
      longs = l;
    } else if (size == l.length) {
      l = Arrays.copyOf(l, grown());
      longs = l;
    }
    l[size++] = value;
  }

  public void addDouble(double value) {
    double[] d = doubles;
    if (d == null) {
      if (size != 0) {
        addBox(value);
        return;
      }
      d = new double[FIRST_CAPACITY];
      forget();
      doubles = d;
    } else if (size == d.length) {
      d = Arrays.copyOf(d, grown());
      doubles = d;
    }
    d[size++] = value;
  }

  public void addBoolean(boolean value) {
    boolean[] b = booleans;
    if (b == null) {
      if (size != 0) {
        addBox(value);
        return;
      }
      b = new boolean[FIRST_CAPACITY];
      forget();
      booleans = b;
    } else if (size == b.length) {
      b = Arrays.copyOf(b, grown());
      booleans = b;
    }
    b[size++] = value;
  }

  private void addBox(@Nullable Object value) {
    Object[] o = boxes();
    if (size == o.length) {
      o = Arrays.copyOf(o, grown());
      objects = o;
    }
    o[size++] = value;
  }

  /// Appends all elements of another list, which may be this one.
  public void addAll(ListValue other) {
    replace(size, size, other);
  }

  /// Inserts before an index of `0 .. size`; as in Python, indexes beyond either end mean that end.
  public void insert(long index, @Nullable Object value) {
    long from = index < 0 ? Math.max(0, index + size) : Math.min(index, size);
    ListValue one = new ListValue();
    one.add(value);
    replace((int) from, (int) from, one);
  }

  /// Removes and returns the element at an index.
  public @Nullable Object removeAt(long index) {
    int i = at(index);
    Object removed = get(i);
    Object store = store();
    System.arraycopy(store, i + 1, store, i, size - i - 1);
    size--;
    clearTail(size + 1);
    return removed;
  }

  /// Removes and returns the last element.
  public @Nullable Object pop() {
    if (size == 0) {
      throw Errors.index("cannot pop from an empty list");
    }
    Object last = get(size - 1);
    size--;
    if (objects != null) {
      objects[size] = null;
    }
    return last;
  }

  public void clear() {
    forget();
    size = 0;
  }

  public ListValue copy() {
    return slice(0, 1, size);
  }

  /// A fresh list of `count` elements: those at `from, from + step, ...`, all within the list.
  public ListValue slice(int from, long step, int count) {
    ListValue part = new ListValue();
    if (step == 1 && count > 0) {
      part.setStore(copyOfRange(from, from + count));
      part.size = count;
      return part;
    }
    for (int i = 0; i < count; i++) {
      part.add(get(from + i * step));
    }
    return part;
  }

  /// A fresh list of all elements, `count` times over; its length must be one that lists can have.
  public ListValue repeat(int count) {
    ListValue result = new ListValue();
    int total = size * count;
    if (total > 0) {
      Object all = copyOfRange(0, total);
      int filled = size;
      while (filled < total) {
        int more = Math.min(filled, total - filled);
        System.arraycopy(all, 0, all, filled, more);
        filled += more;
      }
      result.setStore(all);
      result.size = total;
    }
    return result;
  }

  /// Replaces the elements `from .. to-1` by those of another list, which may be this one.
  public void replace(int from, int to, ListValue other) {
    ListValue source = other == this ? copy() : other;
    long total = (long) size - (to - from) + source.size;
    checkLength(total);
    if (size == 0) {
      if (source.size > 0) {
        setStore(source.copyOfRange(0, source.size));
        size = source.size;
      }
      return;
    }
    if (source.size > 0 && source.store().getClass() != store().getClass()) {
      boxes();
      source = source.boxed();
    }
    reserve((int) total);
    Object store = store();
    System.arraycopy(store, to, store, from + source.size, size - to);
    if (source.size > 0) {
      System.arraycopy(source.store(), 0, store, from, source.size);
    }
    int before = size;
    size = (int) total;
    clearTail(before);
  }

  public void reverse() {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      Object low = get(i);
      set(i, get(j));
      set(j, low);
    }
  }

  /// Sorts a list of only integers or only floats without boxing; false if it is neither, or if it
  /// holds a `nan` or a negative zero, whose places need the guest's own order.
  public boolean sortNumbers() {
    long[] l = longs;
    double[] d = doubles;
    if (l != null) {
      Arrays.sort(l, 0, size);
      return true;
    }
    if (d == null) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(d[i]) || Double.doubleToRawLongBits(d[i]) == Long.MIN_VALUE) {
        return false;
      }
    }
    Arrays.sort(d, 0, size);
    return true;
  }

  /// Sorts stably by an order on guest values.
  public void sort(Comparator<@Nullable Object> order) {
    Object[] elements = toArray();
    Arrays.sort(elements, order);
    clear();
    adopt(elements, elements.length);
  }

  /// The elements, boxed, in a fresh array.
  public @Nullable Object[] toArray() {
    Object[] all = new Object[size];
    for (int i = 0; i < size; i++) {
      all[i] = get(i);
    }
    return all;
  }

  /// The storage of a list of only integers, valid up to [#size()], for loops in compiled code and
  /// built-ins; null if the storage is another. Adding elements may replace it.
  public long @Nullable [] longs() {
    return longs;
  }

  /// The storage of a list of boxes; see [#longs()].
  public @Nullable Object @Nullable [] objects() {
    return objects;
  }

  /// The storage of a list of only booleans; see [#longs()].
  public boolean @Nullable [] booleans() {
    return booleans;
  }

  /// The storage of a list of only floats; see [#longs()].
  public double @Nullable [] doubles() {
    return doubles;
  }

  private int at(long index) {
    long i = index < 0 ? index + size : index;
    if (i < 0 || i >= size) {
      throw Errors.index("list", index, size);
    }
    return (int) i;
  }

  private long wrongElement(String expected, long index) {
    throw Errors.type("the list's element " + index + " is not " + expected);
  }

  // Takes over an array of boxes, unboxed if all elements are of one unboxed kind.
  private void adopt(@Nullable Object[] elements, int count) {
    size = 0;
    if (count == 0) {
      return;
    }
    Class<?> first = elements[0] == null ? Missing.class : elements[0].getClass();
    boolean unboxed = first == Long.class || first == Double.class || first == Boolean.class;
    for (int i = 1; unboxed && i < count; i++) {
      Object element = elements[i];
      unboxed = element != null && element.getClass() == first;
    }
    if (!unboxed) {
      objects = elements;
      size = count;
      return;
    }
    for (int i = 0; i < count; i++) {
      add(elements[i]);
    }
  }

  // The object storage, after generalising to it where needed.
  private @Nullable Object[] boxes() {
    Object[] o = objects;
    if (o == null) {
      o = new Object[Math.max(FIRST_CAPACITY, size + (size >> 1))];
      for (int i = 0; i < size; i++) {
        o[i] = get(i);
      }
      forget();
      objects = o;
    }
    return o;
  }

  // A list with the same elements in object storage: this one, or a copy.
  private ListValue boxed() {
    if (objects != null) {
      return this;
    }
    ListValue copy = new ListValue();
    copy.objects = toArray();
    copy.size = size;
    return copy;
  }

  private Object store() {
    if (longs != null) {
      return longs;
    }
    if (doubles != null) {
      return doubles;
    }
    return booleans != null ? booleans : boxes();
  }

  private void setStore(Object store) {
    forget();
    switch (store) {
      case long[] l -> longs = l;
      case double[] d -> doubles = d;
      case boolean[] b -> booleans = b;
      default -> objects = (Object[]) store;
    }
  }

  private Object copyOfRange(int from, int to) {
    if (longs != null) {
      return Arrays.copyOfRange(longs, from, to);
    }
    if (doubles != null) {
      return Arrays.copyOfRange(doubles, from, to);
    }
    return booleans != null
        ? Arrays.copyOfRange(booleans, from, to)
        : Arrays.copyOfRange(boxes(), from, to);
  }

  private void reserve(int total) {
    if (longs != null && total > longs.length) {
      longs = Arrays.copyOf(longs, roomFor(total));
    } else if (doubles != null && total > doubles.length) {
      doubles = Arrays.copyOf(doubles, roomFor(total));
    } else if (booleans != null && total > booleans.length) {
      booleans = Arrays.copyOf(booleans, roomFor(total));
    } else if (objects != null && total > objects.length) {
      objects = Arrays.copyOf(objects, roomFor(total));
    }
  }

  private void clearTail(int before) {
    if (objects != null && before > size) {
      Arrays.fill(objects, size, before, null);
    }
  }

  private void forget() {
    longs = null;
    doubles = null;
    booleans = null;
    objects = null;
  }

  private int grown() {
    checkLength(size + 1L);
    return roomFor(size + 1);
  }

  private static int roomFor(int total) {
    return (int) Math.min(MAX_LENGTH, Math.max(FIRST_CAPACITY, total + (total >> 1) + 0L));
  }
}
