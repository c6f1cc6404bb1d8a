package org.tosc.rt.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An object of a guest class. Compiled code reads and writes [#fields] directly once it has
/// compared [#layout]; the array may be longer than the layout.
public final class Instance {
  public final ClassValue type;
  public Layout layout;
  public @Nullable Object[] fields;

  Instance(ClassValue type) {
    this.type = type;
    this.layout = type.layout();
    this.fields = new Object[type.capacity()];
  }

  /// The value of a field, or [Missing#VALUE] if the instance has no such field.
  public @Nullable Object field(String name) {
    int slot = layout.slotOf(name);
    return slot < 0 ? Missing.VALUE : fields[slot];
  }

  /// Assigns a field, adding it where it is new.
  public void setField(String name, @Nullable Object value) {
    int slot = layout.slotOf(name);
    if (slot >= 0) {
      fields[slot] = value;
    } else {
      addField(layout.with(name), value);
    }
  }

  /// Moves to a layout that [Layout#with] gave for the current one and sets the added field.
  public void addField(Layout extended, @Nullable Object value) {
    int slot = extended.size() - 1;
    if (slot >= fields.length) {
      fields = Arrays.copyOf(fields, Math.max(4, slot * 2));
      type.needsCapacity(extended.size());
    }
    fields[slot] = value;
    layout = extended;
  }

  @Override
  public String toString() {
    return "<" + type.name() + " instance>";
  }
}
