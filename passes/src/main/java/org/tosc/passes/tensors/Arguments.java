package org.tosc.passes.tensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.tensors.BuiltinRow.Parameter;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// The arguments of one call in the places of a row's parameters: operands, and constants as
/// attributes.
///
/// @param lists the lists that attributes were read from, which the call no longer needs
record Arguments(List<Value> operands, Attributes attributes, List<Operation> lists) {
  /// What is known of a value.
  interface Known {
    /// What makes it, or null.
    @Nullable Operation maker(Value value);

    /// Whether one operation alone uses it, once.
    boolean isUsedOnce(Value value);
  }

  /// Places the arguments; null where one has no place, or is no constant where one is needed.
  static @Nullable Arguments of(BuiltinRow row, Operation call, Known known) {
    Map<String, Value> given = place(row, call);
    if (given == null) {
      return null;
    }
    List<Value> operands = new ArrayList<>();
    Map<String, Attribute> attributes = new HashMap<>();
    List<Operation> lists = new ArrayList<>();
    boolean gap = false;
    for (Parameter parameter : row.parameters()) {
      Value value = given.get(parameter.name());
      boolean absent = value == null || isNil(known.maker(value));
      if (value == null || absent) {
        gap |= parameter.kind() == BuiltinRow.Kind.OPERAND;
        if (!parameter.isOptional()) {
          return null;
        }
      } else if (parameter.kind() == BuiltinRow.Kind.OPERAND) {
        if (gap) {
          return null;
        }
        operands.add(value);
      } else {
        Attribute constant = constant(parameter.kind(), value, known, lists);
        if (constant == null) {
          return null;
        }
        attributes.put(parameter.name(), constant);
      }
    }
    return new Arguments(operands, Attributes.of(attributes), lists);
  }

  /// The arguments that become attributes.
  static List<Value> constants(BuiltinRow row, Operation call) {
    Map<String, Value> given = place(row, call);
    if (given == null) {
      return List.of();
    }
    return row.parameters().stream()
        .filter(p -> p.kind() != BuiltinRow.Kind.OPERAND && given.containsKey(p.name()))
        .map(p -> Objects.requireNonNull(given.get(p.name())))
        .toList();
  }

  private static @Nullable Map<String, Value> place(BuiltinRow row, Operation call) {
    List<String> names = call.attributes().strings("names");
    int positional = call.operands().size() - names.size();
    Map<String, Value> given = new HashMap<>();
    if (positional > row.parameters().size()) {
      return null;
    }
    for (int i = 0; i < positional; i++) {
      given.put(row.parameters().get(i).name(), call.operand(i));
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean isParameter = row.parameters().stream().anyMatch(p -> p.name().equals(name));
      if (!isParameter || given.put(name, call.operand(positional + i)) != null) {
        return null;
      }
    }
    return given;
  }

  private static boolean isNil(@Nullable Operation maker) {
    return maker != null
        && maker.op() == CoreOp.CONST
        && maker.attributes().get("value") == Attribute.Nil.NIL;
  }

  private static @Nullable Attribute constant(
      BuiltinRow.Kind kind, Value value, Known known, List<Operation> lists) {
    Operation maker = known.maker(value);
    if (maker == null) {
      return null;
    }
    if (kind == BuiltinRow.Kind.DTYPE) {
      return dtype(maker, known);
    }
    if (kind == BuiltinRow.Kind.INTS && maker.op() == HostOp.LIST) {
      return known.isUsedOnce(value) ? list(maker, known, lists) : null;
    }
    Attribute held = maker.op() == CoreOp.CONST ? maker.attributes().get("value") : null;
    return switch (kind) {
      case INT -> held instanceof Attribute.Int ? held : null;
      case INTS -> held instanceof Attribute.Int(long one) ? Attribute.ints(List.of(one)) : null;
      case NUMBER -> held instanceof Attribute.Int || held instanceof Attribute.Real ? held : null;
      case BOOL -> held instanceof Attribute.Bool ? held : null;
      case STRING -> held instanceof Attribute.Str ? held : null;
      case OPERAND, DTYPE, NIL -> null;
    };
  }

  private static @Nullable Attribute list(Operation list, Known known, List<Operation> lists) {
    List<Long> items = new ArrayList<>();
    for (Value item : list.operands()) {
      Operation maker = known.maker(item);
      if (maker == null
          || maker.op() != CoreOp.CONST
          || !(maker.attributes().get("value") instanceof Attribute.Int(long one))) {
        return null;
      }
      items.add(one);
    }
    lists.add(list);
    return Attribute.ints(items);
  }

  /// A dtype by its name, or by the conversion function of that name.
  private static @Nullable Attribute dtype(Operation made, Known known) {
    boolean named =
        made.op() == HostOp.BUILTIN && made.attributes().string("name").equals("$dtype");
    Operation maker = named ? known.maker(made.operand(0)) : made;
    if (maker == null) {
      return null;
    }
    String name =
        maker.op() == CoreOp.CONST && maker.attributes().get("value") instanceof Attribute.Str s
            ? s.value()
            : maker.op() == HostOp.BUILTIN_VALUE ? maker.attributes().string("name") : "";
    Scalar scalar = Scalar.parse(name);
    return scalar == null ? null : new Attribute.OfType(scalar);
  }
}
