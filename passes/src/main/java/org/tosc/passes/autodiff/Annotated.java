package org.tosc.passes.autodiff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// Annotations of tensors and numbers, as far as it is plain that a value has them.
final class Annotated {
  private Annotated() {}

  /// Whether a value of this type passes the check for an annotation as it is.
  static boolean accepts(String annotation, Type type) {
    if (annotation.equals("any")) {
      return true;
    }
    if (type instanceof Scalar scalar) {
      return switch (annotation) {
        case "int" -> scalar == Scalar.I64;
        case "float" -> scalar == Scalar.F64;
        case "bool" -> scalar == Scalar.I1;
        default -> false;
      };
    }
    return type instanceof TensorType tensor && accepts(annotation, tensor);
  }

  private static boolean accepts(String annotation, TensorType type) {
    if (annotation.equals("tensor")) {
      return true;
    }
    List<String> parts = parts(annotation);
    if (parts == null) {
      return false;
    }
    Scalar element = parts.isEmpty() ? null : element(parts.getLast());
    List<String> dims = element == null ? parts : parts.subList(0, parts.size() - 1);
    boolean fits = element == null || element == type.element();
    return fits
        && dims.size() == type.rank()
        && unify(List.of(dims), List.of(type), new HashMap<>());
  }

  /// Whether values of these types pass the check of the dimensions that annotations share.
  static boolean unify(List<String> annotations, List<Type> types) {
    Map<String, Long> sizes = new HashMap<>();
    for (int i = 0; i < types.size(); i++) {
      List<String> parts = parts(annotations.get(i));
      if (!(types.get(i) instanceof TensorType type) || parts == null) {
        return false;
      }
      if (!unify(List.of(parts.subList(0, type.rank())), List.of(type), sizes)) {
        return false;
      }
    }
    return true;
  }

  private static boolean unify(
      List<List<String>> dims, List<TensorType> types, Map<String, Long> sizes) {
    for (int i = 0; i < types.size(); i++) {
      for (int axis = 0; axis < types.get(i).rank(); axis++) {
        if (!unify(dims.get(i).get(axis), types.get(i).shape().get(axis), sizes)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean unify(String dim, Dim found, Map<String, Long> sizes) {
    if (!(found instanceof Dim.Known(long size, var _))) {
      return false;
    }
    if (dim.matches("\\d+")) {
      return Long.parseLong(dim) == size;
    }
    boolean named = dim.matches("[A-Za-z]\\w*");
    Long before = named ? sizes.putIfAbsent(dim, size) : null;
    return (named || dim.equals("?") || dim.equals("_")) && (before == null || before == size);
  }

  /// What stands in the brackets of `tensor[…]`, or null.
  private static @Nullable List<String> parts(String annotation) {
    if (!annotation.startsWith("tensor[") || !annotation.endsWith("]")) {
      return null;
    }
    String inside = annotation.substring("tensor[".length(), annotation.length() - 1);
    return inside.isBlank()
        ? List.of()
        : Arrays.stream(inside.split(",", -1)).map(String::trim).toList();
  }

  private static @Nullable Scalar element(String word) {
    return word.equals("bool") ? Scalar.I1 : Scalar.parse(word);
  }
}
