package org.tosc.driver.tensor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.OpRow;

/// Attributes as an engine of the run-time library takes them (Java numbers, strings, `long[]`,
/// dtypes), as the row of the operation has them.
final class RowAttributes {
  private RowAttributes() {}

  /// The attributes that the row knows; those given as null are absent.
  static Attributes of(OpRow row, Map<String, Object> given) {
    Map<String, Attribute> all = new HashMap<>();
    for (OpRow.Attr attr : row.attributes()) {
      Object value = given.get(attr.name());
      if (value != null) {
        all.put(attr.name(), convert(row.name(), attr, value));
      }
    }
    return Attributes.of(all);
  }

  private static Attribute convert(String op, OpRow.Attr attr, Object value) {
    Attribute converted =
        switch (attr.kind()) {
          case INT -> integer(value);
          case NUMBER -> number(value);
          case BOOL -> value instanceof Boolean truth ? Attribute.of(truth) : null;
          case STRING -> Attribute.of(value.toString());
          case TYPE -> new Attribute.OfType(ElementTypes.scalar(dtype(value)));
          case INTS -> integers(value);
          case ANY -> any(value);
          case SYMBOL, STRINGS, SYMBOLS, MAPS, INT_LISTS -> null;
        };
    if (converted == null) {
      throw TensorFault.value(
          "`"
              + attr.name()
              + "` of `"
              + op
              + "` is "
              + attr.kind().words()
              + ", found `"
              + value
              + "`");
    }
    return converted;
  }

  static DType dtype(Object value) {
    return value instanceof DType dtype ? dtype : DType.parse(value.toString());
  }

  private static @Nullable Attribute integer(Object value) {
    return switch (value) {
      case Long n -> Attribute.of(n);
      case Integer n -> Attribute.of((long) n);
      case Double x when x == Math.rint(x) && !Double.isInfinite(x) ->
          Attribute.of(DType.I64.toInteger(x));
      case Tensor t when t.size() == 1 && t.dtype().isInteger() -> Attribute.of(t.getLong(0));
      default -> null;
    };
  }

  private static @Nullable Attribute number(Object value) {
    return switch (value) {
      case Long n -> Attribute.of(n);
      case Integer n -> Attribute.of((long) n);
      case Boolean truth -> Attribute.of(truth ? 1L : 0L);
      case Number x -> Attribute.of(x.doubleValue());
      case Tensor t when t.size() == 1 -> number(t.item());
      default -> null;
    };
  }

  private static @Nullable Attribute integers(Object value) {
    return switch (value) {
      case long[] list -> Attribute.ints(Arrays.stream(list).boxed().toList());
      case int[] list -> Attribute.ints(Arrays.stream(list).asLongStream().boxed().toList());
      case List<?> list -> array(list, RowAttributes::integer);
      default -> {
        Attribute one = integer(value);
        yield one == null ? null : new Attribute.Array(List.of(one));
      }
    };
  }

  private static @Nullable Attribute array(
      List<?> list, java.util.function.Function<Object, @Nullable Attribute> item) {
    List<Attribute> items = new java.util.ArrayList<>();
    for (Object value : list) {
      Attribute one = value == null ? null : item.apply(value);
      if (one == null) {
        return null;
      }
      items.add(one);
    }
    return new Attribute.Array(items);
  }

  private static @Nullable Attribute any(Object value) {
    return switch (value) {
      case Boolean truth -> Attribute.of(truth);
      case long[] list -> integers(list);
      case int[] list -> integers(list);
      case List<?> list -> array(list, RowAttributes::any);
      case Number number -> number(number);
      case Tensor t when t.size() == 1 -> any(t.item());
      default -> Attribute.of(value.toString());
    };
  }
}
