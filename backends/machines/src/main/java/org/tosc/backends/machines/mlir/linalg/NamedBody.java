package org.tosc.backends.machines.mlir.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Span;

/// Writes the body of a named operation: scalar operations on one element of each operand.
public final class NamedBody {
  /// For each function its operation on floats, and on integers.
  private static final Map<String, List<String>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("add", List.of("arith.addf", "arith.addi")),
          Map.entry("sub", List.of("arith.subf", "arith.subi")),
          Map.entry("mul", List.of("arith.mulf", "arith.muli")),
          Map.entry("div", List.of("arith.divf", "arith.divsi")),
          Map.entry("max", List.of("arith.maximumf", "arith.maxsi")),
          Map.entry("min", List.of("arith.minimumf", "arith.minsi")),
          Map.entry("max_signed", List.of("arith.maximumf", "arith.maxsi")),
          Map.entry("min_signed", List.of("arith.minimumf", "arith.minsi")),
          Map.entry("powf", List.of("math.powf", "math.ipowi")),
          Map.entry("exp", List.of("math.exp", "")),
          Map.entry("log", List.of("math.log", "")),
          Map.entry("abs", List.of("math.absf", "math.absi")),
          Map.entry("ceil", List.of("math.ceil", "")),
          Map.entry("floor", List.of("math.floor", "")),
          Map.entry("round", List.of("math.round", "")),
          Map.entry("negf", List.of("arith.negf", "")),
          Map.entry("sqrt", List.of("math.sqrt", "")),
          Map.entry("rsqrt", List.of("math.rsqrt", "")),
          Map.entry("tanh", List.of("math.tanh", "")),
          Map.entry("erf", List.of("math.erf", "")));

  private final Span at;
  private final boolean isUnsigned;
  private final List<Operation> operations = new ArrayList<>();

  private NamedBody(Span at, boolean isUnsigned) {
    this.at = at;
    this.isUnsigned = isUnsigned;
  }

  /// The body.
  ///
  /// @param elements types of the operands' elements; the last is the output's
  /// @param properties of the operation: `fun`, `cast`
  public static Region of(
      NamedOp op, List<Type> elements, Map<String, Attribute> properties, Span at) {
    boolean isUnsigned = String.valueOf(properties.get("cast")).contains("unsigned");
    NamedBody body = new NamedBody(at, isUnsigned);
    List<Definition> arguments = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      arguments.add(new Definition("in" + i, 0, elements.get(i), at));
    }
    List<Use> uses =
        arguments.stream().map(d -> new Use(d.name(), d.number(), d.type(), at)).toList();
    Use result = body.result(op.body().split(" ", -1), uses, properties);
    body.operations.add(body.operation("linalg.yield", List.of(result), List.of(), null));
    return new Region(List.of(new Block("", arguments, body.operations, at)), at);
  }

  private Use result(String[] words, List<Use> uses, Map<String, Attribute> properties) {
    Type out = uses.getLast().type();
    Use first = uses.getFirst();
    return switch (words[0]) {
      case "muladd" -> {
        Use product = function("mul", List.of(cast(first, out), cast(uses.get(1), out)), out);
        yield function("add", List.of(uses.getLast(), product), out);
      }
      case "pool" -> function(words[1], List.of(uses.getLast(), cast(first, out)), out);
      case "cast" -> cast(first, out);
      case "square" -> function("mul", List.of(cast(first, out), cast(first, out)), out);
      case "reciprocal" -> function("div", List.of(one(out), cast(first, out)), out);
      case "select" -> emit("arith.select", List.of(first, uses.get(1), uses.get(2)), out);
      case "fun" -> function(chosen(properties, words[1]), casts(uses, out), out);
      default -> function(words[1], casts(uses, out), out);
    };
  }

  private List<Use> casts(List<Use> uses, Type out) {
    return uses.subList(0, uses.size() - 1).stream().map(u -> cast(u, out)).toList();
  }

  /// `#linalg.unary_fn<exp>`.
  private static String chosen(Map<String, Attribute> properties, String fallback) {
    return properties.get("fun") instanceof Attribute.Dialect(var name, String body, var type)
            && body != null
        ? body
        : fallback;
  }

  private Use one(Type type) {
    Attribute value =
        type instanceof Type.Floating(FloatKind kind)
            ? new Attribute.Floating(kind.encode(1), kind)
            : new Attribute.Int(1, type);
    Definition made = define(type);
    operations.add(operation("arith.constant", List.of(), List.of(made), value));
    return new Use(made.name(), 0, type, at);
  }

  private Use function(String name, List<Use> operands, Type type) {
    List<String> names = FUNCTIONS.getOrDefault(name, List.of("linalg." + name, "linalg." + name));
    return emit(names.get(type instanceof Type.Floating ? 0 : 1), operands, type);
  }

  private Use emit(String name, List<Use> operands, Type type) {
    Definition made = define(type);
    operations.add(operation(name, operands, List.of(made), null));
    return new Use(made.name(), 0, type, at);
  }

  private Definition define(Type type) {
    return new Definition("v" + operations.size(), 0, type, at);
  }

  private Use cast(Use use, Type to) {
    if (use.type().equals(to)) {
      return use;
    }
    boolean isFromFloat = use.type() instanceof Type.Floating;
    boolean isToFloat = to instanceof Type.Floating;
    boolean isWider = width(to) > width(use.type());
    String name;
    if (isFromFloat && isToFloat) {
      name = isWider ? "arith.extf" : "arith.truncf";
    } else if (isFromFloat) {
      name = isUnsigned ? "arith.fptoui" : "arith.fptosi";
    } else if (isToFloat) {
      name = isUnsigned ? "arith.uitofp" : "arith.sitofp";
    } else {
      name = isWider ? (isUnsigned ? "arith.extui" : "arith.extsi") : "arith.trunci";
    }
    return emit(name, List.of(use), to);
  }

  private static int width(Type type) {
    return switch (type) {
      case Type.Floating(FloatKind kind) -> kind.width();
      case Type.Int(int width, Type.Sign sign) -> width;
      case Type _ -> 64;
    };
  }

  private Operation operation(
      String name, List<Use> operands, List<Definition> results, @Nullable Attribute value) {
    Attribute.Dict properties =
        value == null ? Attribute.Dict.EMPTY : new Attribute.Dict(Map.of("value", value));
    return new Operation(
        name,
        at,
        results,
        operands,
        List.of(),
        properties,
        Attribute.Dict.EMPTY,
        List.of(),
        null,
        true);
  }
}
