package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;

/// What a function of `triton.language` is called with.
final class Arguments {
  /// Tiles have at most 2²⁰ elements.
  private static final int MOST = 1 << 20;

  private final String name;
  private final Map<String, Value> values;
  private final Evaluator evaluator;

  Arguments(String name, Map<String, Value> values, Evaluator evaluator) {
    this.name = name;
    this.values = values;
    this.evaluator = evaluator;
  }

  String name() {
    return name;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Program program() {
    return evaluator.program();
  }

  Operators operators() {
    return evaluator.operators();
  }

  Fault fault(String message) {
    return operators().fault(message);
  }

  /// A value that may be left out; `None` counts as left out.
  @Nullable Value get(String parameter) {
    Value value = values.get(parameter);
    return value instanceof Value.Nothing ? null : value;
  }

  Value value(String parameter) {
    Value value = values.get(parameter);
    if (value == null) {
      throw fault("`" + name + "` lacks its argument `" + parameter + "`");
    }
    return value;
  }

  Tile tile(String parameter) {
    return operators().tile(value(parameter));
  }

  @Nullable Tile optionalTile(String parameter) {
    Value value = get(parameter);
    return value == null ? null : operators().tile(value);
  }

  /// A tile of numbers.
  DType dtypeOf(Tile tile) {
    return operators().dtype(tile, "`" + name + "`");
  }

  boolean truth(String parameter, boolean fallback) {
    Value value = get(parameter);
    Boolean truth = value == null ? Boolean.valueOf(fallback) : Constants.truth(value);
    if (truth == null) {
      throw constant(parameter);
    }
    return truth;
  }

  private Fault constant(String parameter) {
    return fault(
        "`" + parameter + "` of `" + name + "` is a `tl.constexpr`, not what a program computes");
  }

  long whole(String parameter) {
    return whole(parameter, value(parameter));
  }

  long whole(String parameter, long fallback) {
    Value value = get(parameter);
    return value == null ? fallback : whole(parameter, value);
  }

  private long whole(String parameter, Value value) {
    return switch (value) {
      case Whole(long whole) -> whole;
      case Value.Truth(boolean truth) -> truth ? 1 : 0;
      case Tensor _ -> throw constant(parameter);
      case Value other ->
          throw fault(
              "`" + parameter + "` of `" + name + "` is a whole number, not " + other.describe());
    };
  }

  String text(String parameter, String fallback) {
    Value value = get(parameter);
    return value instanceof Value.Text(String text) ? text : fallback;
  }

  ElementType type(String parameter) {
    return switch (value(parameter)) {
      case Value.TypeName(ElementType type) -> type;
      case Value other ->
          throw fault(
              "`"
                  + parameter
                  + "` of `"
                  + name
                  + "` is a type such as `tl.float32`, not "
                  + other.describe());
    };
  }

  /// An axis of a tile; negative ones count from the last.
  int axis(String parameter, int fallback, int rank) {
    long axis = whole(parameter, fallback);
    if (axis < -rank || axis >= rank) {
      throw fault(
          "`"
              + name
              + "`: a tile of "
              + rank
              + (rank == 1 ? " axis" : " axes")
              + " has no axis "
              + axis);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /// Whole numbers of a tuple, or one alone.
  List<Integer> wholes(String parameter) {
    Value value = value(parameter);
    List<Value> items = value instanceof Tuple(var all) ? all : List.of(value);
    List<Integer> wholes = new ArrayList<>();
    for (Value item : items) {
      long whole = whole(parameter, item);
      if (whole != (int) whole) {
        throw fault("`" + parameter + "` of `" + name + "`: " + whole + " is too large");
      }
      wholes.add((int) whole);
    }
    return wholes;
  }

  /// The shape of a tile: extents are powers of two.
  Shape shape(String parameter) {
    List<Integer> extents = wholes(parameter);
    long size = 1;
    for (int extent : extents) {
      powerOfTwo(extent);
      size *= extent;
      if (size > MOST) {
        throw fault("a tile has at most " + MOST + " elements, not those of " + extents);
      }
    }
    return new Shape(extents);
  }

  void powerOfTwo(long extent) {
    if (extent < 1 || Long.bitCount(extent) != 1) {
      throw fault("the extents of a tile are powers of two, not " + extent);
    }
    if (extent > MOST) {
      throw fault("a tile has at most " + MOST + " elements, not " + extent);
    }
  }

  /// Scalars of a tuple.
  List<Tile> scalars(String parameter) {
    return scalars(value(parameter));
  }

  List<Tile> scalars(Value value) {
    List<Tile> tiles = new ArrayList<>();
    for (Value item : value instanceof Tuple(var all) ? all : List.of(value)) {
      tiles.add(operators().tile(item));
    }
    return tiles;
  }
}
