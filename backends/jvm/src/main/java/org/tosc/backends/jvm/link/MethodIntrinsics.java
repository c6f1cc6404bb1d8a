package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.ListValue;

/// Methods of built-in values that are worth a fast way of their own: `xs.push(x)`.
final class MethodIntrinsics {
  private MethodIntrinsics() {}

  static Site.@Nullable Guarded find(MethodType type, String name, @Nullable Object[] operands) {
    boolean pushes = name.equals("push") || name.equals("append");
    if (!pushes || operands.length != 2 || !(operands[0] instanceof ListValue)) {
      return null;
    }
    Class<?> value = type.parameterType(1);
    Class<?> element = value == long.class || value == double.class ? value : Object.class;
    MethodHandle target =
        Conversions.find(
            MethodIntrinsics.class,
            "push",
            MethodType.methodType(Object.class, Object.class, element));
    boolean known = type.parameterType(0) == ListValue.class;
    MethodHandle test = known ? null : NumberOps.test("isList", 1);
    return new Site.Guarded(
        test == null
            ? null
            : test.asType(MethodType.methodType(boolean.class, type.parameterType(0))),
        target.asType(type));
  }

  /// `push(xs, x)`, called as a function.
  static @Nullable Object append(@Nullable Object list, @Nullable Object value) {
    return list instanceof ListValue values
        ? push(values, value)
        : BuiltinCalls.generic("push", new Object[] {list, value}, new String[0]);
  }

  static @Nullable Object push(Object list, @Nullable Object value) {
    ((ListValue) list).add(value);
    return null;
  }

  static @Nullable Object push(Object list, long value) {
    ((ListValue) list).addLong(value);
    return null;
  }

  static @Nullable Object push(Object list, double value) {
    ((ListValue) list).addDouble(value);
    return null;
  }
}
