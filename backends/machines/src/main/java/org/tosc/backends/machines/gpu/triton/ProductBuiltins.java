package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.BlockFormat;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Precision;
import org.tosc.backends.machines.gpu.tile.Program.ScaledOperand;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;

/// Products of matrices, and random numbers.
final class ProductBuiltins {
  static final List<Builtin> ROWS =
      List.of(
          Builtin.of(
              "dot(input, other, acc=None, input_precision=None, allow_tf32=None, max_num_imprecise_acc=None, out_dtype=None)",
              ProductBuiltins::dot),
          Builtin.of(
              "dot_scaled(lhs, lhs_scale, lhs_format, rhs, rhs_scale, rhs_format, acc=None, fast_math=False, lhs_k_pack=True, rhs_k_pack=True, out_dtype=None)",
              ProductBuiltins::scaled),
          Builtin.of("rand(seed, offset, n_rounds=10)", ProductBuiltins::rand),
          Builtin.of("randn(seed, offset, n_rounds=10)", ProductBuiltins::randn),
          Builtin.of("randint(seed, offset, n_rounds=10)", a -> new Tensor(bits(a).getFirst())),
          Builtin.of("randint4x(seed, offset, n_rounds=10)", a -> tuple(bits(a))),
          Builtin.of(
              "rand4x(seed, offset, n_rounds=10)",
              a -> tuple(bits(a).stream().map(t -> a.program().uniform(t)).toList())));

  private static final int LEAST_INNER = 16;

  private ProductBuiltins() {}

  private static Value tuple(List<Tile> tiles) {
    return new Tuple(tiles.stream().map(t -> (Value) new Tensor(t)).toList());
  }

  private static Value dot(Arguments a) {
    Tile left = a.tile("input");
    Tile right = a.tile("other");
    DType type = a.dtypeOf(left);
    DType other = a.dtypeOf(right);
    boolean areSmall = type.bits() == Byte.SIZE && other.bits() == Byte.SIZE;
    boolean isFine = type == other || (areSmall && type.isFloat() && other.isFloat());
    if (!isFine) {
      throw a.fault(
          "`dot` takes operands of one type, not " + left.describe() + " and " + right.describe());
    }
    Shape shape = shape(a, left, right);
    int inner = left.shape().extent(left.shape().rank() - 1);
    int least = type.bits() == Byte.SIZE ? 2 * LEAST_INNER : LEAST_INNER;
    if (inner < least) {
      throw a.fault(
          "the inner axis of a `dot` of "
              + type
              + " has at least "
              + least
              + " elements, not "
              + inner);
    }
    DType sums = sums(type);
    Tile acc = accumulator(a, shape, sums);
    Precision precision = precision(a, type);
    return new Tensor(a.program().dot(left, right, acc, precision));
  }

  private static DType sums(DType type) {
    return type == DType.F64 ? DType.F64 : type.isFloat() ? DType.F32 : DType.I32;
  }

  private static Shape shape(Arguments a, Tile left, Tile right) {
    int rank = left.shape().rank();
    boolean isFine = (rank == 2 || rank == 3) && right.shape().rank() == rank;
    String both = left.describe() + " and " + right.describe();
    if (!isFine) {
      throw a.fault("`dot` takes tiles of two axes, or three, not " + both);
    }
    int inner = left.shape().extent(rank - 1);
    if (inner != right.shape().extent(rank - 2)) {
      throw a.fault(
          "the inner axes of a `dot` have the same extent, not "
              + inner
              + " and "
              + right.shape().extent(rank - 2)
              + ": "
              + both);
    }
    if (rank == 3 && left.shape().extent(0) != right.shape().extent(0)) {
      throw a.fault("the first axes of a `dot` have the same extent: " + both);
    }
    return left.shape().with(rank - 1, right.shape().extent(rank - 1));
  }

  private static Tile accumulator(Arguments a, Shape shape, DType sums) {
    Tile acc = a.optionalTile("acc");
    DType type =
        a.get("out_dtype") == null ? sums : a.type("out_dtype") instanceof DType d ? d : sums;
    if (acc == null) {
      return a.program().broadcast(Tile.scalar(type, 0L), shape);
    }
    boolean isFine =
        acc.shape().equals(shape)
            && acc.type() instanceof DType own
            && own.isFloat() == sums.isFloat();
    if (!isFine) {
      throw a.fault("`acc` is " + acc.describe() + ", the product " + sums + shape);
    }
    return acc;
  }

  private static Precision precision(Arguments a, DType type) {
    Value old = a.get("allow_tf32");
    boolean isOld = old != null && Boolean.FALSE.equals(Constants.truth(old));
    String text = a.text("input_precision", isOld ? "ieee" : "tf32").toLowerCase(Locale.ROOT);
    if (type != DType.F32) {
      return Precision.IEEE;
    }
    return switch (text) {
      case "ieee" -> Precision.IEEE;
      case "tf32" -> Precision.TF32;
      case "tf32x3" -> Precision.TF32X3;
      case String _ ->
          throw a.fault("`input_precision` is 'ieee', 'tf32' or 'tf32x3', not '" + text + "'");
    };
  }

  private static Value scaled(Arguments a) {
    ScaledOperand left = operand(a, "lhs", 1);
    ScaledOperand right = operand(a, "rhs", 0);
    int rows = left.tile().shape().extent(0);
    int columns = right.tile().shape().extent(1);
    int inner = left.tile().shape().extent(1) * left.format().packing();
    int other = right.tile().shape().extent(0) * right.format().packing();
    if (inner != other) {
      throw a.fault(
          "the inner axes of `dot_scaled` have as many elements, not " + inner + " and " + other);
    }
    Tile acc = accumulator(a, Shape.of(rows, columns), DType.F32);
    return new Tensor(a.program().dotScaled(left, right, acc));
  }

  private static ScaledOperand operand(Arguments a, String side, int axis) {
    Tile tile = a.tile(side);
    String name = a.text(side + "_format", "");
    BlockFormat format = BlockFormat.named(name);
    if (format == null) {
      throw a.fault(
          "`" + side + "_format` is 'e2m1', 'e4m3', 'e5m2', 'bf16' or 'fp16', not '" + name + "'");
    }
    if (tile.shape().rank() != 2) {
      throw a.fault("`dot_scaled` takes tiles of two axes, not " + tile.describe());
    }
    boolean isPacked = format == BlockFormat.E2M1;
    if (isPacked && tile.isFloat()) {
      throw a.fault("operands of 'e2m1' are bytes with two numbers each, not " + tile.describe());
    }
    Tile scale = a.optionalTile(side + "_scale");
    if (scale != null) {
      check(a, side, tile, axis, format, scale);
    }
    return new ScaledOperand(tile, format, scale);
  }

  private static void check(
      Arguments a, String side, Tile tile, int axis, BlockFormat format, @Nullable Tile scale) {
    if (scale == null) {
      return;
    }
    int inner = tile.shape().extent(axis) * format.packing();
    boolean isFine =
        scale.shape().rank() == 2 && scale.shape().extent(0) == tile.shape().extent(1 - axis);
    int groups = isFine ? scale.shape().extent(1) : 0;
    boolean isGroup = groups > 0 && (inner == groups * 32 || inner == groups * 16);
    if (!isGroup) {
      throw a.fault(
          "`"
              + side
              + "_scale` has a scale for each 32 elements of a row, or 16, not "
              + scale.describe()
              + " for "
              + tile.describe());
    }
  }

  private static List<Tile> bits(Arguments a) {
    Tile seed = a.tile("seed");
    Tile offset = a.tile("offset");
    boolean isFine = seed.shape().isScalar() && !seed.isFloat() && !offset.isFloat();
    if (!isFine) {
      throw a.fault("`" + a.name() + "` takes a seed and tiles of whole numbers");
    }
    return new ArrayList<>(a.program().random(a.program().decisive(seed), offset));
  }

  private static Value rand(Arguments a) {
    return new Tensor(a.program().uniform(bits(a).getFirst()));
  }

  private static Value randn(Arguments a) {
    List<Tile> bits = bits(a);
    return new Tensor(a.program().normal(bits.get(0), bits.get(1)));
  }
}
