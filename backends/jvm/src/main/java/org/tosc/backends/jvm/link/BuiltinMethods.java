package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// How `receiver.name(arguments)` links where the receiver is a list, string, dict, range or
/// tensor: the built-in's row is found once per class of receivers. A key of a dict comes before a
/// built-in of that name.
final class BuiltinMethods {
  /// Members that are values, not methods; a call of one means a call of its value.
  private static final Set<String> PROPERTIES =
      Set.of("length", "start", "end", "step", "shape", "dtype", "ndim", "rank", "size", "T");

  private BuiltinMethods() {}

  static Site.@Nullable Guarded find(
      MethodType type, String name, String[] names, @Nullable Object[] operands) {
    Object receiver = operands[0];
    String test = test(receiver, name);
    Builtin row =
        test.isEmpty() || PROPERTIES.contains(name)
            ? null
            : Builtins.method(Kind.of(receiver), name);
    if (row == null) {
      return null;
    }
    MethodHandle target = BuiltinCalls.target(type, row, names);
    return target == null ? null : new Site.Guarded(guard(test, name, type), target);
  }

  private static String test(@Nullable Object receiver, String name) {
    return switch (receiver) {
      case ListValue _ -> "isList";
      case Text _ -> "isText";
      case DictValue dict -> dict.lacks(Text.of(name)) ? "isDictWithout" : "";
      case RangeValue _ -> "isRange";
      case Tensor _ -> "isTensor";
      case null, default -> "";
    };
  }

  private static MethodHandle guard(String test, String name, MethodType type) {
    MethodHandle guard =
        test.equals("isDictWithout")
            ? Conversions.find(
                    BuiltinMethods.class,
                    test,
                    MethodType.methodType(boolean.class, Text.class, Object.class))
                .bindTo(Text.of(name))
            : Conversions.find(
                BuiltinMethods.class, test, MethodType.methodType(boolean.class, Object.class));
    return guard.asType(MethodType.methodType(boolean.class, type.parameterType(0)));
  }

  static boolean isList(@Nullable Object value) {
    return value instanceof ListValue;
  }

  static boolean isText(@Nullable Object value) {
    return value instanceof Text;
  }

  static boolean isRange(@Nullable Object value) {
    return value instanceof RangeValue;
  }

  static boolean isTensor(@Nullable Object value) {
    return value instanceof Tensor;
  }

  static boolean isDictWithout(Text key, @Nullable Object value) {
    return value instanceof DictValue dict && dict.lacks(key);
  }
}
