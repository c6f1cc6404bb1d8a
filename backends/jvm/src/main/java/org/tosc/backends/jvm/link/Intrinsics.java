package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.BasicGroup;
import org.tosc.rt.builtin.DictGroup;
import org.tosc.rt.builtin.ListGroup;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Built-ins whose body compiled code calls without the table's array of arguments, one row each.
/// They mean exactly what the table's rows mean.
final class Intrinsics {
  private record Row(String name, List<Class<?>> parameters, MethodHandle target) {}

  private static final List<Row> ROWS =
      List.of(
          row("len", BasicGroup.class, "len", long.class, Object.class),
          row("push", Intrinsics.class, "push", Object.class, Object.class, long.class),
          row("push", Intrinsics.class, "push", Object.class, Object.class, double.class),
          row("push", ListGroup.class, "push", Object.class, Object.class, Object.class),
          row("get", Intrinsics.class, "get", Object.class, Object.class, long.class, long.class),
          row("get", Intrinsics.class, "get", Object.class, Object.class, Object.class, long.class),
          row(
              "get",
              DictGroup.class,
              "get",
              Object.class,
              Object.class,
              Object.class,
              Object.class),
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

  /// The fast way for numbers at a site that does not know their kinds, if a row takes just these.
  static Site.@Nullable Guarded find(String name, MethodType type, @Nullable Object[] operands) {
    MethodType kinds = type;
    for (int i = 0; i < operands.length; i++) {
      Class<?> kind = Operators.number(operands[i]);
      if (kind == null) {
        return null;
      }
      kinds = kinds.changeParameterType(i, kind);
    }
    MethodHandle target = operands.length > 2 ? null : find(name, kinds);
    return target == null ? null : Operators.guarded(type, target, kinds.parameterArray());
  }

  /// Whether some row of that name takes numbers of known kinds.
  static boolean mayKnow(String name) {
    return ROWS.stream()
        .anyMatch(r -> r.name.equals(name) && r.parameters.getFirst().isPrimitive());
  }

  private static boolean accepts(Row row, MethodType type) {
    Class<?> result = type.returnType();
    if (type.parameterCount() != row.parameters.size()
        || (result.isPrimitive() && result != row.target.type().returnType())) {
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

  // One box for both outcomes, which the JIT removes where the result is a number to its user.
  static @Nullable Object get(@Nullable Object x, long key, long otherwise) {
    if (x instanceof DictValue dict && dict.holdsLongs()) {
      int entry = dict.find(key);
      return (Object) (entry < 0 ? otherwise : dict.longAt(entry));
    }
    return DictGroup.get(x, key, otherwise);
  }

  static @Nullable Object get(@Nullable Object x, @Nullable Object key, long otherwise) {
    if (x instanceof DictValue dict && dict.holdsLongs()) {
      int entry = dict.find(key);
      return (Object) (entry < 0 ? otherwise : dict.longAt(entry));
    }
    return DictGroup.get(x, key, otherwise);
  }

  static @Nullable Object push(@Nullable Object list, long value) {
    if (list instanceof ListValue values) {
      values.addLong(value);
      return null;
    }
    return ListGroup.push(list, value);
  }

  static @Nullable Object push(@Nullable Object list, double value) {
    if (list instanceof ListValue values) {
      values.addDouble(value);
      return null;
    }
    return ListGroup.push(list, value);
  }
}
