package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Access;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Layout;
import org.tosc.rt.value.Text;

/// One place in a program that reads or writes a member of that name, with the two layouts of
/// instances that it met last.
///
/// It is a constant of the compiled class with plain fields rather than a call site: the code is
/// small in every tier of the JIT, and a program has many such places.
public final class MemberSite {
  private static final Shape NONE = new Shape(Layout.root(java.util.List.of()), 0, null);

  private final String name;
  private final Text key;
  private Shape first = NONE;
  private Shape second = NONE;

  /// Where instances of a layout have the member; `extended` is the layout after adding it, where
  /// they do not.
  private record Shape(Layout layout, int slot, @Nullable Layout extended) {}

  MemberSite(String name) {
    this.name = name;
    this.key = Text.of(name);
  }

  /// `object.name`.
  public @Nullable Object get(@Nullable Object object) {
    if (object instanceof Instance instance) {
      Layout layout = instance.layout;
      Shape shape = first;
      if (shape.layout == layout) {
        return instance.fields[shape.slot];
      }
      shape = second;
      if (shape.layout == layout) {
        return instance.fields[shape.slot];
      }
    }
    return getOther(object);
  }

  private @Nullable Object getOther(@Nullable Object object) {
    if (object instanceof Instance instance) {
      int slot = instance.layout.slotOf(name);
      if (slot >= 0) {
        remember(new Shape(instance.layout, slot, null));
        return instance.fields[slot];
      }
    } else if (object instanceof DictValue dict) {
      int entry = dict.find(key);
      if (entry >= 0) {
        return dict.valueAt(entry);
      }
    }
    return Access.member(object, name);
  }

  /// `object.name = value`.
  public void set(@Nullable Object object, @Nullable Object value) {
    if (object instanceof Instance instance) {
      Layout layout = instance.layout;
      Shape shape = first;
      if (shape.layout != layout) {
        shape = second;
      }
      if (shape.layout == layout) {
        Layout extended = shape.extended;
        if (extended == null) {
          instance.fields[shape.slot] = value;
        } else {
          instance.addField(extended, value);
        }
        return;
      }
    }
    setOther(object, value);
  }

  private void setOther(@Nullable Object object, @Nullable Object value) {
    if (object instanceof Instance instance) {
      Layout layout = instance.layout;
      int slot = layout.slotOf(name);
      remember(new Shape(layout, Math.max(slot, 0), slot < 0 ? layout.with(name) : null));
      instance.setField(name, value);
    } else {
      Access.setMember(object, name, value);
    }
  }

  private void remember(Shape shape) {
    second = first;
    first = shape;
  }
}
