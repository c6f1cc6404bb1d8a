package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;

/// How operators link: the general meaning of each, and the fast ways for numbers.
final class Operators {
  /// The run-time library's names, where they differ from the operations'.
  private static final Map<String, String> GENERAL =
      Map.ofEntries(
          Map.entry("floordiv", "floorDiv"),
          Map.entry("bitand", "bitAnd"),
          Map.entry("bitor", "bitOr"),
          Map.entry("bitxor", "bitXor"));

  /// Comparisons as truth values.
  private static final Map<String, String> TRUTHS =
      Map.of(
          "eq", "same",
          "ne", "differ",
          "lt", "isLess",
          "le", "isLessOrEqual",
          "gt", "isGreater",
          "ge", "isGreaterOrEqual");

  private static final Set<String> INTEGERS_ONLY =
      Set.of("bitand", "bitor", "bitxor", "shl", "shr");

  /// Operators of two `any` that have a form without adapters, which every tier compiles well.
  private static final Set<String> BOXED_FORMS = Set.of("add", "sub", "mul", "div");

  private static final MethodType BOXED = MethodType.genericMethodType(2);

  private static final Map<String, MethodHandle> TESTS = tests();

  private Operators() {}

  static Site site(String op, MethodType type) {
    return new Site(
        type,
        Conversions.fit(general(op, type), type, ""),
        (siteType, operands) -> fast(op, siteType, operands));
  }

  private static MethodHandle general(String op, MethodType type) {
    MethodType generic = type.generic();
    if (TRUTHS.containsKey(op)) {
      return type.returnType() == boolean.class
          ? truth(op, generic.changeReturnType(boolean.class))
          : Conversions.find(Compare.class, op, generic);
    }
    return switch (op) {
      case "get" -> Conversions.find(Access.class, "get", generic);
      case "set" -> Conversions.find(Access.class, "set", generic.changeReturnType(void.class));
      default -> Conversions.find(Arithmetic.class, GENERAL.getOrDefault(op, op), generic);
    };
  }

  private static MethodHandle truth(String op, MethodType type) {
    return op.equals("ne")
        ? Conversions.find(NumberOps.class, "differ", type)
        : Conversions.find(Compare.class, String.valueOf(TRUTHS.get(op)), type);
  }

  private static Site.@Nullable Guarded fast(
      String op, MethodType type, @Nullable Object[] operands) {
    return switch (op) {
      case "get" -> Elements.get(type, operands);
      case "set" -> Elements.set(type, operands);
      case "neg" -> unary(type, operands[0]);
      case "matmul" -> null;
      default -> numbers(op, type, operands[0], operands[1]);
    };
  }

  private static Site.@Nullable Guarded unary(MethodType type, @Nullable Object a) {
    Class<?> kind = number(a);
    if (kind == null) {
      return null;
    }
    MethodHandle target =
        Conversions.find(Arithmetic.class, "neg", MethodType.methodType(kind, kind));
    return guarded(type, target, kind);
  }

  private static Site.@Nullable Guarded numbers(
      String op, MethodType type, @Nullable Object a, @Nullable Object b) {
    Class<?> left = number(a);
    Class<?> right = number(b);
    if (left == null || right == null) {
      return null;
    }
    boolean integers = left == long.class && right == long.class;
    if (integers ? op.equals("pow") : INTEGERS_ONLY.contains(op)) {
      return null;
    }
    if (left == right && type.equals(BOXED) && BOXED_FORMS.contains(op)) {
      String kinds = left == long.class ? "JJ" : "DD";
      if (left == double.class || !op.equals("div")) {
        return new Site.Guarded(
            TESTS.get(kinds), Conversions.find(NumberOps.class, op + kinds, BOXED));
      }
    }
    return guarded(type, target(op, left, right), left, right);
  }

  /// The operator on two primitives.
  private static MethodHandle target(String op, Class<?> left, Class<?> right) {
    Class<?> common = left == right ? left : double.class;
    MethodHandle target;
    if (TRUTHS.containsKey(op)) {
      target =
          Conversions.find(
              NumberOps.class, op, MethodType.methodType(boolean.class, common, common));
    } else {
      Class<?> result = op.equals("div") ? double.class : common;
      target =
          Conversions.find(
              Arithmetic.class,
              GENERAL.getOrDefault(op, op),
              MethodType.methodType(result, common, common));
    }
    // An int beside a float is converted to float.
    return target.asType(target.type().changeParameterType(0, left).changeParameterType(1, right));
  }

  /// The target for operands of these primitive kinds, guarded where the site does not know them.
  static Site.Guarded guarded(MethodType type, MethodHandle target, Class<?>... kinds) {
    StringBuilder unknown = new StringBuilder();
    for (int i = 0; i < kinds.length; i++) {
      unknown.append(
          type.parameterType(i).isPrimitive() ? '-' : kinds[i] == long.class ? 'J' : 'D');
    }
    MethodHandle test = TESTS.get(unknown.toString());
    if (test != null) {
      MethodType leading = type.changeReturnType(boolean.class);
      test = test.asType(leading.dropParameterTypes(kinds.length, leading.parameterCount()));
    }
    return new Site.Guarded(test, primitives(target, type, kinds));
  }

  private static MethodHandle primitives(MethodHandle target, MethodType type, Class<?>[] kinds) {
    MethodHandle fitted = target;
    for (int i = 0; i < kinds.length; i++) {
      if (type.parameterType(i) != kinds[i]) {
        MethodHandle cast = kinds[i] == long.class ? NumberOps.TO_LONG : NumberOps.TO_DOUBLE;
        fitted =
            MethodHandles.filterArguments(
                fitted, i, cast.asType(MethodType.methodType(kinds[i], type.parameterType(i))));
      }
    }
    return fitted.asType(type);
  }

  /// The primitive type of a number's box, or null for other values.
  static @Nullable Class<?> number(@Nullable Object value) {
    return value instanceof Long ? long.class : value instanceof Double ? double.class : null;
  }

  /// The tests of one or two operands by what they must be: `J` a Long, `D` a Double, `-` known.
  private static Map<String, MethodHandle> tests() {
    Map<String, MethodHandle> tests = new HashMap<>();
    for (char a : new char[] {'J', 'D'}) {
      tests.put("" + a, NumberOps.test("is" + a, 1));
      tests.put(a + "-", MethodHandles.dropArguments(NumberOps.test("is" + a, 1), 1, Object.class));
      tests.put("-" + a, MethodHandles.dropArguments(NumberOps.test("is" + a, 1), 0, Object.class));
      for (char b : new char[] {'J', 'D'}) {
        tests.put("" + a + b, NumberOps.test("is" + a + b, 2));
      }
    }
    return tests;
  }
}
