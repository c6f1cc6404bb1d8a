package org.tosc.backends.jvm.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.FunctionValue;

/// How calls of built-ins link: the row is looked up and the arguments are bound when the call site
/// links; what remains is a call of the row's body.
public final class BuiltinCalls {
  private static final MethodHandle ROW =
      Conversions.find(
          BuiltinCalls.class,
          "row",
          MethodType.methodType(Object.class, Builtin.class, Object[].class));
  private static final MethodHandle GENERIC =
      Conversions.find(
          BuiltinCalls.class,
          "generic",
          MethodType.methodType(Object.class, String.class, Object[].class, String[].class));

  private BuiltinCalls() {}

  /// A call with arguments of these types, of which the last have names.
  static CallSite site(MethodType type, String name, String[] names) {
    MethodHandle target = target(type, name, names);
    Builtin row = Builtins.find(name);
    if (row == null || names.length > 0 || !isOpen(row, type)) {
      return new ConstantCallSite(target);
    }
    return new Site(
        type, target, (siteType, operands) -> Intrinsics.find(row.name(), siteType, operands));
  }

  private static MethodHandle target(MethodType type, String name, String[] names) {
    Builtin row = Builtins.find(name);
    MethodHandle target = row == null ? null : target(type, row, names);
    if (target != null) {
      return target;
    }
    MethodHandle general =
        MethodHandles.insertArguments(
                MethodHandles.insertArguments(GENERIC, 2, (Object) names), 0, name)
            .asCollector(Object[].class, type.parameterCount());
    return Conversions.fit(general, type, name + "()");
  }

  /// The target for a row; null where the arguments do not fit its parameters.
  static @Nullable MethodHandle target(MethodType type, Builtin row, String[] names) {
    MethodHandle bound = names.length > 0 ? null : Intrinsics.find(row.name(), type);
    if (bound == null) {
      bound =
          Binding.bind(
              ROW.bindTo(row).asCollector(Object[].class, row.signature().size()),
              row.signature(),
              0,
              type,
              names);
    }
    return bound == null ? null : Conversions.fit(bound, type, row.name() + "()");
  }

  /// Whether the kinds of the arguments decide at run time between the row and something faster.
  private static boolean isOpen(Builtin row, MethodType type) {
    return Intrinsics.mayKnow(row.name())
        && Intrinsics.find(row.name(), type) == null
        && type.parameterList().contains(Object.class);
  }

  static @Nullable Object row(Builtin row, @Nullable Object[] arguments) {
    return row.call(Session.current(), arguments);
  }

  /// Calls a built-in by its name with arguments as a call site gives them.
  public static @Nullable Object generic(
      String name, @Nullable Object[] arguments, String[] names) {
    return value(name).invokeNamed(arguments, names);
  }

  /// A built-in as a function value.
  static FunctionValue value(String name) {
    Builtin row = Builtins.find(name);
    if (row == null) {
      throw Errors.name("there is no built-in `" + name + "`");
    }
    return row.function();
  }
}
