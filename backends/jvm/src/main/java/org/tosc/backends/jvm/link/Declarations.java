package org.tosc.backends.jvm.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Declare;
import org.tosc.rt.ops.Members;
import org.tosc.rt.ops.RunTimeStatements;
import org.tosc.rt.ops.TypeChecks;
import org.tosc.rt.value.ClassValue;

/// Operations that run seldom, as compiled code calls them: declarations of classes, enumerations
/// and modules, `super`, and run-time statements. Lists of names come joined by commas.
public final class Declarations {
  private Declarations() {}

  public static Object typeOf(String name, String members, @Nullable Object[] values) {
    return Declare.type(name, split(members), values);
  }

  /// A class whose instances are models.
  public static Object modelOf(String name, String members, @Nullable Object[] values) {
    return Declare.type(name, split(members), values).asModel();
  }

  public static Object enumOf(String name, String members, @Nullable Object[] values) {
    return Declare.enumeration(name, split(members), values);
  }

  public static Object moduleOf(String name, String members, @Nullable Object[] values) {
    return Declare.module(name, split(members), values);
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

  /// A statement of the language's section 1.5.
  public static @Nullable Object runtime(
      String statement, @Nullable Object[] arguments, String[] names) {
    return RunTimeStatements.run(statement, arguments, names);
  }

  private static List<String> split(String names) {
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }
}
