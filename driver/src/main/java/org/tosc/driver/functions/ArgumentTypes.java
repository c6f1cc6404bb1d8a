package org.tosc.driver.functions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// The types of arguments as the command line gives them: `x=2x3xf32,w=3x4xf32,n=int`.
///
/// A tensor is its extents and its dtype with `x` between them, `f32` alone one without axes;
/// `int`, `float` and `bool` are numbers.
public final class ArgumentTypes {
  private ArgumentTypes() {}

  /// Types by the names of parameters, in the order of the text.
  ///
  /// @throws IllegalArgumentException where the text is not of that form; the message says where
  public static Map<String, Type> parse(String text) {
    Map<String, Type> types = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      Type type = equals < 0 ? null : type(part.substring(equals + 1).strip());
      if (name.isEmpty() || type == null) {
        throw new IllegalArgumentException(
            "expected `name=2x3xf32`, or `int`, `float` or `bool` behind the `=`, found `"
                + part.strip()
                + "`");
      }
      if (types.put(name, type) != null) {
        throw new IllegalArgumentException("`" + name + "` has two types");
      }
    }
    return types;
  }

  /// A type as it stands behind the `=`.
  public static String text(Type type) {
    if (!(type instanceof TensorType tensor)) {
      return type == Scalar.I64 ? "int" : type == Scalar.F64 ? "float" : "bool";
    }
    List<String> parts = new ArrayList<>(tensor.shape().stream().map(Object::toString).toList());
    parts.add(DTypes.name(tensor.element()));
    return String.join("x", parts);
  }

  private static @Nullable Type type(String text) {
    return switch (text) {
      case "int" -> Scalar.I64;
      case "float" -> Scalar.F64;
      case "bool" -> Scalar.I1;
      default -> tensor(text);
    };
  }

  /// The type of a tensor, `2x3xf32`; null where the text is not of that form.
  public static @Nullable TensorType tensor(String text) {
    // `x` stands between extents and in no dtype; the last part is the dtype.
    String[] parts = text.split("x", -1);
    Scalar element = DTypes.wanted(parts[parts.length - 1]);
    long[] sizes = new long[parts.length - 1];
    for (int i = 0; i < sizes.length; i++) {
      if (!parts[i].matches("\\d{1,9}")) {
        return null;
      }
      sizes[i] = Long.parseLong(parts[i]);
    }
    return element == null ? null : TensorType.of(element, sizes);
  }
}
