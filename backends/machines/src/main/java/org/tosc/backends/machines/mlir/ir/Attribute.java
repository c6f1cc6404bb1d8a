package org.tosc.backends.machines.mlir.ir;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An attribute of MLIR. `toString` is its text.
public sealed interface Attribute {
  /// `5 : i32`, and `true` as 1 of `i1`. The value is signed, whatever its type.
  record Int(long value, Type type) implements Attribute {
    public boolean isTrue() {
      return value != 0;
    }

    @Override
    public String toString() {
      boolean isBool = type instanceof Type.Int(int width, Type.Sign s) && width == 1;
      return isBool ? (isTrue() ? "true" : "false") : value + " : " + type;
    }
  }

  /// `1.5 : f32` as the bits of its type.
  record Floating(long bits, FloatKind kind) implements Attribute {
    public double value() {
      return kind.decode(bits);
    }

    @Override
    public String toString() {
      return "0x" + AttributeText.hex(bits, kind.width()) + " : " + kind.text();
    }
  }

  record Text(String value) implements Attribute {
    @Override
    public String toString() {
      return AttributeText.quoted(value);
    }
  }

  record Array(List<Attribute> items) implements Attribute {
    public Array {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.stream().map(Attribute::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  record Dict(Map<String, Attribute> entries) implements Attribute {
    public static final Dict EMPTY = new Dict(Map.of());

    public Dict {
      entries = AttributeText.ordered(entries);
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(e -> AttributeText.entry(e.getKey(), e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  record TypeValue(Type type) implements Attribute {
    @Override
    public String toString() {
      return type.toString();
    }
  }

  /// `@module::@function`.
  record Symbol(List<String> path) implements Attribute {
    public Symbol {
      path = List.copyOf(path);
    }

    public String last() {
      return path.getLast();
    }

    @Override
    public String toString() {
      return path.stream().map(AttributeText::symbol).collect(Collectors.joining("::"));
    }
  }

  record Unit() implements Attribute {
    @Override
    public String toString() {
      return "unit";
    }
  }

  record Affine(AffineMap map) implements Attribute {
    @Override
    public String toString() {
      return "affine_map<" + map + ">";
    }
  }

  record AffineSet(IntegerSet set) implements Attribute {
    @Override
    public String toString() {
      return "affine_set<" + set + ">";
    }
  }

  /// `dense<…> : tensor<…>`.
  record Dense(Elements elements, Type.Shaped type) implements Attribute {
    @Override
    public String toString() {
      return AttributeText.dense(elements, type);
    }
  }

  /// `array<i64: 1, 2>`; floats as bits.
  record DenseArray(Elements elements, Type element) implements Attribute {
    @Override
    public String toString() {
      return AttributeText.denseArray(elements, element);
    }
  }

  /// `strided<[8, 1], offset: ?>`.
  record Strided(List<Long> strides, long offset) implements Attribute {
    public Strided {
      strides = List.copyOf(strides);
    }

    @Override
    public String toString() {
      String all =
          strides.stream()
              .map(n -> n == Type.DYNAMIC ? "?" : n.toString())
              .collect(Collectors.joining(", "));
      String from = offset == Type.DYNAMIC ? "?" : Long.toString(offset);
      return "strided<[" + all + "]" + (offset == 0 ? "" : ", offset: " + from) + ">";
    }
  }

  /// An attribute of another dialect, as text: `#arith.fastmath<contract>` is `arith.fastmath` with
  /// the body `contract`.
  ///
  /// @param body what stands between the angle brackets, null without them
  record Dialect(String name, @Nullable String body, @Nullable Type type) implements Attribute {
    @Override
    public String toString() {
      return "#"
          + name
          + (body == null ? "" : "<" + body + ">")
          + (type == null ? "" : " : " + type);
    }
  }

  /// A place in some source: what stands between the parentheses of `loc(…)`.
  record Location(String text) implements Attribute {
    @Override
    public String toString() {
      return "loc(" + text + ")";
    }
  }
}
