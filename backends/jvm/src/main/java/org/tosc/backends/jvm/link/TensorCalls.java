package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.TensorFault;

/// Tensor operations: calls of the session's engine with the attributes as constants.
final class TensorCalls {
  private static final MethodHandle ONE = find("one", Object.class);
  private static final MethodHandle SEVERAL = find("several", Object[].class);

  private TensorCalls() {}

  private static MethodHandle find(String name, Class<?> result) {
    return Conversions.find(
        TensorCalls.class,
        name,
        MethodType.methodType(result, String.class, Map.class, Object[].class));
  }

  static MethodHandle target(
      String op, MethodType type, Map<String, Object> attributes, int results) {
    return MethodHandles.insertArguments(results == 1 ? ONE : SEVERAL, 0, op, attributes)
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  /// `split` in one part gives a list of one.
  static @Nullable Object one(
      String op, Map<String, Object> attributes, @Nullable Object[] operands) {
    Object result = apply(op, attributes, operands);
    return result instanceof List<?> list ? list.getFirst() : result;
  }

  private static Object apply(
      String op, Map<String, Object> attributes, @Nullable Object[] operands) {
    try {
      return Session.current().apply(op, operands, attributes);
    } catch (TensorFault fault) {
      throw Tensors.fault(fault);
    }
  }

  static @Nullable Object[] several(
      String op, Map<String, Object> attributes, @Nullable Object[] operands) {
    Object result = apply(op, attributes, operands);
    return result instanceof List<?> list ? list.toArray() : new Object[] {result};
  }
}
