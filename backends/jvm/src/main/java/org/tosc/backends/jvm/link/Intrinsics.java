package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.BasicGroup;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.Text;

/// Built-ins whose body compiled code calls without the table's array of arguments, one row each.
/// They mean exactly what the table's rows mean.
final class Intrinsics {
  private record Row(String name, List<Class<?>> parameters, MethodHandle target) {}

  private static final List<Row> ROWS =
      List.of(
          row("len", BasicGroup.class, "len", long.class, Object.class),
          row("length", BasicGroup.class, "len", long.class, Object.class),
          row("size", BasicGroup.class, "len", long.class, Object.class),
          row("push", MethodIntrinsics.class, "append", Object.class, Object.class, Object.class),
          row("append", MethodIntrinsics.class, "append", Object.class, Object.class, Object.class),
          row("str", Show.class, "asText", Text.class, Object.class),
          row("sqrt", Math.class, "sqrt", double.class, double.class),
          row("abs", Math.class, "abs", double.class, double.class),
          row("min", Math.class, "min", long.class, long.class, long.class),
          row("max", Math.class, "max", long.class, long.class, long.class));

  private Intrinsics() {}

  private static Row row(
      String name, Class<?> owner, String method, Class<?> result, Class<?>... parameters) {
    return new Row(
        name,
        List.of(parameters),
        Conversions.find(owner, method, MethodType.methodType(result, parameters)));
  }

  /// The row for arguments of these static types; primitive parameters must match exactly.
  static @Nullable MethodHandle find(String name, MethodType type) {
    for (Row row : ROWS) {
      if (row.name.equals(name) && accepts(row, type)) {
        return row.target;
      }
    }
    return null;
  }

  private static boolean accepts(Row row, MethodType type) {
    if (type.parameterCount() != row.parameters.size()) {
      return false;
    }
    for (int i = 0; i < row.parameters.size(); i++) {
      Class<?> wanted = row.parameters.get(i);
      if (wanted.isPrimitive() && type.parameterType(i) != wanted) {
        return false;
      }
    }
    return true;
  }
}
