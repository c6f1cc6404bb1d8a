package org.tosc.driver.interp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.TensorDomain;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;

/// Tensor operations of interpreted code: on the tensors of the run-time library, computed by the
/// session's engine, which is the oracle where the interpreter runs.
final class TensorAdapter implements TensorDomain {
  @Override
  public Object[] apply(Operation operation, Object[] operands) {
    Object result =
        Session.current()
            .engine()
            .apply(operation.op().row().name(), operands, attributes(operation.attributes()));
    return result instanceof List<?> several
        ? several.toArray(Tensor[]::new)
        : new Object[] {result};
  }

  /// Attributes as the run-time library takes them: numbers, texts, and arrays of integers.
  static Map<String, Object> attributes(Attributes attributes) {
    Map<String, Object> values = new HashMap<>();
    attributes.asMap().forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static Object value(Attribute value) {
    return switch (value) {
      case Attribute.Int(long number) -> number;
      case Attribute.Real(double number) -> number;
      case Attribute.Bool(boolean truth) -> truth;
      case Attribute.Str(String text) -> text;
      case Attribute.OfType(Scalar scalar) -> scalar == Scalar.I1 ? "bool" : scalar.text();
      case Attribute.Array(var items)
          when items.stream().allMatch(i -> i instanceof Attribute.Int) ->
          items.stream().mapToLong(i -> ((Attribute.Int) i).value()).toArray();
      case Attribute.Array(var items) -> items.stream().map(TensorAdapter::value).toList();
      case Attribute.Symbol _, Attribute.OfType _, Attribute.Nil _, Attribute.Missing _ ->
          throw new IllegalArgumentException("no tensor attribute: " + value);
    };
  }
}
