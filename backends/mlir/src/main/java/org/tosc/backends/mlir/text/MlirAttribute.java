package org.tosc.backends.mlir.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.AffineMap;

/// Attributes of MLIR. [AttributeText] writes them.
public sealed interface MlirAttribute {
  /// Any characters; they are escaped in text.
  record Str(String value) implements MlirAttribute {}

  /// The path of a symbol, outermost name first: `@kernels::@row`.
  record Symbol(List<String> path) implements MlirAttribute {
    public Symbol {
      path = List.copyOf(path);
    }
  }

  /// An integer of a type, which is `i64` where nothing is said.
  record Int(long value, MlirType type) implements MlirAttribute {}

  record Bool(boolean value) implements MlirAttribute {}

  /// A number of a format. The value must be one that the format has, or it is rounded by who reads
  /// the text.
  record Real(double value, FloatFormat type) implements MlirAttribute {}

  /// What is there or not there.
  enum Unit implements MlirAttribute {
    UNIT
  }

  record OfType(MlirType type) implements MlirAttribute {}

  record Array(List<MlirAttribute> items) implements MlirAttribute {
    public Array {
      items = List.copyOf(items);
    }
  }

  /// `array<i32: 1, 2>`, and `array<i1: true>`.
  record Dense(MlirType element, List<Long> values) implements MlirAttribute {
    public Dense {
      values = List.copyOf(values);
    }
  }

  /// Elements of a shaped type: one for all, or each: `dense<0.0> : vector<16xf32>`.
  record Elements(MlirType.Shaped type, List<MlirAttribute> values) implements MlirAttribute {
    public Elements {
      values = List.copyOf(values);
      long count = type.shape().stream().reduce(1L, Math::multiplyExact);
      if (values.size() != 1 && values.size() != count) {
        throw new IllegalArgumentException(values.size() + " elements for " + type);
      }
    }
  }

  record Dictionary(Map<String, MlirAttribute> entries) implements MlirAttribute {
    public Dictionary {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  record OfMap(AffineMap map) implements MlirAttribute {}

  /// A word where operations have their own form, and something else in the generic form: `slt`,
  /// which is `2 : i64` there.
  record Word(String word, MlirAttribute generic) implements MlirAttribute {}

  /// A dialect's own attribute of words: `#arith.fastmath<nnan,nsz>`, `#gpu<dim x>`.
  ///
  /// @param name with the dialect, without the mark
  record Dialect(String name, String words) implements MlirAttribute {}

  static MlirAttribute of(String text) {
    return new Str(text);
  }

  static MlirAttribute of(boolean value) {
    return new Bool(value);
  }

  static MlirAttribute symbol(String... path) {
    return new Symbol(List.of(path));
  }

  static MlirAttribute i64(long value) {
    return new Int(value, IntegerFormat.I64);
  }

  static MlirAttribute i32(long value) {
    return new Int(value, IntegerFormat.I32);
  }

  static MlirAttribute index(long value) {
    return new Int(value, IndexType.INDEX);
  }

  static MlirAttribute of(MlirType type) {
    return new OfType(type);
  }

  static MlirAttribute i32s(List<Long> values) {
    return new Dense(IntegerFormat.I32, values);
  }

  static MlirAttribute i64s(List<Long> values) {
    return new Dense(IntegerFormat.I64, values);
  }

  static MlirAttribute maps(List<AffineMap> maps) {
    return new Array(maps.stream().<MlirAttribute>map(OfMap::new).toList());
  }

  /// One value in all places of a shaped type.
  static MlirAttribute splat(MlirType.Shaped type, MlirAttribute value) {
    return new Elements(type, List.of(value));
  }
}
