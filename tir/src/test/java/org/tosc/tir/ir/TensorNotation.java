package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A short notation for the tables of tests: types `f32[2, batch, ?]` or `f64`, attributes `axis=1,
/// shape=[2, -1], kind="avg", dtype=f16`.
public final class TensorNotation {
  private TensorNotation() {}

  public static List<Type> types(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.trim().split("\\s+(?=[a-z]\\w*(\\[|$|\\s))(?![^\\[]*\\])"))
            .map(TensorNotation::type)
            .toList();
  }

  public static Type type(String text) {
    int bracket = text.indexOf('[');
    if (bracket < 0) {
      return Scalar.parse(text);
    }
    List<Dim> shape = new ArrayList<>();
    for (String dim : text.substring(bracket + 1, text.length() - 1).split(",", -1)) {
      if (!dim.isBlank()) {
        shape.add(dim(dim.trim()));
      }
    }
    return new TensorType(shape, Scalar.parse(text.substring(0, bracket)));
  }

  private static Dim dim(String text) {
    return text.equals("?")
        ? Dim.unknown()
        : Character.isDigit(text.charAt(0)) ? Dim.of(Long.parseLong(text)) : Dim.of(text);
  }

  public static String text(List<Type> types) {
    return String.join(
        " ",
        types.stream()
            .map(
                t ->
                    t instanceof TensorType tensor
                        ? tensor.element() + tensor.shapeText()
                        : t.toString())
            .toList());
  }

  public static Attributes attributes(String text) {
    Attributes attributes = Attributes.NONE;
    for (String part : text.split(",\\s*(?![^\\[]*\\])", -1)) {
      if (!part.isBlank()) {
        String[] pair = part.trim().split("=", 2);
        attributes = attributes.with(pair[0], attribute(pair[1].trim()));
      }
    }
    return attributes;
  }

  private static Attribute attribute(String text) {
    if (text.startsWith("[")) {
      String inside = text.substring(1, text.length() - 1);
      return new Attribute.Array(
          inside.isBlank()
              ? List.of()
              : Arrays.stream(inside.split(",")).map(s -> attribute(s.trim())).toList());
    }
    if (text.startsWith("\"")) {
      return Attribute.of(text.substring(1, text.length() - 1));
    }
    if (text.equals("true") || text.equals("false")) {
      return Attribute.of(text.equals("true"));
    }
    Scalar scalar = Scalar.parse(text);
    if (scalar != null) {
      return new Attribute.OfType(scalar);
    }
    return text.matches("-?\\d+")
        ? Attribute.of(Long.parseLong(text))
        : Attribute.of(Double.parseDouble(text));
  }
}
