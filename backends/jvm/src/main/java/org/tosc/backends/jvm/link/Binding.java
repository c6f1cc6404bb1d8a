package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Signature;

/// Binds a call's positional and named arguments to a compiled function's parameters, once, when
/// the call site links.
final class Binding {
  private static final MethodHandle LIST =
      Conversions.find(
          ListValue.class, "of", MethodType.methodType(ListValue.class, Object[].class));

  private Binding() {}

  /// `(Closure, arguments…)result` with arguments of the given types, of which the last have names;
  /// null where they do not fit the parameters, so that the general call raises the right error.
  static @Nullable MethodHandle bind(FunctionCode code, MethodType arguments, String[] names) {
    return bind(code.direct(), code.signature(), 1, arguments, names);
  }

  /// The same for any target that takes `lead` operands of its own and then full arguments.
  static @Nullable MethodHandle bind(
      MethodHandle target, Signature signature, int lead, MethodType arguments, String[] names) {
    int[] from = sources(signature, arguments.parameterCount(), names);
    if (from == null) {
      return null;
    }
    MethodHandle handle = target;
    int positional = arguments.parameterCount() - names.length;
    int surplus = signature.rest() < 0 ? 0 : Math.max(0, positional - signature.rest());
    MethodType type =
        arguments.insertParameterTypes(0, target.type().parameterList().subList(0, lead));
    int[] order = new int[lead + arguments.parameterCount()];
    int at = lead;
    int next = lead;
    for (int i = 0; i < lead; i++) {
      order[i] = i;
    }
    for (int i = 0; i < from.length; i++) {
      if (i == signature.rest()) {
        handle = collect(handle, at, arguments, signature.rest(), surplus);
        for (int k = 0; k < surplus; k++) {
          order[next++] = lead + signature.rest() + k;
        }
        at += surplus;
      } else if (from[i] < 0) {
        handle = missing(handle, at);
      } else {
        String what = "argument `" + signature.parameters().get(i) + "`";
        handle = Conversions.argument(handle, at, arguments.parameterType(from[i]), what);
        order[next++] = lead + from[i];
        at++;
      }
    }
    return MethodHandles.permuteArguments(
        handle, type.changeReturnType(handle.type().returnType()), Arrays.copyOf(order, next));
  }

  private static MethodHandle missing(MethodHandle handle, int at) {
    return MethodHandles.insertArguments(handle, at, Missing.VALUE);
  }

  private static MethodHandle collect(
      MethodHandle handle, int at, MethodType arguments, int first, int count) {
    MethodHandle collector = LIST.asCollector(Object[].class, count);
    List<Class<?>> types = arguments.parameterList().subList(first, first + count);
    collector = collector.asType(MethodType.methodType(handle.type().parameterType(at), types));
    return MethodHandles.collectArguments(handle, at, collector);
  }

  /// Which argument each parameter takes; -1 for a default or the collected rest. Null if the call
  /// does not fit.
  private static int @Nullable [] sources(Signature signature, int count, String[] names) {
    int[] from = new int[signature.size()];
    Arrays.fill(from, -1);
    int positional = count - names.length;
    int rest = signature.rest();
    if (positional < 0 || (rest < 0 && positional > from.length)) {
      return null;
    }
    for (int i = 0; i < positional && (rest < 0 || i < rest); i++) {
      from[i] = i;
    }
    for (int i = 0; i < names.length; i++) {
      int parameter = signature.parameters().indexOf(names[i]);
      if (parameter < 0 || parameter == rest || from[parameter] >= 0) {
        return null;
      }
      from[parameter] = positional + i;
    }
    for (int i = 0; i < from.length; i++) {
      if (from[i] < 0 && i != rest && !signature.isOptional(i)) {
        return null;
      }
    }
    return from;
  }
}
