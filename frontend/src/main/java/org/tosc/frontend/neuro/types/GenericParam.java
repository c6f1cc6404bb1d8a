package org.tosc.frontend.neuro.types;

import org.tosc.tir.source.Span;

/// A generic parameter of one function, struct or enum. Two of the same name in different items are
/// different: they are compared by identity.
public final class GenericParam {
  /// What the parameter stands for.
  public enum Kind {
    /// A number of elements, at least 0.
    EXTENT("an extent"),
    /// Any type.
    TYPE("a type"),
    /// The order of a tile's or view's elements.
    LAYOUT("a layout");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// Which types a parameter of kind TYPE accepts.
  public enum Bound {
    ANY("any type"),
    /// Values that own no tensor, so that using them does not move them.
    COPY("a type that owns no tensor"),
    NUMBER("a numeric type"),
    INT("an integer type"),
    FLOAT("a float type");

    private final String words;

    Bound(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private final String name;
  private final Kind kind;
  private final Bound bound;
  private final Span span;

  public GenericParam(String name, Kind kind, Bound bound, Span span) {
    this.name = name;
    this.kind = kind;
    this.bound = bound;
    this.span = span;
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public Bound bound() {
    return bound;
  }

  /// Whether the parameter may stand for a type.
  public boolean allows(Ty type) {
    return switch (bound) {
      case ANY -> true;
      case COPY -> !Contents.ownsTensor(type);
      case NUMBER -> type.isNumber();
      case INT -> type.isInteger();
      case FLOAT -> type.isFloat();
    };
  }

  public Span span() {
    return span;
  }

  @Override
  public String toString() {
    return name;
  }
}
