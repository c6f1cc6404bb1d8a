package org.tosc.backends.triton.block;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// What makes a tile.
public sealed interface Op {
  /// Where in the grid the program stands.
  record ProgramId() implements Op {}

  record Real(Scalar element, double value) implements Op {}

  record Whole(Scalar element, long value) implements Op {}

  /// A number that has a name.
  record SizeOf(Size size) implements Op {}

  /// `0, 1, …`
  record Range(Size size) implements Op {}

  /// A new axis of 1.
  record Expand(Tile x, int axis) implements Op {}

  record Broadcast(Tile x, List<Size> shape) implements Op {
    public Broadcast {
      shape = List.copyOf(shape);
    }
  }

  /// One number everywhere.
  record Full(List<Size> shape, Tile scalar) implements Op {
    public Full {
      shape = List.copyOf(shape);
    }
  }

  record Elementwise(Fn fn, List<Tile> args) implements Op {
    public Elementwise {
      args = List.copyOf(args);
    }
  }

  /// A conversion that rounds to nearest even, or truncates to an integer.
  record Cast(Tile x, Scalar to) implements Op {}

  /// The same bits.
  record Bitcast(Tile x, Scalar to) implements Op {}

  /// Along an axis, which stays with 1.
  record Reduce(Fold fold, Tile x, int axis) implements Op {}

  record Trans(Tile x) implements Op {}

  /// `a @ b + acc`, with every product and sum as in IEEE 754.
  record Dot(Tile a, Tile b, Tile acc) implements Op {}

  /// The same of numbers in blocks, each with a scale of 16 elements: `e2m1` two to a byte, the
  /// scales `e4m3` as bytes.
  record DotScaled(Tile a, Tile aScale, Tile b, Tile bScale, Tile acc) implements Op {}

  /// Elements of memory; what the mask leaves out is `other`.
  ///
  /// @param base a scalar that is added to the pointer first
  record Load(
      Pointer pointer, @Nullable Tile base, Tile offset, @Nullable Tile mask, @Nullable Tile other)
      implements Op {}

  /// What it reads.
  default List<Tile> operands() {
    return switch (this) {
      case ProgramId _, Real _, Whole _, SizeOf _, Range _ -> List.of();
      case Expand(Tile x, _) -> List.of(x);
      case Broadcast(Tile x, _) -> List.of(x);
      case Full(_, Tile x) -> List.of(x);
      case Elementwise(_, List<Tile> args) -> args;
      case Cast(Tile x, _) -> List.of(x);
      case Bitcast(Tile x, _) -> List.of(x);
      case Reduce(_, Tile x, _) -> List.of(x);
      case Trans(Tile x) -> List.of(x);
      case Dot(Tile a, Tile b, Tile acc) -> List.of(a, b, acc);
      case DotScaled(Tile a, Tile as, Tile b, Tile bs, Tile acc) -> List.of(a, as, b, bs, acc);
      case Load(_, var base, Tile offset, var mask, var other) ->
          Stream.of(base, offset, mask, other).filter(t -> t != null).toList();
    };
  }

  /// The type of its elements.
  default Scalar element() {
    return switch (this) {
      case ProgramId _, SizeOf _, Range _ -> Scalar.I32;
      case Real(Scalar element, _) -> element;
      case Whole(Scalar element, _) -> element;
      case Expand(Tile x, _) -> x.element();
      case Broadcast(Tile x, _) -> x.element();
      case Full(_, Tile x) -> x.element();
      case Elementwise(Fn fn, List<Tile> args) ->
          fn.isComparison() ? Scalar.I1 : args.getLast().element();
      case Cast(_, Scalar to) -> to;
      case Bitcast(_, Scalar to) -> to;
      case Reduce(_, Tile x, _) -> x.element();
      case Trans(Tile x) -> x.element();
      case Dot(_, _, Tile acc) -> acc.element();
      case DotScaled(_, _, _, _, Tile acc) -> acc.element();
      case Load load -> load.pointer().element();
    };
  }

  /// The sizes of its axes.
  default List<Size> shape() {
    return switch (this) {
      case ProgramId _, Real _, Whole _, SizeOf _ -> List.of();
      case Range(Size size) -> List.of(size);
      case Expand(Tile x, int axis) -> {
        List<Size> shape = new ArrayList<>(x.shape());
        shape.add(axis, Size.ONE);
        yield shape;
      }
      case Broadcast(_, List<Size> shape) -> shape;
      case Full(List<Size> shape, _) -> shape;
      case Elementwise(_, List<Tile> args) -> Shapes.joined(args);
      case Cast(Tile x, _) -> x.shape();
      case Bitcast(Tile x, _) -> x.shape();
      case Reduce(_, Tile x, int axis) -> {
        List<Size> shape = new ArrayList<>(x.shape());
        shape.set(axis, Size.ONE);
        yield shape;
      }
      case Trans(Tile x) -> x.shape().reversed();
      case Dot(_, _, Tile acc) -> acc.shape();
      case DotScaled(_, _, _, _, Tile acc) -> acc.shape();
      case Load load -> {
        Tile mask = load.mask();
        yield Shapes.joined(mask == null ? List.of(load.offset()) : List.of(load.offset(), mask));
      }
    };
  }
}
