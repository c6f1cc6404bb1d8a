package org.tosc.rt.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An object of a guest class. Compiled code reads and writes [#fields] and [#numbers] directly
/// once it has compared [#layout]; the arrays may be longer than the layout needs.
public final class Instance {
  private static final Object[] NO_FIELDS = {};
  private static final long[] NO_NUMBERS = {};

  public final ClassValue type;
  public Layout layout;
  public @Nullable Object[] fields;
  public long[] numbers;

  Instance(ClassValue type) {
    this.type = type;
    this.layout = type.layout();
    this.fields = type.objects() == 0 ? NO_FIELDS : new Object[type.objects()];
    this.numbers = type.numbers() == 0 ? NO_NUMBERS : new long[type.numbers()];
  }

  /// The value of a field, or [Missing#VALUE] if the instance has no such field.
  public @Nullable Object field(String name) {
    int slot = layout.slotOf(name);
    return slot < 0 ? Missing.VALUE : get(slot);
  }

  /// The value of the field with that number in the layout.
  public @Nullable Object get(int slot) {
    int index = layout.index(slot);
    return switch (layout.bank(slot)) {
      case UNSET -> null;
      case OBJECTS -> fields[index];
      case LONGS -> (Object) numbers[index];
      case DOUBLES -> (Object) Double.longBitsToDouble(numbers[index]);
    };
  }

  /// Assigns a field, adding it where it is new.
  public void setField(String name, @Nullable Object value) {
    Layout next = layout.with(name, value);
    int slot = next.slotOf(name);
    set(next, next.bank(slot), next.index(slot), value);
  }

  /// Moves to a layout that [Layout#with] gave for the current one and sets the field of which it
  /// says the place.
  public void set(Layout next, Layout.Bank bank, int index, @Nullable Object value) {
    if (next.objects() > fields.length || next.numbers() > numbers.length) {
      grow(next);
    }
    switch (bank) {
      case UNSET -> throw new IllegalArgumentException("a field's place is not known");
      case OBJECTS -> fields[index] = value;
      case LONGS -> numbers[index] = value instanceof Long number ? number : 0;
      case DOUBLES ->
          numbers[index] = value instanceof Double number ? Double.doubleToRawLongBits(number) : 0;
    }
    layout = next;
  }

  private void grow(Layout next) {
    if (next.objects() > fields.length) {
      fields = Arrays.copyOf(fields, Math.max(4, 2 * next.objects()));
    }
    if (next.numbers() > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(4, 2 * next.numbers()));
    }
    type.needsCapacity(next);
  }

  @Override
  public String toString() {
    return "<" + type.name() + " instance>";
  }
}
