package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;

/// Calls of whatever a guest program calls: functions, classes, models, enumerations (by value).
public final class Calls {
  private static final String[] NO_NAMES = {};

  private Calls() {}

  /// Calls with arguments of which the last `names.length` are named.
  public static @Nullable Object call(
      @Nullable Object callee, @Nullable Object[] args, String[] names) {
    return switch (callee) {
      case FunctionValue function -> function.invokeNamed(args, names);
      case ClassValue type -> type.construct(args, names);
      case null, default -> function(callee).invokeNamed(args, names);
    };
  }

  public static @Nullable Object call(@Nullable Object callee, @Nullable Object... args) {
    return call(callee, args, NO_NAMES);
  }

  public static @Nullable Object call0(@Nullable Object callee) {
    return callee instanceof FunctionValue function ? function.call0() : call(callee);
  }

  public static @Nullable Object call1(@Nullable Object callee, @Nullable Object a) {
    return callee instanceof FunctionValue function
        ? function.call1(a)
        : call(callee, new Object[] {a}, NO_NAMES);
  }

  public static @Nullable Object call2(
      @Nullable Object callee, @Nullable Object a, @Nullable Object b) {
    return callee instanceof FunctionValue function
        ? function.call2(a, b)
        : call(callee, new Object[] {a, b}, NO_NAMES);
  }

  public static @Nullable Object call3(
      @Nullable Object callee, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
    return callee instanceof FunctionValue function
        ? function.call3(a, b, c)
        : call(callee, new Object[] {a, b, c}, NO_NAMES);
  }

  /// Whether the value can be called.
  public static boolean isCallable(@Nullable Object value) {
    return value instanceof FunctionValue
        || value instanceof ClassValue
        || value instanceof EnumValue
        || (value instanceof Instance instance && instance.type.isModel())
        || (value instanceof ForeignValue foreign && foreign.asFunction() != null);
  }

  /// The function that calling a value runs; a TypeError if there is none.
  public static FunctionValue function(@Nullable Object callee) {
    FunctionValue function =
        switch (callee) {
          case FunctionValue direct -> direct;
          case ClassValue type ->
              FunctionValue.of(
                  type.name(), "args...", args -> type.construct(Unpacked.of(args[0])));
          case EnumValue type ->
              FunctionValue.of(type.name(), "value", args -> member(type, args[0]));
          case Instance instance when instance.type.isModel() ->
              new org.tosc.rt.value.BoundMethod(instance, Models.callee(instance));
          case ForeignValue foreign -> foreign.asFunction();
          case null, default -> null;
        };
    if (function == null) {
      throw Errors.type(Kind.withArticle(callee) + " cannot be called");
    }
    return function;
  }

  private static EnumMember member(EnumValue type, @Nullable Object value) {
    for (EnumMember member : type.members()) {
      if (value instanceof Long wanted && wanted == member.value()) {
        return member;
      }
    }
    throw Errors.value("enum " + type.name() + " has no member of value " + Show.quoted(value));
  }

  /// The elements of a collected-arguments list.
  private static final class Unpacked {
    static @Nullable Object[] of(@Nullable Object rest) {
      return Iterate.toList(rest).toArray();
    }
  }
}
