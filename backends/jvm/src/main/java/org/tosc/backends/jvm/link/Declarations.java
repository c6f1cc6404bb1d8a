package org.tosc.backends.jvm.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Members;
import org.tosc.rt.ops.TypeChecks;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.ObjectCell;

/// Operations that run seldom: declarations of classes, enumerations and modules, `super`, and
/// run-time statements. Lists of names come joined by commas.
public final class Declarations {
  private static final String STATIC = "static ";
  private static final String FIELDS = "<fields>";

  private Declarations() {}

  /// A class; the superclass stands before the functions.
  public static Object typeOf(String name, String members, @Nullable Object[] values) {
    return type(name, members, values);
  }

  /// A class whose instances are models.
  public static Object modelOf(String name, String members, @Nullable Object[] values) {
    return type(name, members, values).asModel();
  }

  private static ClassValue type(String name, String members, @Nullable Object[] values) {
    ClassValue parent =
        switch (values[0]) {
          case null -> null;
          case ClassValue type -> type;
          default ->
              throw Errors.type("a class extends a class, found " + Kind.withArticle(values[0]));
        };
    ClassValue type = new ClassValue(name, parent, List.of());
    List<String> names = split(members);
    for (int i = 0; i < names.size(); i++) {
      member(type, names.get(i), values[i + 1]);
    }
    return type;
  }

  private static void member(ClassValue type, String name, @Nullable Object value) {
    if (name.equals(FIELDS)) {
      type.fieldInitializer((FunctionValue) java.util.Objects.requireNonNull(value));
    } else if (name.startsWith(STATIC)) {
      type.declareStatic(name.substring(STATIC.length()), value);
    } else {
      type.method(name, (FunctionValue) java.util.Objects.requireNonNull(value));
    }
  }

  public static Object enumOf(String name, String members, @Nullable Object[] values) {
    long[] numbers = new long[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Unbox.toLong(values[i], "the value of an enum member");
    }
    return new EnumValue(name, split(members), numbers);
  }

  public static Object moduleOf(String name, String members, @Nullable Object[] values) {
    ModuleValue module = new ModuleValue(name);
    List<String> names = split(members);
    for (int i = 0; i < names.size(); i++) {
      module.export(names.get(i), new ObjectCell(values[i]));
    }
    return module;
  }

  public static @Nullable Object invokeSuper(
      @Nullable Object self,
      @Nullable Object type,
      String name,
      @Nullable Object[] arguments,
      String[] names) {
    if (!(type instanceof ClassValue inside)) {
      throw new IllegalStateException("`super` outside a class");
    }
    return Members.invokeSuper(self, inside, name, arguments, names);
  }

  /// Annotations and names come joined by newlines.
  public static void checkDims(@Nullable Object[] values, String types, String names) {
    TypeChecks.checkDims(values, types.split("\n", -1), names.split("\n", -1));
  }

  /// A statement of the language's section 1.5 that this engine does not have.
  public static @Nullable Object runtime(
      String statement, @Nullable Object[] arguments, String[] names) {
    return missing(statement);
  }

  private static @Nullable Object missing(String statement) {
    throw Errors.unavailable("`" + statement + "` is not available in this version");
  }

  private static List<String> split(String names) {
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }
}
