package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.Comparison;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Reduction;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;

/// Combining along an axis, orders and counts.
final class ReduceBuiltins {
  static final List<Builtin> ROWS =
      List.of(
          Builtin.of("sum(input, axis=None, keep_dims=False, dtype=None)", ReduceBuiltins::sum),
          Builtin.of(
              "max(input, axis=None, return_indices=False, return_indices_tie_break_left=True, keep_dims=False)",
              a -> extreme(a, true)),
          Builtin.of(
              "min(input, axis=None, return_indices=False, return_indices_tie_break_left=True, keep_dims=False)",
              a -> extreme(a, false)),
          Builtin.of(
              "argmax(input, axis, tie_break_left=True, keep_dims=False)", a -> position(a, true)),
          Builtin.of(
              "argmin(input, axis, tie_break_left=True, keep_dims=False)", a -> position(a, false)),
          Builtin.of("xor_sum(input, axis=None, keep_dims=False)", ReduceBuiltins::exclusiveSum),
          Builtin.of("reduce_or(input, axis=None, keep_dims=False)", ReduceBuiltins::disjunction),
          Builtin.of("reduce(input, axis, combine_fn, keep_dims=False)", ReduceBuiltins::reduce),
          Builtin.of(
              "associative_scan(input, axis, combine_fn, reverse=False)", ReduceBuiltins::scan),
          Builtin.of(
              "cumsum(input, axis=0, reverse=False, dtype=None)", a -> cumulative(a, Binary.ADD)),
          Builtin.of("cumprod(input, axis=0, reverse=False)", a -> cumulative(a, Binary.MUL)),
          Builtin.of("histogram(input, num_bins, mask=None)", ReduceBuiltins::histogram),
          Builtin.of("sort(x, dim=None, descending=False)", ReduceBuiltins::sort),
          Builtin.of("topk(x, k, dim=None)", ReduceBuiltins::largest));

  private ReduceBuiltins() {}

  /// Sums of `bfloat16` are those of `float32`.
  private static Tile widened(Arguments a, Tile tile) {
    a.dtypeOf(tile);
    return tile.type() == DType.BF16 ? a.operators().cast(tile, DType.F32) : tile;
  }

  private static Value sum(Arguments a) {
    Tile tile = widened(a, a.tile("input"));
    DType type = tile.dtype();
    if (a.get("dtype") != null) {
      tile = a.operators().cast(tile, a.type("dtype"));
    } else if (type.isInteger() && type.bits() < Integer.SIZE) {
      tile = a.operators().cast(tile, type.isUnsigned() ? DType.U32 : DType.I32);
    }
    return along(a, tile, Binary.ADD);
  }

  private static Value along(Arguments a, Tile tile, Binary op) {
    boolean keeps = a.truth("keep_dims", false);
    if (a.get("axis") != null) {
      int axis = a.axis("axis", 0, tile.shape().rank());
      return new Tensor(combined(a, tile, axis, keeps, op));
    }
    Tile flat = a.program().reshape(tile, Shape.of(tile.size()));
    Tile all = combined(a, flat, 0, false, op);
    Shape ones = new Shape(tile.shape().extents().stream().map(_ -> 1).toList());
    return new Tensor(keeps ? a.program().reshape(all, ones) : all);
  }

  static Tile combined(Arguments a, Tile tile, int axis, boolean keeps, Binary op) {
    Program program = a.program();
    Binary row = op.of(tile.type());
    Reduction.Combine combine =
        (left, right) -> List.of(program.binary(row, left.getFirst(), right.getFirst()));
    Tile result = program.reduce(List.of(tile), axis, combine).getFirst();
    return keeps ? program.reshape(result, result.shape().inserted(axis, 1)) : result;
  }

  static Tile extreme(Arguments a, Tile tile, int axis, boolean keeps, Binary op) {
    return combined(a, promoted(a, tile), axis, keeps, op);
  }

  /// Extremes of fewer than 32 bits are those of 32.
  private static Tile promoted(Arguments a, Tile tile) {
    DType type = a.dtypeOf(tile);
    if (type.bits() >= Integer.SIZE) {
      return tile;
    }
    return a.operators().cast(tile, type.isFloat() ? DType.F32 : DType.I32);
  }

  private static Value extreme(Arguments a, boolean isMaximum) {
    if (!a.truth("return_indices", false)) {
      return along(a, promoted(a, a.tile("input")), isMaximum ? Binary.MAX : Binary.MIN);
    }
    boolean isLeft = a.truth("return_indices_tie_break_left", true);
    List<Tile> both = positions(a, isMaximum, isLeft);
    return new Tuple(List.of(new Tensor(both.get(0)), new Tensor(both.get(1))));
  }

  private static Value position(Arguments a, boolean isMaximum) {
    return new Tensor(positions(a, isMaximum, a.truth("tie_break_left", true)).get(1));
  }

  private static List<Tile> positions(Arguments a, boolean isMaximum, boolean breaksLeft) {
    Program program = a.program();
    Tile tile = widened(a, a.tile("input"));
    boolean isFlat = a.get("axis") == null;
    Tile values = isFlat ? program.reshape(tile, Shape.of(tile.size())) : tile;
    int rank = values.shape().rank();
    int axis = isFlat ? 0 : a.axis("axis", 0, rank);
    Tile line = program.range(0, values.shape().extent(axis));
    Shape wide = new Shape(values.shape().extents().stream().map(_ -> 1).toList());
    Tile shaped = program.reshape(line, wide.with(axis, values.shape().extent(axis)));
    Tile index = program.broadcast(shaped, values.shape());
    Comparison better = isMaximum ? Comparison.GT : Comparison.LT;
    List<Tile> results =
        program.reduce(
            List.of(values, index),
            axis,
            (left, right) -> better(program, better, breaksLeft, left, right));
    boolean keeps = a.truth("keep_dims", false);
    return results.stream()
        .map(t -> keeps ? program.reshape(t, t.shape().inserted(axis, 1)) : t)
        .toList();
  }

  private static List<Tile> better(
      Program program, Comparison op, boolean breaksLeft, List<Tile> left, List<Tile> right) {
    Tile wins = program.compare(op, left.get(0), right.get(0), false, false);
    if (breaksLeft) {
      Tile tie = program.compare(Comparison.EQ, left.get(0), right.get(0), false, false);
      Tile first = program.compare(Comparison.LT, left.get(1), right.get(1), false, false);
      wins = program.binary(Binary.OR, wins, program.binary(Binary.AND, tie, first));
    }
    return List.of(
        program.select(wins, left.get(0), right.get(0)),
        program.select(wins, left.get(1), right.get(1)));
  }

  private static Value exclusiveSum(Arguments a) {
    Tile tile = a.tile("input");
    if (a.dtypeOf(tile).isFloat()) {
      throw a.fault("`xor_sum` takes whole numbers, not " + tile.describe());
    }
    return along(a, tile, Binary.XOR);
  }

  private static Value disjunction(Arguments a) {
    Tile tile = a.tile("input");
    if (a.dtypeOf(tile).isFloat()) {
      throw a.fault("`reduce_or` takes whole numbers, not " + tile.describe());
    }
    return along(a, tile, Binary.OR);
  }

  private static Reduction.Combine by(Arguments a) {
    Value function = a.value("combine_fn");
    return (left, right) -> {
      List<Value> all = new ArrayList<>();
      left.forEach(t -> all.add(new Tensor(t)));
      right.forEach(t -> all.add(new Tensor(t)));
      List<Tile> tiles = a.scalars(a.evaluator().apply(function, all, Map.of()));
      boolean fits = tiles.size() == left.size();
      for (int i = 0; fits && i < tiles.size(); i++) {
        fits =
            tiles.get(i).type().equals(left.get(i).type())
                && tiles.get(i).shape().equals(left.get(i).shape());
      }
      if (!fits) {
        throw a.fault("`combine_fn` gives what it takes: " + left + ", not " + tiles);
      }
      return tiles;
    };
  }

  private static Value values(Arguments a, List<Tile> tiles) {
    boolean isTuple = a.value("input") instanceof Tuple;
    return isTuple
        ? new Tuple(tiles.stream().map(t -> (Value) new Tensor(t)).toList())
        : new Tensor(tiles.getFirst());
  }

  private static Value reduce(Arguments a) {
    List<Tile> tiles = a.scalars("input");
    Program program = a.program();
    boolean isFlat = a.get("axis") == null;
    if (isFlat) {
      tiles = tiles.stream().map(t -> program.reshape(t, Shape.of(t.size()))).toList();
    }
    int axis = isFlat ? 0 : a.axis("axis", 0, tiles.getFirst().shape().rank());
    List<Tile> results = program.reduce(tiles, axis, by(a));
    if (a.truth("keep_dims", false)) {
      results = results.stream().map(t -> program.reshape(t, t.shape().inserted(axis, 1))).toList();
    }
    return values(a, results);
  }

  private static Value scan(Arguments a) {
    List<Tile> tiles = a.scalars("input");
    int axis = a.axis("axis", 0, tiles.getFirst().shape().rank());
    return values(a, a.program().scan(tiles, axis, a.truth("reverse", false), by(a)));
  }

  private static Value cumulative(Arguments a, Binary op) {
    Tile tile = widened(a, a.tile("input"));
    if (a.get("dtype") != null) {
      tile = a.operators().cast(tile, a.type("dtype"));
    }
    Program program = a.program();
    int axis = a.axis("axis", 0, tile.shape().rank());
    List<Tile> results =
        program.scan(
            List.of(tile),
            axis,
            a.truth("reverse", false),
            (left, right) -> List.of(program.binary(op, left.getFirst(), right.getFirst())));
    return new Tensor(results.getFirst());
  }

  private static Value histogram(Arguments a) {
    Tile tile = a.tile("input");
    if (tile.shape().rank() != 1 || a.dtypeOf(tile).isFloat()) {
      throw a.fault("`histogram` takes whole numbers along one axis, not " + tile.describe());
    }
    long bins = a.whole("num_bins");
    a.powerOfTwo(bins);
    return new Tensor(a.program().histogram(tile, (int) bins, a.optionalTile("mask")));
  }

  private static Value sort(Arguments a) {
    Tile tile = a.tile("x");
    int last = tile.shape().rank() - 1;
    if (last < 0 || a.axis("dim", last, last + 1) != last) {
      throw a.fault("`sort` goes along the last axis");
    }
    return new Tensor(a.program().sort(tile, a.truth("descending", false)));
  }

  private static Value largest(Arguments a) {
    Tile sorted = a.program().sort(a.tile("x"), true);
    int last = sorted.shape().rank() - 1;
    long count = a.whole("k");
    a.powerOfTwo(count);
    if (last < 0 || count > sorted.shape().extent(last)) {
      throw a.fault("`topk` takes at most the elements of the last axis, not " + count);
    }
    return new Tensor(a.program().part(sorted, last, 0, (int) count));
  }
}
