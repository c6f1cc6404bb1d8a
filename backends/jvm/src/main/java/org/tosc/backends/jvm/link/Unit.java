package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.CompiledCode;
import org.tosc.rt.error.Place;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Span;

/// A program that is loaded: its hidden classes and what their call sites link to. It is the class
/// data of each of its classes, so the program lives exactly as long as somebody holds one of them.
public final class Unit {
  private static final Lookup HERE = MethodHandles.lookup();

  private final List<Map<String, Object>> attributes;
  private final GroupKernels groups;
  private final PartVersions parts;
  private final Map<String, FunctionInfo> functions = new HashMap<>();
  private final Map<String, FunctionCode> codes = new ConcurrentHashMap<>();
  private Lookup[] classes = new Lookup[0];

  private Unit(
      List<FunctionInfo> functions,
      List<Map<String, Object>> attributes,
      GroupKernels groups,
      PartVersions parts) {
    this.attributes = List.copyOf(attributes);
    this.groups = groups;
    this.parts = parts;
    functions.forEach(f -> this.functions.put(f.symbol(), f));
  }

  /// Defines the classes of a program.
  ///
  /// @param attributes what `tensor` call sites name by number
  /// @param groups where the kernels of groups come from, which have numbers too
  /// @param parts where the versions of parts come from
  public static Unit define(
      List<ClassImage> images,
      List<FunctionInfo> functions,
      List<Map<String, Object>> attributes,
      GroupKernels groups,
      PartVersions parts) {
    Unit unit = new Unit(functions, attributes, groups, parts);
    Lookup[] defined = new Lookup[images.size()];
    try {
      for (int i = 0; i < defined.length; i++) {
        ClassImage image = images.get(i);
        defined[i] = HERE.defineHiddenClassWithClassData(image.bytes(), unit, false);
        CompiledCode.register(
            defined[i].lookupClass(), (method, index) -> place(image, method, index));
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError("cannot define a compiled class", e);
    }
    unit.classes = defined;
    return unit;
  }

  private static @Nullable Place place(ClassImage image, String method, int bytecodeIndex) {
    SourceMap map = image.sources().get(method);
    Span span = map == null ? Span.NONE : map.at(bytecodeIndex);
    if (span.isNone()) {
      return null;
    }
    Position from = span.from();
    return new Place(span.source().name(), from.line(), from.column());
  }

  /// The unit that a class belongs to.
  static Unit of(Lookup caller) {
    try {
      return MethodHandles.classData(caller, "_", Unit.class);
    } catch (IllegalAccessException e) {
      throw new LinkageError("a compiled class without its unit", e);
    }
  }

  Lookup classAt(int index) {
    return classes[index];
  }

  Map<String, Object> attributes(int number) {
    return attributes.get(number);
  }

  GroupKernels groups() {
    return groups;
  }

  PartVersions parts() {
    return parts;
  }

  boolean has(String symbol) {
    return functions.containsKey(symbol);
  }

  /// The function itself, with the parameters and result of its method.
  public MethodHandle function(String symbol) {
    FunctionInfo info = functions.get(symbol);
    if (info == null) {
      throw new IllegalArgumentException("the module has no function @" + symbol);
    }
    Lookup home = classes[info.classIndex()];
    MethodType type =
        MethodType.fromMethodDescriptorString(info.descriptor(), Unit.class.getClassLoader());
    try {
      return home.findStatic(home.lookupClass(), info.method(), type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot link @" + symbol, e);
    }
  }

  /// The function as function values share it.
  FunctionCode code(String symbol) {
    return codes.computeIfAbsent(
        symbol, s -> new FunctionCode(Objects.requireNonNull(functions.get(s)), this));
  }
}
