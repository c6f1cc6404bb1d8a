package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Access;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Layout;
import org.tosc.rt.value.Text;

/// One place in a program that reads a member of that name. It remembers the two layouts that it
/// met last; a layout that it meets often gets a target in which the field's place is a constant,
/// which the JIT turns into one comparison and one load, without a box.
final class MemberRead extends MutableCallSite {
  private static final int MAX_DEPTH = 4;
  private static final MethodType TYPE = MethodType.methodType(Object.class, Object.class);
  private static final MethodType HIT =
      MethodType.methodType(Object.class, Hit.class, Object.class);
  private static final MethodHandle GET = Conversions.findVirtual(MemberRead.class, "get", TYPE);

  private final String name;
  private final Text key;
  private FieldPlace first = FieldPlace.NONE;
  private FieldPlace second = FieldPlace.NONE;
  private final MethodHandle general;
  private int depth;

  MemberRead(String name) {
    super(TYPE);
    this.name = name;
    this.key = Text.of(name);
    general = GET.bindTo(this);
    setTarget(general);
  }

  @Nullable Object get(@Nullable Object object) {
    if (object instanceof Instance instance) {
      FieldPlace place = first;
      if (place.layout != instance.layout) {
        place = second;
      }
      if (place.layout == instance.layout) {
        if (place.becomesHot()) {
          specialise(place);
        }
        return place.read(instance);
      }
    }
    return getOther(object);
  }

  private @Nullable Object getOther(@Nullable Object object) {
    if (object instanceof Instance instance) {
      Layout layout = instance.layout;
      int slot = layout.slotOf(name);
      if (slot >= 0) {
        second = first;
        first = new FieldPlace(layout, slot, layout);
        return first.read(instance);
      }
    } else if (object instanceof DictValue dict) {
      int entry = dict.find(key);
      if (entry >= 0) {
        return dict.valueAt(entry);
      }
    }
    return Access.member(object, name);
  }

  // One method with constants bound to it rather than a guard made of handles: the code stays small
  // in every tier of the JIT, and a program has many such places.
  private void specialise(FieldPlace place) {
    if (place.bank != Layout.Bank.UNSET && depth++ < MAX_DEPTH) {
      String method =
          switch (place.bank) {
            case UNSET ->
                throw new IllegalArgumentException("a field that is not set has no place");
            case OBJECTS -> "object";
            case LONGS -> "integer";
            case DOUBLES -> "number";
          };
      Hit hit = new Hit(place.layout, place.index, this);
      setTarget(Conversions.find(MemberRead.class, method, HIT).bindTo(hit));
    }
  }

  /// What a hot place expects. The JIT takes a record's fields for constants.
  record Hit(Layout layout, int index, MemberRead site) {}

  static @Nullable Object object(Hit hit, @Nullable Object object) {
    return object instanceof Instance instance && instance.layout == hit.layout
        ? instance.fields[hit.index]
        : hit.site.miss(object);
  }

  static @Nullable Object integer(Hit hit, @Nullable Object object) {
    return object instanceof Instance instance && instance.layout == hit.layout
        ? (Object) instance.numbers[hit.index]
        : hit.site.miss(object);
  }

  static @Nullable Object number(Hit hit, @Nullable Object object) {
    return object instanceof Instance instance && instance.layout == hit.layout
        ? (Object) Double.longBitsToDouble(instance.numbers[hit.index])
        : hit.site.miss(object);
  }

  // Several layouts come here: back to the general way.
  private @Nullable Object miss(@Nullable Object object) {
    setTarget(general);
    return get(object);
  }
}
