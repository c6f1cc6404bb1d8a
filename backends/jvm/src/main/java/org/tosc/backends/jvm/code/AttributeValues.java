package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;

/// Attributes of tensor operations as the run-time library takes them: Java numbers, booleans,
/// strings and lists, `long[]` for integers; types by name.
final class AttributeValues {
  private AttributeValues() {}

  static Map<String, Object> of(Attributes attributes) {
    Map<String, Object> values = new HashMap<>();
    attributes
        .asMap()
        .forEach(
            (name, attribute) -> {
              if (attribute != Attribute.Nil.NIL) {
                values.put(name, value(attribute));
              }
            });
    return values;
  }

  private static Object value(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Int(long i) -> i;
      case Attribute.Real(double x) -> x;
      case Attribute.Bool(boolean b) -> b;
      case Attribute.Str(String s) -> s;
      case Attribute.Symbol(String name) -> name;
      case Attribute.OfType(var type) -> type.toString();
      case Attribute.OfMap(var map) -> map.toString();
      case Attribute.Array(List<Attribute> items)
          when items.stream().allMatch(item -> item instanceof Attribute.Int) ->
          items.stream().mapToLong(item -> ((Attribute.Int) item).value()).toArray();
      case Attribute.Array(List<Attribute> items) -> {
        List<Object> all = new ArrayList<>();
        items.forEach(item -> all.add(value(item)));
        yield all;
      }
      case Attribute.Nil _, Attribute.Missing _ ->
          throw new IllegalArgumentException("no tensor attribute is " + attribute);
    };
  }
}
