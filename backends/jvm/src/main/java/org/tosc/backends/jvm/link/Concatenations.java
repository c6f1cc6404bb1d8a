package org.tosc.backends.jvm.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.StringConcatException;
import java.lang.invoke.StringConcatFactory;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Concat;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.Text;

/// How concatenations link. Two parts, of which the first is a string, extend it; several are
/// joined at once by Java's own concatenation, unless the first is long and worth extending.
final class Concatenations {
  /// The most slots that Java's concatenation takes is 200.
  private static final int MOST = 99;

  private static final MethodHandle ALL =
      Conversions.find(Concat.class, "all", MethodType.methodType(Text.class, Object[].class));
  private static final MethodHandle IS_LONG =
      Conversions.find(Concat.class, "isLong", MethodType.methodType(boolean.class, Object.class));
  private static final MethodHandle JOINED =
      Conversions.find(
          Text.class, "ofConcatenation", MethodType.methodType(Text.class, String.class));
  private static final MethodHandle OF_TEXT =
      Conversions.findVirtual(Text.class, "toString", MethodType.methodType(String.class));
  private static final MethodHandle OF_ANY =
      Conversions.find(Show.class, "text", MethodType.methodType(String.class, Object.class));

  private Concatenations() {}

  static CallSite site(MethodType type) {
    if (type.parameterCount() == 2 && type.parameterType(0) == Text.class) {
      return new ConstantCallSite(two(type));
    }
    MethodHandle all = ALL.asCollector(Object[].class, type.parameterCount()).asType(type);
    boolean several = type.parameterCount() > 1 && type.parameterCount() <= MOST;
    return several
        ? new Site(type, all, (siteType, _) -> joined(siteType, all))
        : new ConstantCallSite(all);
  }

  private static MethodHandle two(MethodType type) {
    Class<?> tail = type.parameterType(1);
    Class<?> known = tail == Text.class || tail == long.class ? tail : Object.class;
    MethodType meaning = MethodType.methodType(Text.class, Text.class, known);
    return Conversions.find(Concat.class, "two", meaning).asType(type);
  }

  private static Site.Guarded joined(MethodType type, MethodHandle all) {
    MethodHandle strings = strings(type);
    MethodHandle target = MethodHandles.filterReturnValue(strings, JOINED);
    if (!type.parameterType(0).isPrimitive()) {
      MethodHandle isLong =
          IS_LONG.asType(MethodType.methodType(boolean.class, type.parameterType(0)));
      target = MethodHandles.guardWithTest(isLong, all, target);
    }
    return new Site.Guarded(null, target);
  }

  /// Java's concatenation of the parts, of which only integers and booleans show as Java's do.
  private static MethodHandle strings(MethodType type) {
    int count = type.parameterCount();
    MethodType plain = MethodType.methodType(String.class);
    for (Class<?> part : type.parameterList()) {
      plain = plain.appendParameterTypes(asJava(part) ? part : String.class);
    }
    MethodHandle joined;
    try {
      joined =
          StringConcatFactory.makeConcat(MethodHandles.lookup(), "concat", plain).dynamicInvoker();
    } catch (StringConcatException e) {
      throw new LinkageError("concatenation of " + type, e);
    }
    @Nullable MethodHandle[] filters = new MethodHandle[count];
    for (int i = 0; i < count; i++) {
      filters[i] = asString(type.parameterType(i));
    }
    return MethodHandles.filterArguments(joined, 0, filters);
  }

  private static boolean asJava(Class<?> part) {
    return part == long.class || part == boolean.class;
  }

  private static @Nullable MethodHandle asString(Class<?> part) {
    if (asJava(part)) {
      return null;
    }
    return part == Text.class ? OF_TEXT : OF_ANY.asType(MethodType.methodType(String.class, part));
  }
}
