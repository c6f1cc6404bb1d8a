package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// What `type(x)` says: `int float bool string nil list dict range function class instance tensor
/// model dtype module error`. Enumerations count as classes and their members as instances.
public final class Kind {
  private Kind() {}

  public static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case Long _ -> "int";
      case Double _ -> "float";
      case Boolean _ -> "bool";
      case Text _ -> "string";
      case ListValue _ -> "list";
      case DictValue _ -> "dict";
      case RangeValue _ -> "range";
      case FunctionValue _ -> "function";
      case ClassValue _ -> "class";
      case EnumValue _ -> "class";
      case Instance instance -> instance.type.isModel() ? "model" : "instance";
      case EnumMember _ -> "instance";
      case ModuleValue _ -> "module";
      case ErrorValue _ -> "error";
      case ForeignValue foreign -> foreign.kind();
      default -> Tensors.kind(value);
    };
  }

  /// Whether `type(value)` is that kind.
  public static boolean is(@Nullable Object value, String kind) {
    return of(value).equals(kind);
  }

  /// The kind with its article, for messages: `an int`, `a list`, `nil`.
  public static String withArticle(@Nullable Object value) {
    String kind = of(value);
    if (value == null) {
      return kind;
    }
    return ("aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
  }
}
