package org.tosc.frontend.neuro.types;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// A type of Neuro-Lang. Its text is what a user writes.
public sealed interface Ty {

  /// A scalar type; `bool` is `I1`.
  record Prim(Scalar scalar) implements Ty {
    public static final Ty BOOL = new Prim(Scalar.I1);
    public static final Ty INDEX = new Prim(Scalar.INDEX);
    public static final Ty I32 = new Prim(Scalar.I32);
    public static final Ty I64 = new Prim(Scalar.I64);
    public static final Ty F32 = new Prim(Scalar.F32);
    public static final Ty F64 = new Prim(Scalar.F64);

    @Override
    public String toString() {
      return scalar == Scalar.I1 ? "bool" : scalar.text();
    }
  }

  /// Types without parts.
  enum Basic implements Ty {
    STR("str"),
    UNIT("()"),
    /// Of what never gives a value: `return`, `break`, an endless loop. Fits everywhere.
    NEVER("!"),
    /// Of what has an error already reported. Fits everywhere.
    ERROR("?"),
    DEVICE("Device"),
    /// What `models.llama3.load` gives; a reference, which nothing moves.
    MODEL("Model");

    private final String text;

    Basic(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// The type of a number literal that its use decides.
  record Open(OpenType variable) implements Ty {
    @Override
    public String toString() {
      Ty solved = variable.solved();
      return solved != null ? solved.toString() : variable.isFloat() ? "{float}" : "{integer}";
    }
  }

  record Tuple(List<Ty> items) implements Ty {
    public Tuple {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return list("(", items, items.size() == 1 ? ",)" : ")");
    }
  }

  /// `[T; N]`.
  record Array(Ty element, Extent length) implements Ty {
    @Override
    public String toString() {
      return "[" + element + "; " + length + "]";
    }
  }

  record Fn(List<Ty> params, Ty result) implements Ty {
    public Fn {
      params = List.copyOf(params);
    }

    @Override
    public String toString() {
      return list("fn(", params, ")") + (result == Basic.UNIT ? "" : " -> " + result);
    }
  }

  /// `from..to` over integers of a type.
  record Range(Ty element) implements Ty {
    @Override
    public String toString() {
      return "Range<" + element + ">";
    }
  }

  /// A struct or enum with its generic arguments.
  record Named(Declared declared, List<Object> args) implements Ty {
    public Named {
      args = List.copyOf(args);
    }

    @Override
    public String toString() {
      return declared.name()
          + (args.isEmpty()
              ? ""
              : args.stream().map(Object::toString).collect(Collectors.joining(", ", "<", ">")));
    }
  }

  /// A generic parameter of kind TYPE.
  record Param(GenericParam param) implements Ty {
    @Override
    public String toString() {
      return param.name();
    }
  }

  /// A small dense block held in registers or local memory; a value.
  record Tile(List<Extent> shape, Ty element, TileLayout layout) implements Ty, Shaped {
    public Tile {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return "Tile<" + joined(shape) + ", " + element + suffix(layout) + ">";
    }
  }

  /// Device memory, owned by one variable and freed at the end of its scope.
  record Tensor(List<Extent> shape, Ty element) implements Ty, Shaped {
    public Tensor {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return "Tensor<[" + joined(shape) + "], " + element + ">";
    }
  }

  /// A borrow of a tensor or of a part of it.
  record View(List<Extent> shape, Ty element, TileLayout layout, boolean mutable)
      implements Ty, Shaped {
    public View {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return (mutable ? "View_mut<[" : "View<[")
          + joined(shape)
          + "], "
          + element
          + suffix(layout)
          + ">";
    }
  }

  /// What has extents and elements.
  sealed interface Shaped permits Tile, Tensor, View {
    List<Extent> shape();

    Ty element();

    default int rank() {
      return shape().size();
    }

    /// `[128, M]`.
    default String shapeText() {
      return "[" + joined(shape()) + "]";
    }
  }

  /// The type with solved literals replaced at its top.
  default Ty settled() {
    Ty type = this;
    while (type instanceof Open(OpenType variable)) {
      Ty solved = variable.solved();
      if (solved == null) {
        return type;
      }
      type = solved;
    }
    return type;
  }

  /// The scalar, where this is a scalar type.
  default @Nullable Scalar scalar() {
    return settled() instanceof Prim(Scalar scalar) ? scalar : null;
  }

  /// Whether nothing more can be said about it: an error is reported already, or control never
  /// comes here.
  default boolean isSilent() {
    return this == Basic.ERROR || this == Basic.NEVER;
  }

  default boolean isFloat() {
    return switch (settled()) {
      case Prim(Scalar s) -> s.isFloat();
      case Open(OpenType v) -> v.isFloat();
      case Param(GenericParam p) -> p.bound() == GenericParam.Bound.FLOAT;
      case Basic _, Tuple _, Array _, Fn _, Range _, Named _, Tile _, Tensor _, View _ -> false;
    };
  }

  default boolean isInteger() {
    return switch (settled()) {
      case Prim(Scalar s) -> s.isInteger();
      case Open(OpenType v) -> !v.isFloat();
      case Param(GenericParam p) -> p.bound() == GenericParam.Bound.INT;
      case Basic _, Tuple _, Array _, Fn _, Range _, Named _, Tile _, Tensor _, View _ -> false;
    };
  }

  /// Whether `+` and `*` of two such values make sense.
  default boolean isNumber() {
    return isFloat()
        || isInteger()
        || (settled() instanceof Param(GenericParam p) && p.bound() == GenericParam.Bound.NUMBER);
  }

  private static String list(String open, List<Ty> types, String close) {
    return types.stream().map(Ty::toString).collect(Collectors.joining(", ", open, close));
  }

  private static String joined(List<Extent> shape) {
    return shape.stream().map(Extent::toString).collect(Collectors.joining(", "));
  }

  private static String suffix(TileLayout layout) {
    return layout.equals(TileLayout.row()) ? "" : ", " + layout;
  }
}
