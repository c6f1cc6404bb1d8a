package org.tosc.backends.mlir.text;

import java.util.List;
import java.util.stream.Collectors;

/// Types of MLIR; their text is [Object#toString].
///
/// ```java
/// MlirType.tensor(List.of(64L, 96L), FloatFormat.F32)      // tensor<64x96xf32>
/// ```
public sealed interface MlirType
    permits IntegerFormat,
        FloatFormat,
        IndexType,
        MlirType.Shaped,
        MlirType.Func,
        MlirType.Dialect {
  /// What a shaped type is.
  enum Container {
    TENSOR("tensor"),
    MEMREF("memref"),
    VECTOR("vector");

    private final String text;

    Container(String text) {
      this.text = text;
    }
  }

  /// Elements in a shape of numbers that are known.
  ///
  /// @param rest layout and memory space behind the element type, in their order; usually none
  record Shaped(Container container, List<Long> shape, MlirType element, List<MlirAttribute> rest)
      implements MlirType {
    public Shaped {
      shape = List.copyOf(shape);
      rest = List.copyOf(rest);
    }

    /// The same with other elements.
    public Shaped of(MlirType other) {
      return new Shaped(container, shape, other, rest);
    }

    @Override
    public String toString() {
      String more =
          rest.stream().map(a -> ", " + AttributeText.of(a)).collect(Collectors.joining());
      return container.text + "<" + dimensions(shape) + element + more + ">";
    }
  }

  /// A function's type.
  record Func(List<MlirType> inputs, List<MlirType> results) implements MlirType {
    public Func {
      inputs = List.copyOf(inputs);
      results = List.copyOf(results);
    }

    @Override
    public String toString() {
      String to = results.size() == 1 ? single(results.getFirst()) : tuple(results);
      return tuple(inputs) + " -> " + to;
    }

    private static String single(MlirType type) {
      return type instanceof Func ? "(" + type + ")" : type.toString();
    }
  }

  /// A dialect's own type: `!tt.ptr<f32>`, `!transform.any_op`.
  ///
  /// @param name with the dialect, without the mark; nothing that a user writes
  record Dialect(String name, List<Parameter> parameters) implements MlirType {
    public Dialect {
      parameters = List.copyOf(parameters);
    }

    @Override
    public String toString() {
      String inside =
          parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ", "<", ">"));
      return "!" + name + (parameters.isEmpty() ? "" : inside);
    }
  }

  /// What stands between the brackets of a dialect's type.
  sealed interface Parameter {
    record OfType(MlirType type) implements Parameter {
      @Override
      public String toString() {
        return type.toString();
      }
    }

    /// A shape and its elements without a container: `16x16xf16`.
    record OfShape(List<Long> shape, MlirType element) implements Parameter {
      public OfShape {
        shape = List.copyOf(shape);
      }

      @Override
      public String toString() {
        return dimensions(shape) + element;
      }
    }

    record OfAttribute(MlirAttribute attribute) implements Parameter {
      @Override
      public String toString() {
        return AttributeText.of(attribute);
      }
    }
  }

  static Shaped tensor(List<Long> shape, MlirType element) {
    return new Shaped(Container.TENSOR, shape, element, List.of());
  }

  static Shaped memref(List<Long> shape, MlirType element) {
    return new Shaped(Container.MEMREF, shape, element, List.of());
  }

  static Shaped vector(List<Long> shape, MlirType element) {
    return new Shaped(Container.VECTOR, shape, element, List.of());
  }

  static Shaped vector(long lanes, MlirType element) {
    return vector(List.of(lanes), element);
  }

  /// A dialect's type without parameters.
  static Dialect dialect(String name) {
    return new Dialect(name, List.of());
  }

  /// A dialect's type with one parameter.
  static Dialect dialect(String name, MlirType parameter) {
    return new Dialect(name, List.of(new Parameter.OfType(parameter)));
  }

  /// The element of a shaped type, and any other type itself.
  default MlirType element() {
    return switch (this) {
      case Shaped(_, _, MlirType element, _) -> element;
      case IntegerFormat _, FloatFormat _, IndexType _, Func _, Dialect _ -> this;
    };
  }

  private static String dimensions(List<Long> shape) {
    return shape.stream().map(size -> size + "x").collect(Collectors.joining());
  }

  private static String tuple(List<MlirType> types) {
    return types.stream().map(MlirType::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
