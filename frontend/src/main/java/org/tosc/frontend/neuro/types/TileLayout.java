package org.tosc.frontend.neuro.types;

/// How the elements of a tile or view follow one another. A layout changes speed, never meaning.
public sealed interface TileLayout {
  /// The last axis is dense.
  record RowMajor() implements TileLayout {
    @Override
    public String toString() {
      return "Layout::RowMajor";
    }
  }

  /// The first axis is dense.
  record ColMajor() implements TileLayout {
    @Override
    public String toString() {
      return "Layout::ColMajor";
    }
  }

  /// Dense blocks of `rows` × `columns`, row-major inside and among themselves.
  record Blocked(Extent rows, Extent columns) implements TileLayout {
    @Override
    public String toString() {
      return "Layout::Blocked<" + rows + ", " + columns + ">";
    }
  }

  /// Row-major with the low `bits` of the column exchanged by those of the row, against bank
  /// conflicts.
  record Swizzled(Extent bits) implements TileLayout {
    @Override
    public String toString() {
      return "Layout::Swizzled<" + bits + ">";
    }
  }

  /// A generic parameter.
  record Generic(GenericParam param) implements TileLayout {
    @Override
    public String toString() {
      return param.name();
    }
  }

  static TileLayout row() {
    return new RowMajor();
  }

  static TileLayout col() {
    return new ColMajor();
  }

  /// The layout after the two axes are exchanged.
  default TileLayout transposed() {
    return switch (this) {
      case RowMajor _ -> col();
      case ColMajor _ -> row();
      case Blocked(var rows, var columns) -> new Blocked(columns, rows);
      case Swizzled _, Generic _ -> row();
    };
  }
}
