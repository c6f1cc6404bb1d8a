package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Access;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Layout;

/// One place in a program that assigns a member of that name; see [MemberRead]. Its type is
/// `(Object, V)void`, where `V` is what is known of the value.
final class MemberWrite extends MutableCallSite {
  private static final int MAX_DEPTH = 4;
  private static final MethodHandle SET =
      Conversions.findVirtual(
          MemberWrite.class, "set", MethodType.methodType(void.class, Object.class, Object.class));

  private final String name;
  private FieldPlace first = FieldPlace.NONE;
  private FieldPlace second = FieldPlace.NONE;
  private final MethodHandle general;
  private int depth;

  MemberWrite(String name, MethodType type) {
    super(type);
    this.name = name;
    general = SET.bindTo(this).asType(type);
    setTarget(general);
  }

  void set(@Nullable Object object, @Nullable Object value) {
    if (object instanceof Instance instance) {
      FieldPlace place = first;
      if (!place.writes(instance.layout, value)) {
        place = second;
      }
      if (place.writes(instance.layout, value)) {
        if (place.becomesHot()) {
          specialise(place);
        }
        place.write(instance, value);
        return;
      }
    }
    setOther(object, value);
  }

  private void setOther(@Nullable Object object, @Nullable Object value) {
    if (object instanceof Instance instance) {
      Layout layout = instance.layout;
      Layout next = layout.with(name, value);
      second = first;
      first = new FieldPlace(layout, next.slotOf(name), next);
      first.write(instance, value);
    } else {
      Access.setMember(object, name, value);
    }
  }

  private void specialise(FieldPlace place) {
    if (depth++ >= MAX_DEPTH) {
      return;
    }
    Class<?> value = type().parameterType(1);
    Class<?> known = value.isPrimitive() && value != boolean.class ? value : Object.class;
    String method =
        place.next != place.layout
            ? "move"
            : switch (place.bank) {
              case UNSET -> throw new IllegalArgumentException("a field that was set has a place");
              case OBJECTS -> "object";
              case LONGS -> "integer";
              case DOUBLES -> "number";
            };
    MethodHandle target =
        place.next != place.layout || place.bank == Layout.Bank.OBJECTS
            ? find(method, Object.class)
            : find(method, known);
    setTarget(target.bindTo(new Hit(place.layout, place.index, place, this)).asType(type()));
  }

  private static MethodHandle find(String method, Class<?> value) {
    return Conversions.find(
        MemberWrite.class,
        method,
        MethodType.methodType(void.class, Hit.class, Object.class, value));
  }

  /// What a hot place expects. The JIT takes a record's fields for constants.
  record Hit(Layout layout, int index, FieldPlace place, MemberWrite site) {}

  static void move(Hit hit, @Nullable Object object, @Nullable Object value) {
    if (object instanceof Instance instance && hit.place.writes(instance.layout, value)) {
      hit.place.write(instance, value);
    } else {
      hit.site.miss(object, value);
    }
  }

  static void object(Hit hit, @Nullable Object object, @Nullable Object value) {
    if (object instanceof Instance instance && instance.layout == hit.layout) {
      instance.fields[hit.index] = value;
    } else {
      hit.site.miss(object, value);
    }
  }

  static void integer(Hit hit, @Nullable Object object, @Nullable Object value) {
    if (value instanceof Long number
        && object instanceof Instance instance
        && instance.layout == hit.layout) {
      instance.numbers[hit.index] = number;
    } else {
      hit.site.miss(object, value);
    }
  }

  static void integer(Hit hit, @Nullable Object object, long value) {
    if (object instanceof Instance instance && instance.layout == hit.layout) {
      instance.numbers[hit.index] = value;
    } else {
      hit.site.miss(object, value);
    }
  }

  static void number(Hit hit, @Nullable Object object, @Nullable Object value) {
    if (value instanceof Double number
        && object instanceof Instance instance
        && instance.layout == hit.layout) {
      instance.numbers[hit.index] = Double.doubleToRawLongBits(number);
    } else {
      hit.site.miss(object, value);
    }
  }

  static void number(Hit hit, @Nullable Object object, double value) {
    if (object instanceof Instance instance && instance.layout == hit.layout) {
      instance.numbers[hit.index] = Double.doubleToRawLongBits(value);
    } else {
      hit.site.miss(object, value);
    }
  }

  private void miss(@Nullable Object object, @Nullable Object value) {
    setTarget(general);
    set(object, value);
  }
}
