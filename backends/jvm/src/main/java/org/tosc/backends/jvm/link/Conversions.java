package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// Adapts method handles between the types of call sites and those of their targets. Boxing is
/// plain; what narrows an `Object` raises the guest's `TypeError` rather than Java's.
final class Conversions {
  private static final Map<Class<?>, String> UNBOX =
      Map.of(
          long.class, "toLong",
          double.class, "toDouble",
          boolean.class, "toBoolean",
          Text.class, "toText",
          ListValue.class, "toList",
          DictValue.class, "toDict",
          RangeValue.class, "toRange",
          Tensor.class, "toTensor");

  private Conversions() {}

  /// The handle with parameter `index` of type `from`; `what` names the argument in errors.
  static MethodHandle argument(MethodHandle handle, int index, Class<?> from, String what) {
    Class<?> to = handle.type().parameterType(index);
    if (from == to) {
      return handle;
    }
    if (!to.isAssignableFrom(from) && UNBOX.containsKey(to)) {
      MethodHandle unbox = unbox(to, what);
      return MethodHandles.filterArguments(
          handle, index, unbox.asType(unbox.type().changeParameterType(0, from)));
    }
    return handle.asType(handle.type().changeParameterType(index, from));
  }

  /// The handle with another result type; `void` becomes nil.
  static MethodHandle result(MethodHandle handle, Class<?> to, String what) {
    Class<?> from = handle.type().returnType();
    if (from == to) {
      return handle;
    }
    if (from == Object.class && UNBOX.containsKey(to)) {
      return MethodHandles.filterReturnValue(handle, unbox(to, what));
    }
    return handle.asType(handle.type().changeReturnType(to));
  }

  /// Both: the handle as a call site of this type sees it.
  static MethodHandle fit(MethodHandle handle, MethodType type, String what) {
    MethodHandle fitted = handle;
    for (int i = 0; i < type.parameterCount(); i++) {
      fitted = argument(fitted, i, type.parameterType(i), what);
    }
    return result(fitted, type.returnType(), what);
  }

  private static MethodHandle unbox(Class<?> to, String what) {
    MethodType type = MethodType.methodType(to, Object.class, String.class);
    return MethodHandles.insertArguments(
        find(Unbox.class, String.valueOf(UNBOX.get(to)), type), 1, what);
  }

  /// A public static method of a class that this package may use.
  static MethodHandle find(Class<?> owner, String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(owner.getSimpleName() + "." + name + type, e);
    }
  }

  /// A virtual method of a class that this package may use.
  static MethodHandle findVirtual(Class<?> owner, String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(owner.getSimpleName() + "." + name + type, e);
    }
  }
}
