package org.tosc.backends.jvm.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.tosc.rt.device.TileAccess;
import org.tosc.rt.ops.TypeChecks;
import org.tosc.rt.value.Text;

/// The bootstrap methods of compiled code.
public final class Link {
  private static final String[] NO_NAMES = {};

  private Link() {}

  /// A string constant.
  public static Text text(Lookup caller, String name, Class<?> type, String value) {
    return Text.of(value);
  }

  /// A built-in as a function value.
  public static Object builtinValue(Lookup caller, String id, Class<?> type, String name) {
    return BuiltinCalls.value(name);
  }

  /// A method of another class of the program.
  public static CallSite remote(Lookup caller, String name, MethodType type, int classIndex)
      throws ReflectiveOperationException {
    Lookup home = Unit.of(caller).classAt(classIndex);
    return new ConstantCallSite(home.findStatic(home.lookupClass(), name, type));
  }

  /// Reads or writes a global of the program's first class.
  public static CallSite remoteGlobal(Lookup caller, String name, MethodType type)
      throws ReflectiveOperationException {
    Lookup home = Unit.of(caller).classAt(0);
    return new ConstantCallSite(
        type.parameterCount() == 0
            ? home.findStaticGetter(home.lookupClass(), name, type.returnType())
            : home.findStaticSetter(home.lookupClass(), name, type.parameterType(0)));
  }

  /// An operator, or an access to an element.
  public static CallSite operator(Lookup caller, String op, MethodType type) {
    return Operators.site(op, type);
  }

  /// A place that reads or writes a member.
  public static CallSite member(Lookup caller, String op, MethodType type, String name) {
    return type.parameterCount() == 1 ? new MemberRead(name) : new MemberWrite(name, type);
  }

  public static CallSite invoke(
      Lookup caller, String op, MethodType type, String name, String names) {
    return FunctionCalls.invoke(type, name, split(names));
  }

  public static CallSite call(Lookup caller, String op, MethodType type, String names) {
    return FunctionCalls.call(type, split(names));
  }

  public static CallSite builtin(
      Lookup caller, String op, MethodType type, String name, String names) {
    return BuiltinCalls.site(type, name, split(names));
  }

  /// A function value over a function of the program and captured variables.
  public static CallSite closure(Lookup caller, String op, MethodType type, String symbol) {
    MethodHandle make =
        Conversions.find(
            Closure.class,
            "of",
            MethodType.methodType(Closure.class, FunctionCode.class, Object[].class));
    return new ConstantCallSite(
        make.bindTo(Unit.of(caller).code(symbol))
            .asCollector(Object[].class, type.parameterCount())
            .asType(type));
  }

  /// String interpolation.
  public static CallSite concat(Lookup caller, String op, MethodType type) {
    return Concatenations.site(type);
  }

  /// A check against a type annotation.
  public static CallSite check(
      Lookup caller, String op, MethodType type, String annotation, String what) {
    MethodHandle check =
        Conversions.findVirtual(
            TypeChecks.class,
            "check",
            MethodType.methodType(Object.class, Object.class, String.class));
    MethodHandle bound =
        MethodHandles.insertArguments(check.bindTo(TypeChecks.of(annotation)), 1, what);
    return new ConstantCallSite(bound.asType(type));
  }

  /// A tensor operation with the attributes of that number.
  public static CallSite tensor(
      Lookup caller, String op, MethodType type, int attributes, int results) {
    Map<String, Object> constants = Unit.of(caller).attributes(attributes);
    return new ConstantCallSite(TensorCalls.target(op, type, constants, results));
  }

  /// A call of a part of that symbol.
  public static CallSite part(Lookup caller, String name, MethodType type, String symbol) {
    Unit unit = Unit.of(caller);
    return new PartSite(type, symbol, unit.function(symbol), unit.parts());
  }

  /// A place that runs the group of that number.
  public static CallSite group(Lookup caller, String name, MethodType type, int number) {
    return new GroupSite(type, Unit.of(caller).groups(), number);
  }

  /// The address of a function of the program.
  public static MethodHandle address(Lookup caller, String name, Class<?> type, String symbol) {
    return Unit.of(caller).function(symbol);
  }

  /// A place that loads or stores tiles.
  public static TileAccess access(Lookup caller, String name, Class<?> type, String text) {
    return TileAccess.of(text);
  }

  public static TileShape shape(Lookup caller, String name, Class<?> type, String text) {
    return TileShape.of(text);
  }

  private static String[] split(String names) {
    return names.isEmpty() ? NO_NAMES : names.split(",", -1);
  }
}
