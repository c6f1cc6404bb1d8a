package org.tosc.tir.ir;

/// One extent of a tensor: a number, a named symbol that stands for the same number wherever it
/// appears in a signature, or unknown.
///
/// Each extent remembers its [Origin], the place in the source that fixed it, so that a shape
/// mistake can say where both sizes came from. The origin is no part of equality or of the text
/// form.
public sealed interface Dim {
  Origin origin();

  /// The same extent with another origin.
  Dim from(Origin origin);

  static Dim of(long size) {
    return new Known(size, Origin.NONE);
  }

  static Dim of(String symbol) {
    return new Symbol(symbol, Origin.NONE);
  }

  static Dim unknown() {
    return Unknown.ANONYMOUS;
  }

  /// A number of elements, at least 0.
  record Known(long size, Origin origin) implements Dim {
    public Known {
      if (size < 0) {
        throw new IllegalArgumentException("negative extent " + size);
      }
    }

    @Override
    public Dim from(Origin where) {
      return new Known(size, where);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Known k && k.size == size;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(size);
    }

    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /// A size fixed when the program runs, written as a lower-case name.
  record Symbol(String name, Origin origin) implements Dim {
    @Override
    public Dim from(Origin where) {
      return new Symbol(name, where);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Symbol s && s.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// A size about which nothing is known; two unknown extents may differ.
  record Unknown(Origin origin) implements Dim {
    static final Unknown ANONYMOUS = new Unknown(Origin.NONE);

    @Override
    public Dim from(Origin where) {
      return new Unknown(where);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Unknown;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String toString() {
      return "?";
    }
  }
}
