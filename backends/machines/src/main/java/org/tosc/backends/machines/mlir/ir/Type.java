package org.tosc.backends.machines.mlir.ir;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A type of MLIR. `toString` is its text.
public sealed interface Type {
  /// An extent that only a run tells, `?`.
  long DYNAMIC = Long.MIN_VALUE;

  /// Integers of some bits: `i32`, `si8`, `ui8`.
  record Int(int width, Sign sign) implements Type {
    @Override
    public String toString() {
      return sign.prefix + width;
    }
  }

  /// Whether an integer type says how its top bit counts.
  enum Sign {
    NONE("i"),
    SIGNED("si"),
    UNSIGNED("ui");

    private final String prefix;

    Sign(String prefix) {
      this.prefix = prefix;
    }

    public String prefix() {
      return prefix;
    }
  }

  /// Integers that count: 64 bits here.
  record Index() implements Type {
    @Override
    public String toString() {
      return "index";
    }
  }

  record Floating(FloatKind kind) implements Type {
    @Override
    public String toString() {
      return kind.text();
    }
  }

  record None() implements Type {
    @Override
    public String toString() {
      return "none";
    }
  }

  record Complex(Type element) implements Type {
    @Override
    public String toString() {
      return "complex<" + element + ">";
    }
  }

  record Tuple(List<Type> elements) implements Type {
    public Tuple {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return "tuple<" + list(elements) + ">";
    }
  }

  record Function(List<Type> inputs, List<Type> results) implements Type {
    public Function {
      inputs = List.copyOf(inputs);
      results = List.copyOf(results);
    }

    @Override
    public String toString() {
      boolean bare = results.size() == 1 && !(results.getFirst() instanceof Function);
      return "(" + list(inputs) + ") -> " + (bare ? list(results) : "(" + list(results) + ")");
    }
  }

  /// What has a shape and elements.
  sealed interface Shaped extends Type {
    List<Long> shape();

    Type element();

    default int rank() {
      return shape().size();
    }

    default boolean isStatic() {
      return !shape().contains(DYNAMIC);
    }

    /// The number of elements of a static shape; the reader has checked that it is an `int`.
    default int count() {
      return Math.toIntExact(shape().stream().mapToLong(n -> n).reduce(1, Math::multiplyExact));
    }
  }

  record Tensor(List<Long> shape, Type element, @Nullable Attribute encoding) implements Shaped {
    public Tensor {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return "tensor<" + extents(shape) + element + (encoding == null ? "" : ", " + encoding) + ">";
    }
  }

  record UnrankedTensor(Type element) implements Type {
    @Override
    public String toString() {
      return "tensor<*x" + element + ">";
    }
  }

  /// Values of a vector register, or of several.
  ///
  /// @param scalable for each dimension whether it is a multiple that only the machine knows
  record Vector(List<Long> shape, List<Boolean> scalable, Type element) implements Shaped {
    public Vector {
      shape = List.copyOf(shape);
      scalable = List.copyOf(scalable);
    }

    public static Vector of(List<Long> shape, Type element) {
      return new Vector(shape, shape.stream().map(n -> false).toList(), element);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("vector<");
      for (int i = 0; i < shape.size(); i++) {
        text.append(scalable.get(i) ? "[" + shape.get(i) + "]" : shape.get(i)).append('x');
      }
      return text.append(element).append('>').toString();
    }
  }

  /// A view of memory.
  ///
  /// @param layout an affine map or strides, null for rows behind rows
  /// @param space the memory it lies in, null for the common one
  record MemRef(
      List<Long> shape, Type element, @Nullable Attribute layout, @Nullable Attribute space)
      implements Shaped {
    public MemRef {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return "memref<"
          + extents(shape)
          + element
          + (layout == null ? "" : ", " + layout)
          + (space == null ? "" : ", " + space)
          + ">";
    }
  }

  record UnrankedMemRef(Type element, @Nullable Attribute space) implements Type {
    @Override
    public String toString() {
      return "memref<*x" + element + (space == null ? "" : ", " + space) + ">";
    }
  }

  /// A type of another dialect, as text: `!tt.ptr<f32>` is `tt.ptr` with the body `f32`.
  ///
  /// @param body what stands between the angle brackets, null without them
  record Dialect(String name, @Nullable String body) implements Type {
    @Override
    public String toString() {
      return "!" + name + (body == null ? "" : "<" + body + ">");
    }
  }

  static String list(List<? extends Type> types) {
    return types.stream().map(Type::toString).collect(Collectors.joining(", "));
  }

  static String extents(List<Long> shape) {
    return shape.stream().map(n -> (n == DYNAMIC ? "?" : n) + "x").collect(Collectors.joining());
  }

  static Type i(int width) {
    return new Int(width, Sign.NONE);
  }

  static Type f(FloatKind kind) {
    return new Floating(kind);
  }
}
