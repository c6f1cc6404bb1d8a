package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Layout;

/// How `callee(arguments)` and `receiver.name(arguments)` link: a compiled function, guarded by its
/// code, is called directly with its arguments bound when the site links; a method of an instance,
/// guarded by the instance's layout, likewise.
final class FunctionCalls {
  private static final MethodHandle RUNS =
      Conversions.find(
          Closure.class,
          "runs",
          MethodType.methodType(boolean.class, FunctionCode.class, Object.class));
  static final MethodHandle HAS_LAYOUT =
      Conversions.find(
          FunctionCalls.class,
          "hasLayout",
          MethodType.methodType(boolean.class, Layout.class, Object.class));
  private static final MethodHandle CALL =
      Conversions.find(
          Calls.class,
          "call",
          MethodType.methodType(Object.class, Object.class, Object[].class, String[].class));
  private static final MethodHandle INVOKE =
      Conversions.find(
          Access.class,
          "invoke",
          MethodType.methodType(
              Object.class, Object.class, String.class, Object[].class, String[].class));

  private FunctionCalls() {}

  /// A layout proves an instance's class and fields.
  static boolean hasLayout(Layout layout, @Nullable Object value) {
    return value instanceof Instance instance && instance.layout == layout;
  }

  /// `callee(arguments)`; the last arguments have these names.
  static Site call(MethodType type, String[] names) {
    MethodHandle general =
        MethodHandles.insertArguments(CALL, 2, (Object) names)
            .asCollector(1, Object[].class, type.parameterCount() - 1);
    return new Site(
        type, general.asType(type), (siteType, operands) -> ofCallee(siteType, names, operands[0]));
  }

  private static Site.@Nullable Guarded ofCallee(
      MethodType type, String[] names, @Nullable Object callee) {
    if (!(callee instanceof Closure closure)) {
      return null;
    }
    MethodHandle bound = Binding.bind(closure.code, type.dropParameterTypes(0, 1), names);
    if (bound == null) {
      return null;
    }
    MethodHandle test = RUNS.bindTo(closure.code);
    Class<?> calleeType = type.parameterType(0);
    return new Site.Guarded(
        test.asType(MethodType.methodType(boolean.class, calleeType)),
        bound.asType(type.changeReturnType(bound.type().returnType())).asType(type));
  }

  /// `receiver.name(arguments)`; the last arguments have these names.
  static Site invoke(MethodType type, String name, String[] names) {
    MethodHandle general =
        MethodHandles.insertArguments(
                MethodHandles.insertArguments(INVOKE, 3, (Object) names), 1, name)
            .asCollector(1, Object[].class, type.parameterCount() - 1);
    return new Site(
        type,
        general.asType(type),
        (siteType, operands) -> ofReceiver(siteType, name, names, operands));
  }

  private static Site.@Nullable Guarded ofReceiver(
      MethodType type, String name, String[] names, @Nullable Object[] operands) {
    if (!(operands[0] instanceof Instance instance)) {
      return BuiltinMethods.find(type, name, names, operands);
    }
    if (instance.layout.slotOf(name) >= 0) {
      return null;
    }
    FunctionValue method = instance.type.findMethod(name);
    MethodHandle bound =
        method instanceof Closure closure ? Binding.bind(closure.code, type, names) : null;
    if (bound == null) {
      return null;
    }
    MethodHandle target = bound.bindTo(method);
    return new Site.Guarded(
        HAS_LAYOUT
            .bindTo(instance.layout)
            .asType(MethodType.methodType(boolean.class, type.parameterType(0))),
        target.asType(type.changeReturnType(target.type().returnType())).asType(type));
  }
}
