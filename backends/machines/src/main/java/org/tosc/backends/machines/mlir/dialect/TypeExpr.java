package org.tosc.backends.machines.mlir.dialect;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Type;

/// The type of an operand or result, as a row says it.
public sealed interface TypeExpr {
  /// `T`: the same type wherever it stands in a row.
  record Variable(String name) implements TypeExpr {
    @Override
    public String toString() {
      return name;
    }
  }

  /// `index`.
  record Fixed(Type type) implements TypeExpr {
    @Override
    public String toString() {
      return type.toString();
    }
  }

  /// `elem(T)`: what `T` holds.
  record ElementOf(String variable) implements TypeExpr {
    @Override
    public String toString() {
      return "elem(" + variable + ")";
    }
  }

  /// `bool(T)`: `i1`, as many as `T` holds.
  record BoolLike(String variable) implements TypeExpr {
    @Override
    public String toString() {
      return "bool(" + variable + ")";
    }
  }

  /// `any`: whatever it is.
  record Any() implements TypeExpr {
    @Override
    public String toString() {
      return "any";
    }
  }

  /// The type where variables have these, or null if it does not follow.
  default @Nullable Type in(Map<String, Type> variables) {
    return switch (this) {
      case Variable(String name) -> variables.get(name);
      case Fixed(Type type) -> type;
      case ElementOf(String variable) -> elementOf(variables.get(variable));
      case BoolLike(String variable) -> boolLike(variables.get(variable));
      case Any any -> null;
    };
  }

  private static @Nullable Type elementOf(@Nullable Type type) {
    return type instanceof Type.Shaped shaped ? shaped.element() : type;
  }

  private static @Nullable Type boolLike(@Nullable Type type) {
    Type bit = Type.i(1);
    return switch (type) {
      case Type.Vector(var shape, var scalable, var e) -> new Type.Vector(shape, scalable, bit);
      case Type.Tensor(var shape, var e, var encoding) -> new Type.Tensor(shape, bit, encoding);
      case null -> null;
      case Type _ -> bit;
    };
  }
}
