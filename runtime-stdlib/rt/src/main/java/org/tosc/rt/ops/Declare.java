package org.tosc.rt.ops;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.ObjectCell;

/// Makes classes, enumerations and modules of the names of their members and what these are.
public final class Declare {
  private static final String STATIC = "static ";
  private static final String FIELDS = "<fields>";

  private Declare() {}

  /// A class. Its parent, or nil, is the first of the values; `static f` declares `f` for the class
  /// itself, `<fields>` sets the fields of an instance.
  public static ClassValue type(String name, List<String> members, @Nullable Object[] values) {
    ClassValue parent =
        switch (values[0]) {
          case null -> null;
          case ClassValue type -> type;
          default ->
              throw Errors.type("a class extends a class, found " + Kind.withArticle(values[0]));
        };
    ClassValue type = new ClassValue(name, parent, List.of());
    for (int i = 0; i < members.size(); i++) {
      member(type, members.get(i), Objects.requireNonNull(values[i + 1]));
    }
    return type;
  }

  private static void member(ClassValue type, String name, Object value) {
    if (name.equals(FIELDS)) {
      type.fieldInitializer((FunctionValue) value);
    } else if (name.startsWith(STATIC)) {
      type.declareStatic(name.substring(STATIC.length()), value);
    } else {
      type.method(name, (FunctionValue) value);
    }
  }

  public static EnumValue enumeration(
      String name, List<String> members, @Nullable Object[] values) {
    long[] numbers = new long[values.length];
    for (int i = 0; i < numbers.length; i++) {
      if (!(values[i] instanceof Long number)) {
        throw TypeChecks.mismatch("the value of an enum member", "an int", values[i]);
      }
      numbers[i] = number;
    }
    return new EnumValue(name, members, numbers);
  }

  public static ModuleValue module(String name, List<String> members, @Nullable Object[] values) {
    ModuleValue module = new ModuleValue(name);
    for (int i = 0; i < members.size(); i++) {
      module.export(members.get(i), new ObjectCell(values[i]));
    }
    return module;
  }
}
