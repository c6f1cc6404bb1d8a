package org.tosc.backends.machines.gpu.triton;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Tile;

/// What an expression of a kernel, or of its launcher, is.
///
/// Numbers and texts are `constexpr`: known when Triton compiles. What a program computes is a
/// [Tensor].
public sealed interface Value {
  /// In words, for messages.
  default String describe() {
    return switch (this) {
      case Tensor(Tile tile) -> tile.describe();
      case Whole(long value) -> Long.toString(value);
      case Real(double value) -> Double.toString(value);
      case Truth(boolean value) -> value ? "True" : "False";
      case Text(String value) -> "'" + value + "'";
      case Nothing _ -> "None";
      case TypeName(ElementType type) -> "tl." + type.text();
      case Tuple(var items) -> "a tuple of " + items.size();
      case Routine routine -> "the function `" + routine.definition().name() + "`";
      case Known(String name) -> "`" + name + "`";
      case Method(Value _, String name) -> "the method `" + name + "`";
      case Block _ -> "a tensor descriptor or block pointer";
      case Steps _ -> "a range";
      case Array array -> "the tensor `" + array.buffer().name() + "`";
      case Closure _ -> "a `lambda`";
      case Table _ -> "a dictionary";
    };
  }

  /// What programs compute: a tile, or a scalar.
  record Tensor(Tile tile) implements Value {}

  record Whole(long value) implements Value {}

  record Real(double value) implements Value {}

  record Truth(boolean value) implements Value {}

  record Text(String value) implements Value {}

  record Nothing() implements Value {}

  /// A type: `tl.float16`.
  record TypeName(ElementType type) implements Value {}

  record Tuple(List<Value> items) implements Value {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// A function with `@triton.jit`.
  record Routine(Statement.Function definition) implements Value {}

  /// A module, or something in one, by its full name: `triton.language.load`.
  record Known(String name) implements Value {}

  /// A method of a value.
  record Method(Value receiver, String name) implements Value {}

  /// A part of a tensor in memory: a descriptor, or a block pointer.
  ///
  /// @param base the address of the tensor
  /// @param shape its extents
  /// @param strides elements between neighbours
  /// @param offsets of the part; empty for descriptors
  /// @param extents of the part
  record Block(
      Tile base, List<Tile> shape, List<Tile> strides, List<Tile> offsets, List<Integer> extents)
      implements Value {
    public Block {
      shape = List.copyOf(shape);
      strides = List.copyOf(strides);
      offsets = List.copyOf(offsets);
      extents = List.copyOf(extents);
    }
  }

  /// What a loop goes through.
  ///
  /// @param isStatic whether its variable is known when Triton compiles
  record Steps(Value from, Value to, Value step, boolean isStatic) implements Value {}

  /// A tensor of PyTorch, as a launcher sees it.
  ///
  /// @param element the number of its first element in the buffer
  record Array(Buffer buffer, long element, List<Long> shape, List<Long> strides)
      implements Value {
    public Array {
      shape = List.copyOf(shape);
      strides = List.copyOf(strides);
    }
  }

  /// A function of a launcher without a name.
  record Closure(Expression.Lambda lambda, Names names) implements Value {}

  /// A dictionary of a launcher.
  record Table(List<Value> keys, List<Value> values) implements Value {
    public Table {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }

    /// What stands at a text; null for nothing.
    @Nullable Value at(String key) {
      int index = keys.indexOf(new Text(key));
      return index < 0 ? null : values.get(index);
    }
  }
}
