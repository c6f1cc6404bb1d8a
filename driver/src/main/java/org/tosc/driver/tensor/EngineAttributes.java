package org.tosc.driver.tensor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;

/// Attributes of a row as an engine of the run-time library takes them: Java numbers, booleans and
/// strings, `long[]` for integers, types by name. The reverse of [RowAttributes].
public final class EngineAttributes {
  private EngineAttributes() {}

  public static Map<String, Object> of(Attributes attributes) {
    Map<String, Object> values = new HashMap<>();
    attributes
        .asMap()
        .forEach(
            (name, value) -> {
              if (value != Attribute.Nil.NIL) {
                values.put(name, value(value));
              }
            });
    return values;
  }

  private static Object value(Attribute value) {
    return switch (value) {
      case Attribute.Int(long number) -> number;
      case Attribute.Real(double number) -> number;
      case Attribute.Bool(boolean truth) -> truth;
      case Attribute.Str(String text) -> text;
      case Attribute.OfType(Scalar scalar) -> ElementTypes.dtype(scalar);
      case Attribute.Array(var items)
          when items.stream().allMatch(i -> i instanceof Attribute.Int) ->
          items.stream().mapToLong(i -> ((Attribute.Int) i).value()).toArray();
      case Attribute.Array(var items) -> list(items);
      case Attribute.Symbol _,
          Attribute.OfType _,
          Attribute.OfMap _,
          Attribute.Nil _,
          Attribute.Missing _ ->
          throw new IllegalArgumentException("no tensor attribute: " + value);
    };
  }

  private static List<Object> list(List<Attribute> items) {
    return items.stream().map(EngineAttributes::value).toList();
  }
}
