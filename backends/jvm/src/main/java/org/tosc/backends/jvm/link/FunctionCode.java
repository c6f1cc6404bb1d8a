package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.Signature;

/// What all function values of one compiled function have in common. Call sites compare it, and
/// then call its method directly.
final class FunctionCode {
  /// Element i of an `Object[]`.
  private static final MethodHandle ELEMENT = MethodHandles.arrayElementGetter(Object[].class);

  private static final MethodHandle CAPTURES = captures();

  private final FunctionInfo info;
  private final Signature signature;
  private final MethodHandle method;
  private @Nullable MethodHandle direct;
  private @Nullable MethodHandle spread;

  FunctionCode(FunctionInfo info, Unit unit) {
    this.info = info;
    this.signature = Signature.parse(info.signature());
    this.method = unit.function(info.symbol());
  }

  private static MethodHandle captures() {
    try {
      return MethodHandles.lookup().findGetter(Closure.class, "captures", Object[].class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Closure.captures", e);
    }
  }

  Signature signature() {
    return signature;
  }

  @Nullable String name() {
    return info.name().isEmpty() ? null : info.name();
  }

  /// Parameter types without the captures.
  MethodType type() {
    return method.type().dropParameterTypes(0, info.captures());
  }

  /// The method with the closure in the place of its captures; parameters and result keep their
  /// types.
  MethodHandle direct() {
    MethodHandle made = direct;
    if (made == null) {
      made = makeDirect();
      VarHandle.fullFence();
      direct = made;
    }
    return made;
  }

  private MethodHandle makeDirect() {
    int count = info.captures();
    if (count == 0) {
      return MethodHandles.dropArguments(method, 0, Closure.class);
    }
    MethodHandle handle = method;
    for (int i = 0; i < count; i++) {
      MethodHandle capture =
          MethodHandles.filterReturnValue(CAPTURES, MethodHandles.insertArguments(ELEMENT, 1, i));
      handle =
          MethodHandles.filterArguments(
              handle,
              i,
              capture.asType(MethodType.methodType(method.type().parameterType(i), Closure.class)));
    }
    MethodType type = type().insertParameterTypes(0, Closure.class);
    int[] order = new int[method.type().parameterCount()];
    for (int i = count; i < order.length; i++) {
      order[i] = i - count + 1;
    }
    return MethodHandles.permuteArguments(handle, type, order);
  }

  /// `(Closure, Object…)Object`: arguments are converted to the parameters' types, which raises
  /// `TypeError` where they do not fit.
  MethodHandle boxed() {
    MethodHandle handle = direct();
    for (int i = 1; i < handle.type().parameterCount(); i++) {
      String what = signature.parameters().get(i - 1);
      handle = Conversions.argument(handle, i, Object.class, "argument `" + what + "`");
    }
    return Conversions.result(handle, Object.class, "");
  }

  /// `(Closure, Object[])Object`.
  MethodHandle spread() {
    MethodHandle made = spread;
    if (made == null) {
      made = boxed().asSpreader(Object[].class, signature.size());
      VarHandle.fullFence();
      spread = made;
    }
    return made;
  }
}
