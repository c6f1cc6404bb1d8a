package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Access;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Fast ways of `object[key]` and `object[key] = value`: lists by storage, dicts, strings.
///
/// Each way of reading a list is a method of its own and falls back to the general one where the
/// storage is another: the JIT then sees one kind of box per call site and removes it.
final class Elements {
  private Elements() {}

  static Site.@Nullable Guarded get(MethodType type, @Nullable Object[] operands) {
    Object key = operands[1];
    return switch (operands[0]) {
      case ListValue list when key instanceof Long -> getOfList(type, list);
      case Text _ when key instanceof Long -> guarded(type, "getOfText", Text.class, long.class);
      case DictValue _ -> guarded(type, "getOfDict", DictValue.class, keyOfDict(type));
      case null, default -> null;
    };
  }

  private static Class<?> keyOfDict(MethodType type) {
    return type.parameterType(1) == long.class ? long.class : Object.class;
  }

  private static Site.Guarded getOfList(MethodType type, ListValue list) {
    String name =
        list.longs() != null
            ? "getLong"
            : list.doubles() != null
                ? "getDouble"
                : list.booleans() != null ? "getBoolean" : "getAny";
    return guarded(type, name, ListValue.class, long.class);
  }

  static Site.@Nullable Guarded set(MethodType type, @Nullable Object[] operands) {
    if (operands[0] instanceof DictValue) {
      return guarded(type, "setOfDict", DictValue.class, keyOfDict(type));
    }
    if (!(operands[0] instanceof ListValue && operands[1] instanceof Long)) {
      return null;
    }
    Class<?> value = type.parameterType(2);
    String name = value.isPrimitive() ? "set" + value.getSimpleName() : "setany";
    return guarded(type, name, ListValue.class, long.class);
  }

  private static Site.Guarded guarded(MethodType type, String name, Class<?> object, Class<?> key) {
    boolean sets = type.parameterCount() == 3;
    MethodType meaning = MethodType.methodType(sets ? void.class : Object.class, object, key);
    if (sets) {
      Class<?> value = type.parameterType(2);
      meaning =
          meaning.appendParameterTypes(
              value == long.class || (value.isPrimitive() && object == ListValue.class)
                  ? value
                  : Object.class);
    }
    MethodHandle target = Conversions.find(Elements.class, name, meaning);
    if (key == long.class && type.parameterType(1) != long.class) {
      target =
          MethodHandles.filterArguments(
              target,
              1,
              NumberOps.TO_LONG.asType(MethodType.methodType(long.class, type.parameterType(1))));
    }
    return new Site.Guarded(test(type, object, key), target.asType(type));
  }

  private static @Nullable MethodHandle test(MethodType type, Class<?> object, Class<?> key) {
    boolean objectKnown = type.parameterType(0) == object;
    boolean keyKnown = key == Object.class || type.parameterType(1) == long.class;
    if (objectKnown && keyKnown) {
      return null;
    }
    MethodHandle test =
        Conversions.find(
            Elements.class,
            "is" + (objectKnown ? "" : object.getSimpleName()) + (keyKnown ? "" : "Keyed"),
            MethodType.methodType(boolean.class, Object.class, Object.class));
    return test.asType(
        MethodType.methodType(boolean.class, type.parameterType(0), type.parameterType(1)));
  }

  static boolean isKeyed(@Nullable Object object, @Nullable Object key) {
    return key instanceof Long;
  }

  static boolean isListValue(@Nullable Object object, @Nullable Object key) {
    return object instanceof ListValue;
  }

  static boolean isListValueKeyed(@Nullable Object object, @Nullable Object key) {
    return object instanceof ListValue && key instanceof Long;
  }

  static boolean isText(@Nullable Object object, @Nullable Object key) {
    return object instanceof Text;
  }

  static boolean isTextKeyed(@Nullable Object object, @Nullable Object key) {
    return object instanceof Text && key instanceof Long;
  }

  static boolean isDictValue(@Nullable Object object, @Nullable Object key) {
    return object instanceof DictValue;
  }

  static @Nullable Object getLong(ListValue list, long index) {
    long[] elements = list.longs();
    return elements == null ? list.get(index) : (Object) elements[at(list, index)];
  }

  static @Nullable Object getDouble(ListValue list, long index) {
    double[] elements = list.doubles();
    return elements == null ? list.get(index) : (Object) elements[at(list, index)];
  }

  static @Nullable Object getBoolean(ListValue list, long index) {
    boolean[] elements = list.booleans();
    return elements == null ? list.get(index) : (Object) elements[at(list, index)];
  }

  static @Nullable Object getAny(ListValue list, long index) {
    Object[] elements = list.objects();
    return elements == null ? list.get(index) : elements[at(list, index)];
  }

  private static int at(ListValue list, long index) {
    int size = list.size();
    long i = index < 0 ? index + size : index;
    if (i < 0 || i >= size) {
      throw Errors.index("list", index, size);
    }
    return (int) i;
  }

  static @Nullable Object getOfText(Text text, long index) {
    return text.at(index);
  }

  static @Nullable Object getOfDict(DictValue dict, @Nullable Object key) {
    int entry = dict.find(key);
    return entry >= 0 ? dict.valueAt(entry) : Access.get(dict, key);
  }

  static @Nullable Object getOfDict(DictValue dict, long key) {
    int entry = dict.find(key);
    return entry >= 0 ? dict.valueAt(entry) : Access.get(dict, key);
  }

  static void setlong(ListValue list, long index, long value) {
    list.setLong(index, value);
  }

  static void setdouble(ListValue list, long index, double value) {
    list.setDouble(index, value);
  }

  static void setboolean(ListValue list, long index, boolean value) {
    list.setBoolean(index, value);
  }

  static void setany(ListValue list, long index, @Nullable Object value) {
    list.set(index, value);
  }

  static void setOfDict(DictValue dict, @Nullable Object key, @Nullable Object value) {
    if (value instanceof Long number) {
      dict.putLong(key, number.longValue());
    } else {
      dict.put(key, value);
    }
  }

  static void setOfDict(DictValue dict, long key, @Nullable Object value) {
    if (value instanceof Long number) {
      dict.putLong(key, number.longValue());
    } else {
      dict.put((Object) key, value);
    }
  }

  static void setOfDict(DictValue dict, @Nullable Object key, long value) {
    dict.putLong(key, value);
  }

  static void setOfDict(DictValue dict, long key, long value) {
    dict.putLong(key, value);
  }
}
