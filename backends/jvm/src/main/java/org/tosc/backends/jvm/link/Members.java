package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Access;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Layout;
import org.tosc.rt.value.Text;

/// How `object.name` and `object.name = value` link: instances by layout, dicts by a constant key.
final class Members {
  private Members() {}

  static Site site(boolean sets, MethodType type, String name) {
    MethodType generic = type.generic().insertParameterTypes(1, String.class);
    MethodHandle general =
        sets
            ? Conversions.find(Access.class, "setMember", generic.changeReturnType(void.class))
            : Conversions.find(Access.class, "member", generic);
    general = MethodHandles.insertArguments(general, 1, name);
    return new Site(
        type,
        general.asType(type),
        (siteType, operands) ->
            sets ? set(siteType, name, operands) : get(siteType, name, operands));
  }

  private static Site.@Nullable Guarded get(
      MethodType type, String name, @Nullable Object[] operands) {
    if (operands[0] instanceof Instance instance) {
      int slot = instance.layout.slotOf(name);
      return slot < 0 ? null : ofLayout(type, instance.layout, "field", slot);
    }
    if (operands[0] instanceof DictValue) {
      MethodHandle target =
          Conversions.find(
              Members.class,
              "entry",
              MethodType.methodType(Object.class, Object.class, Text.class, String.class));
      target = MethodHandles.insertArguments(target, 1, Text.of(name), name);
      MethodHandle test = NumberOps.test("isDict", 1);
      return new Site.Guarded(
          test.asType(MethodType.methodType(boolean.class, type.parameterType(0))),
          target.asType(type));
    }
    return null;
  }

  private static Site.@Nullable Guarded set(
      MethodType type, String name, @Nullable Object[] operands) {
    if (!(operands[0] instanceof Instance instance)) {
      return null;
    }
    Layout layout = instance.layout;
    int slot = layout.slotOf(name);
    return slot >= 0
        ? ofLayout(type, layout, "setField", slot)
        : ofLayout(type, layout, "addField", layout.with(name));
  }

  /// The target of this name, with `constant` as second argument, for instances of one layout.
  private static Site.Guarded ofLayout(
      MethodType type, Layout layout, String name, Object constant) {
    Class<?> kind = constant instanceof Layout ? Layout.class : int.class;
    MethodType meaning =
        type.generic().insertParameterTypes(1, kind).changeReturnType(type.returnType());
    MethodHandle target =
        MethodHandles.insertArguments(Conversions.find(Members.class, name, meaning), 1, constant);
    return new Site.Guarded(hasLayout(layout, type.parameterType(0)), target.asType(type));
  }

  /// The test whether a value is an instance of this layout.
  static MethodHandle hasLayout(Layout layout, Class<?> parameter) {
    MethodHandle test =
        Conversions.find(
            Members.class,
            "hasLayout",
            MethodType.methodType(boolean.class, Layout.class, Object.class));
    return test.bindTo(layout).asType(MethodType.methodType(boolean.class, parameter));
  }

  static boolean hasLayout(Layout layout, @Nullable Object value) {
    return value instanceof Instance instance && instance.layout == layout;
  }

  static @Nullable Object field(Object instance, int slot) {
    return ((Instance) instance).fields[slot];
  }

  static void setField(Object instance, int slot, @Nullable Object value) {
    ((Instance) instance).fields[slot] = value;
  }

  static void addField(Object instance, Layout extended, @Nullable Object value) {
    ((Instance) instance).addField(extended, value);
  }

  static @Nullable Object entry(Object dict, Text key, String name) {
    DictValue entries = (DictValue) dict;
    int entry = entries.find(key);
    return entry >= 0 ? entries.valueAt(entry) : Access.member(dict, name);
  }
}
