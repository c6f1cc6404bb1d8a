package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;

/// Tiles in other shapes.
final class ShapeBuiltins {
  static final List<Builtin> ROWS =
      List.of(
          Builtin.of("broadcast(input, other)", ShapeBuiltins::broadcast),
          Builtin.of("broadcast_to(input, *shape)", ShapeBuiltins::broadcastTo),
          Builtin.of("expand_dims(input, axis)", ShapeBuiltins::expand),
          Builtin.of("reshape(input, *shape, can_reorder=False)", ShapeBuiltins::reshape),
          Builtin.of("view(input, *shape)", ShapeBuiltins::reshape),
          Builtin.of("ravel(x, can_reorder=False)", ShapeBuiltins::ravel),
          Builtin.of("permute(input, *dims)", ShapeBuiltins::permute),
          Builtin.of("trans(input, *dims)", ShapeBuiltins::permute),
          Builtin.of("cat(input, other, can_reorder=False, dim=0)", ShapeBuiltins::cat),
          Builtin.of("join(a, b)", a -> new Tensor(joined(a, a.tile("a"), a.tile("b")))),
          Builtin.of("split(a)", ShapeBuiltins::split),
          Builtin.of("interleave(a, b)", ShapeBuiltins::interleave),
          Builtin.of("flip(x, dim=None)", ShapeBuiltins::flip),
          Builtin.of("gather(src, index, axis)", ShapeBuiltins::gather));

  private ShapeBuiltins() {}

  private static Value broadcast(Arguments a) {
    Operators.Pair pair = a.operators().broadcast("`broadcast`", a.tile("input"), a.tile("other"));
    return new Tuple(List.of(new Tensor(pair.left()), new Tensor(pair.right())));
  }

  private static Value broadcastTo(Arguments a) {
    Tile tile = a.tile("input");
    Shape shape = a.shape("shape");
    Shape common = Shape.common(tile.shape(), shape);
    if (!shape.equals(common)) {
      throw a.fault(tile.describe() + " cannot be repeated to " + shape);
    }
    return new Tensor(a.program().broadcast(tile, shape));
  }

  private static Value expand(Arguments a) {
    Tile tile = a.tile("input");
    List<Integer> axes = new ArrayList<>(a.wholes("axis"));
    axes.replaceAll(axis -> axis < 0 ? axis + tile.shape().rank() + axes.size() : axis);
    axes.sort(null);
    Shape shape = tile.shape();
    for (int axis : axes) {
      if (axis < 0 || axis > shape.rank()) {
        throw a.fault(tile.describe() + " gets no axis " + axis);
      }
      shape = shape.inserted(axis, 1);
    }
    return new Tensor(a.program().reshape(tile, shape));
  }

  private static Value reshape(Arguments a) {
    Tile tile = a.tile("input");
    Shape shape = a.shape("shape");
    if (shape.size() != tile.size()) {
      throw a.fault(
          tile.describe() + " has " + tile.size() + " elements, " + shape + " has " + shape.size());
    }
    return new Tensor(a.program().reshape(tile, shape));
  }

  private static Value ravel(Arguments a) {
    Tile tile = a.tile("x");
    return new Tensor(a.program().reshape(tile, Shape.of(tile.size())));
  }

  private static Value permute(Arguments a) {
    Tile tile = a.tile("input");
    int rank = tile.shape().rank();
    List<Integer> order = new ArrayList<>(a.wholes("dims"));
    if (order.isEmpty()) {
      if (rank < 2) {
        throw a.fault("`" + a.name() + "` takes tiles of two axes or more, not " + tile.describe());
      }
      for (int i = 0; i < rank; i++) {
        order.add(i);
      }
      order.set(rank - 2, rank - 1);
      order.set(rank - 1, rank - 2);
    }
    boolean isFine = order.stream().allMatch(i -> i >= 0 && i < rank);
    if (!isFine || new HashSet<>(order).size() != rank || order.size() != rank) {
      throw a.fault("the axes of " + tile.describe() + " in another order are expected: " + order);
    }
    return new Tensor(a.program().permute(tile, order));
  }

  private static void same(Arguments a, Tile left, Tile right) {
    if (!left.type().equals(right.type()) || !left.shape().equals(right.shape())) {
      throw a.fault(
          "`"
              + a.name()
              + "` takes tiles of one type and shape, not "
              + left.describe()
              + " and "
              + right.describe());
    }
  }

  private static Value cat(Arguments a) {
    Tile left = a.tile("input");
    Tile right = a.tile("other");
    same(a, left, right);
    if (left.shape().isScalar()) {
      throw a.fault("`cat` takes tiles, not scalars");
    }
    int axis = a.axis("dim", 0, left.shape().rank());
    return new Tensor(a.program().concatenate(left, right, axis));
  }

  private static Tile joined(Arguments a, Tile left, Tile right) {
    same(a, left, right);
    Program program = a.program();
    int rank = left.shape().rank();
    Shape shape = left.shape().inserted(rank, 1);
    return program.concatenate(program.reshape(left, shape), program.reshape(right, shape), rank);
  }

  private static Value split(Arguments a) {
    Tile tile = a.tile("a");
    int last = tile.shape().rank() - 1;
    if (last < 0 || tile.shape().extent(last) != 2) {
      throw a.fault("`split` takes a tile whose last axis has 2 elements, not " + tile.describe());
    }
    List<Value> halves = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Tile part = a.program().part(tile, last, i, 1);
      halves.add(new Tensor(a.program().reshape(part, part.shape().without(last))));
    }
    return new Tuple(halves);
  }

  private static Value interleave(Arguments a) {
    Tile joined = joined(a, a.tile("a"), a.tile("b"));
    int rank = joined.shape().rank();
    Shape shape = joined.shape().without(rank - 1);
    int last = rank - 2;
    return new Tensor(a.program().reshape(joined, shape.with(last, shape.extent(last) * 2)));
  }

  private static Value flip(Arguments a) {
    Tile tile = a.tile("x");
    int rank = tile.shape().rank();
    return new Tensor(a.program().flip(tile, a.axis("dim", rank - 1, rank)));
  }

  private static Value gather(Arguments a) {
    Tile tile = a.tile("src");
    Tile index = a.tile("index");
    if (index.isFloat() || index.shape().rank() != tile.shape().rank()) {
      throw a.fault("`gather` takes positions in a tile of as many axes, not " + index.describe());
    }
    return new Tensor(a.program().gather(tile, index, a.axis("axis", 0, tile.shape().rank())));
  }
}
