package org.tosc.backends.jvm.link;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;

/// Tuples and arrays: `Object[]`s that nobody changes.
public final class Aggregates {
  private Aggregates() {}

  public static @Nullable Object[] splat(@Nullable Object value, int length) {
    @Nullable Object[] all = new Object[length];
    Arrays.fill(all, value);
    return all;
  }

  public static @Nullable Object element(@Nullable Object[] array, long index) {
    return array[checked(array, index)];
  }

  /// The array with another element in one place.
  public static @Nullable Object[] with(
      @Nullable Object[] array, long index, @Nullable Object element) {
    @Nullable Object[] copy = array.clone();
    copy[checked(array, index)] = element;
    return copy;
  }

  /// The tuple with another item in one place.
  public static @Nullable Object[] with(
      @Nullable Object[] tuple, @Nullable Object item, int index) {
    @Nullable Object[] copy = tuple.clone();
    copy[index] = item;
    return copy;
  }

  private static int checked(@Nullable Object[] array, long index) {
    if (index < 0 || index >= array.length) {
      throw Errors.index("index " + index + " of an array of " + array.length);
    }
    return (int) index;
  }
}
