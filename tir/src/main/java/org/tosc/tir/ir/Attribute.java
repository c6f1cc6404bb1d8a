package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// A constant that is part of an operation. Text forms: `3`, `2.5`, `true`, `"text"`, `@symbol`, a
/// type after a colon-free keyword (`type i64`), a map (`map (d0, d1) -> (d1, d0)`), `[a, b]`,
/// `nil`, `missing`.
public sealed interface Attribute {
  record Int(long value) implements Attribute {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /// A binary64 number, written so that it reads back the same bits: `2.5`, `1.0E-5`, `inf`,
  /// `-inf`, `nan`.
  record Real(double value) implements Attribute {
    @Override
    public boolean equals(Object other) {
      return other instanceof Real f
          && Double.doubleToLongBits(f.value) == Double.doubleToLongBits(value);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }

    @Override
    public String toString() {
      if (Double.isNaN(value)) {
        return "nan";
      }
      if (Double.isInfinite(value)) {
        return value > 0 ? "inf" : "-inf";
      }
      return Double.toString(value);
    }
  }

  record Bool(boolean value) implements Attribute {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  record Str(String value) implements Attribute {
    @Override
    public String toString() {
      return Quote.quote(value);
    }
  }

  /// The name of a function or global of the same module.
  record Symbol(String name) implements Attribute {
    @Override
    public String toString() {
      return Quote.symbol(name);
    }
  }

  record OfType(Type type) implements Attribute {
    @Override
    public String toString() {
      return "type " + type;
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

  record OfMap(AffineMap map) implements Attribute {
    @Override
    public String toString() {
      return "map " + map;
    }
  }

  /// The value nil.
  enum Nil implements Attribute {
    NIL;

    @Override
    public String toString() {
      return "nil";
    }
  }

  /// An argument that the caller left out.
  enum Missing implements Attribute {
    MISSING;

    @Override
    public String toString() {
      return "missing";
    }
  }

  static Attribute of(long value) {
    return new Int(value);
  }

  static Attribute of(double value) {
    return new Real(value);
  }

  static Attribute of(boolean value) {
    return new Bool(value);
  }

  static Attribute of(String value) {
    return new Str(value);
  }

  static Attribute strings(List<String> values) {
    return new Array(values.stream().map(Attribute::of).toList());
  }

  static Attribute ints(List<Long> values) {
    return new Array(values.stream().<Attribute>map(Int::new).toList());
  }

  static Attribute maps(List<AffineMap> maps) {
    return new Array(maps.stream().<Attribute>map(OfMap::new).toList());
  }

  static Attribute intLists(List<List<Long>> lists) {
    return new Array(lists.stream().map(Attribute::ints).toList());
  }
}
