package org.tosc.backends.mlir.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// Attributes as text.
public final class AttributeText {
  private static final AttributeText PLAIN = new AttributeText(Map.of(), true);

  private final Map<AffineMap, String> names;
  private final boolean isGeneric;

  /// @param names of maps that are written once
  /// @param isGeneric whether words are written as the generic form has them
  AttributeText(Map<AffineMap, String> names, boolean isGeneric) {
    this.names = names;
    this.isGeneric = isGeneric;
  }

  /// With nothing abbreviated.
  public static String of(MlirAttribute attribute) {
    return PLAIN.typed(attribute);
  }

  /// With its type where it has one.
  String typed(MlirAttribute attribute) {
    return switch (attribute) {
      case MlirAttribute.Int(long value, MlirType type) -> integer(value, type) + " : " + type;
      case MlirAttribute.Real(_, FloatFormat type) -> bare(attribute) + " : " + type;
      case MlirAttribute.Elements(MlirType.Shaped type, _) -> bare(attribute) + " : " + type;
      case MlirAttribute.Word(_, MlirAttribute generic) ->
          isGeneric ? typed(generic) : bare(attribute);
      case MlirAttribute.Str _,
          MlirAttribute.Symbol _,
          MlirAttribute.Bool _,
          MlirAttribute.Unit _,
          MlirAttribute.OfType _,
          MlirAttribute.Array _,
          MlirAttribute.Dense _,
          MlirAttribute.Dictionary _,
          MlirAttribute.OfMap _,
          MlirAttribute.Dialect _ ->
          bare(attribute);
    };
  }

  /// Without its type, where something else tells it.
  String bare(MlirAttribute attribute) {
    return switch (attribute) {
      case MlirAttribute.Str(String value) -> Quoting.string(value);
      case MlirAttribute.Symbol(List<String> path) ->
          path.stream().map(Quoting::symbol).collect(Collectors.joining("::"));
      case MlirAttribute.Int(long value, MlirType type) -> integer(value, type);
      case MlirAttribute.Bool(boolean value) -> Boolean.toString(value);
      case MlirAttribute.Real(double value, FloatFormat type) -> Numerals.text(value, type);
      case MlirAttribute.Unit _ -> "unit";
      case MlirAttribute.OfType(MlirType type) -> type.toString();
      case MlirAttribute.Array(List<MlirAttribute> items) ->
          items.stream().map(this::typed).collect(Collectors.joining(", ", "[", "]"));
      case MlirAttribute.Dense(MlirType element, List<Long> values) ->
          "array<" + element + (values.isEmpty() ? "" : ": ") + dense(element, values) + ">";
      case MlirAttribute.Elements(MlirType.Shaped type, List<MlirAttribute> values) ->
          "dense<" + elements(type.shape(), values) + ">";
      case MlirAttribute.Dictionary(Map<String, MlirAttribute> entries) -> dictionary(entries);
      case MlirAttribute.OfMap(AffineMap map) -> names.getOrDefault(map, map(map));
      case MlirAttribute.Word(String word, MlirAttribute generic) ->
          isGeneric ? bare(generic) : word;
      case MlirAttribute.Dialect(String name, String words) -> "#" + name + "<" + words + ">";
    };
  }

  /// `{name = value, flag}`.
  String dictionary(Map<String, MlirAttribute> entries) {
    return entries.entrySet().stream()
        .map(
            entry ->
                entry.getValue() instanceof MlirAttribute.Unit
                    ? Quoting.key(entry.getKey())
                    : Quoting.key(entry.getKey()) + " = " + typed(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String integer(long value, MlirType type) {
    return type.equals(IntegerFormat.I1) ? (value == 0 ? "false" : "true") : Long.toString(value);
  }

  private static String dense(MlirType element, List<Long> values) {
    return values.stream().map(v -> integer(v, element)).collect(Collectors.joining(", "));
  }

  private String elements(List<Long> shape, List<MlirAttribute> values) {
    if (values.size() == 1) {
      return bare(values.getFirst());
    }
    int rows = Math.toIntExact(shape.getFirst());
    int each = values.size() / rows;
    List<String> parts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<MlirAttribute> part = values.subList(row * each, (row + 1) * each);
      boolean isLast = shape.size() == 1;
      parts.add(isLast ? bare(part.getFirst()) : nested(shape.subList(1, shape.size()), part));
    }
    return "[" + String.join(", ", parts) + "]";
  }

  /// Of one value only there are brackets all the same, as the shape says.
  private String nested(List<Long> shape, List<MlirAttribute> values) {
    if (values.size() > 1) {
      return elements(shape, values);
    }
    return "[".repeat(shape.size()) + bare(values.getFirst()) + "]".repeat(shape.size());
  }

  /// `affine_map<(d0, d1) -> (d0, d1 * 2 + 1)>`.
  static String map(AffineMap map) {
    List<String> dims = new ArrayList<>();
    for (int i = 0; i < map.dims(); i++) {
      dims.add("d" + i);
    }
    String results =
        map.results().stream().map(AttributeText::expression).collect(Collectors.joining(", "));
    return "affine_map<(" + String.join(", ", dims) + ") -> (" + results + ")>";
  }

  private static String expression(AffineExpr expression) {
    StringBuilder out = new StringBuilder();
    for (int dim = 0; dim < expression.coefficients().size(); dim++) {
      long times = expression.coefficients().get(dim);
      if (times != 0) {
        String name = "d" + dim;
        term(out, times < 0, Math.abs(times) == 1 ? name : name + " * " + Math.abs(times));
      }
    }
    long constant = expression.constant();
    if (constant != 0 || out.isEmpty()) {
      term(out, constant < 0, Long.toString(Math.abs(constant)));
    }
    return out.toString();
  }

  private static void term(StringBuilder out, boolean isNegative, String text) {
    if (out.isEmpty()) {
      out.append(isNegative ? "-" : "").append(text);
    } else {
      out.append(isNegative ? " - " : " + ").append(text);
    }
  }
}
