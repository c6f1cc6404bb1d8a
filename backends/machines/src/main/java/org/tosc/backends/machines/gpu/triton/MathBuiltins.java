package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.tile.Unary;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Whole;

/// Functions element by element.
final class MathBuiltins {
  static final List<Builtin> ROWS = rows();

  private MathBuiltins() {}

  private static List<Builtin> rows() {
    List<Builtin> rows = new ArrayList<>();
    for (Unary op :
        List.of(
            Unary.EXP,
            Unary.EXP2,
            Unary.EXPM1,
            Unary.LOG,
            Unary.LOG2,
            Unary.LOG10,
            Unary.LOG1P,
            Unary.SIN,
            Unary.COS,
            Unary.TAN,
            Unary.ASIN,
            Unary.ACOS,
            Unary.ATAN,
            Unary.TANH,
            Unary.ERF,
            Unary.SQRT,
            Unary.RSQRT,
            Unary.FLOOR,
            Unary.CEIL,
            Unary.TRUNC)) {
      rows.add(Builtin.of(op.text() + "(x)", a -> function(a, op)));
    }
    rows.add(Builtin.of("sqrt_rn(x)", a -> function(a, Unary.SQRT)));
    rows.add(Builtin.of("rint(x)", a -> function(a, Unary.ROUND_EVEN)));
    rows.add(Builtin.of("abs(x)", MathBuiltins::abs));
    rows.add(Builtin.of("sigmoid(x)", MathBuiltins::sigmoid));
    rows.add(
        Builtin.of(
            "softmax(x, dim=None, keep_dims=False, ieee_rounding=False)", MathBuiltins::softmax));
    rows.add(
        Builtin.of(
            "maximum(x, y, propagate_nan=None)", a -> extreme(a, Binary.MAX, Binary.MAXIMUM)));
    rows.add(
        Builtin.of(
            "minimum(x, y, propagate_nan=None)", a -> extreme(a, Binary.MIN, Binary.MINIMUM)));
    rows.add(Builtin.of("clamp(x, min, max, propagate_nan=None)", MathBuiltins::clamp));
    rows.add(Builtin.of("fma(x, y, z)", MathBuiltins::fma));
    rows.add(
        Builtin.of(
            "fdiv(x, y, ieee_rounding=False)",
            a -> a.operators().binary("/", a.value("x"), a.value("y"))));
    rows.add(
        Builtin.of("div_rn(x, y)", a -> a.operators().binary("/", a.value("x"), a.value("y"))));
    rows.add(Builtin.of("pow(x, y)", MathBuiltins::pow));
    rows.add(Builtin.of("umulhi(x, y)", MathBuiltins::upperProduct));
    rows.add(
        Builtin.of(
            "add(x, y, sanitize_overflow=True)",
            a -> a.operators().binary("+", a.value("x"), a.value("y"))));
    rows.add(
        Builtin.of(
            "sub(x, y, sanitize_overflow=True)",
            a -> a.operators().binary("-", a.value("x"), a.value("y"))));
    rows.add(
        Builtin.of(
            "mul(x, y, sanitize_overflow=True)",
            a -> a.operators().binary("*", a.value("x"), a.value("y"))));
    rows.add(Builtin.of("where(condition, x, y)", MathBuiltins::where));
    rows.add(Builtin.of("cdiv(x, div)", MathBuiltins::ceilingQuotient));
    rows.add(Builtin.of("next_power_of_2(n)", MathBuiltins::nextPower));
    rows.add(Builtin.of("swizzle2d(i, j, size_i, size_j, size_g)", MathBuiltins::swizzle));
    rows.add(Builtin.of("isnan(x)", a -> a.operators().compare("!=", a.value("x"), a.value("x"))));
    return List.copyOf(rows);
  }

  /// Functions that the hardware has for 32 and 64 bits alone.
  private static Value function(Arguments a, Unary op) {
    Tile tile = a.tile("x");
    DType type = a.dtypeOf(tile);
    if (type != DType.F32 && type != DType.F64) {
      throw a.fault(
          "`"
              + a.name()
              + "` takes float32 or float64, not "
              + tile.describe()
              + "; write `.to(tl.float32)`");
    }
    return new Tensor(a.program().unary(op, tile));
  }

  private static Value abs(Arguments a) {
    Value value = a.value("x");
    if (Operators.isNumber(value)) {
      return value instanceof Value.Real(double real)
          ? new Value.Real(Math.abs(real))
          : new Whole(Math.abs(Constants.whole(value)));
    }
    Tile tile = a.tile("x");
    boolean isPlain = a.dtypeOf(tile).isUnsigned();
    return isPlain ? value : new Tensor(a.program().unary(Unary.ABS, tile));
  }

  private static Value sigmoid(Arguments a) {
    Operators o = a.operators();
    Tile tile = a.tile("x");
    if (tile.type() != DType.F32 && tile.type() != DType.F64) {
      throw a.fault("`sigmoid` takes float32 or float64, not " + tile.describe());
    }
    Tile power = a.program().unary(Unary.EXP, a.program().unary(Unary.NEG, tile));
    return o.binary("/", new Value.Real(1), o.binary("+", new Tensor(power), new Value.Real(1)));
  }

  private static Value softmax(Arguments a) {
    Operators o = a.operators();
    Tile tile = a.tile("x");
    int axis = a.axis("dim", 0, tile.shape().rank());
    Tile greatest = ReduceBuiltins.extreme(a, tile, axis, true, Binary.MAX);
    Value shifted = o.binary("-", new Tensor(tile), new Tensor(greatest));
    Tile power = a.program().unary(Unary.EXP, o.tile(shifted));
    Tile sum = ReduceBuiltins.combined(a, power, axis, true, Binary.ADD);
    return o.binary("/", new Tensor(power), new Tensor(sum));
  }

  private static Value extreme(Arguments a, Binary plain, Binary propagating) {
    boolean propagates =
        a.get("propagate_nan") instanceof Value.Known(String name) && name.endsWith("ALL");
    Operators.Pair pair =
        a.operators().promoted("`" + a.name() + "`", a.value("x"), a.value("y"), false);
    Binary op = propagates && pair.left().isFloat() ? propagating : plain;
    Tile tile = a.program().binary(op.of(pair.left().type()), pair.left(), pair.right());
    return new Tensor(tile);
  }

  private static Value clamp(Arguments a) {
    Operators o = a.operators();
    Value low = o.extreme("`clamp`", Binary.MAX, a.value("x"), a.value("min"));
    return o.extreme("`clamp`", Binary.MIN, low, a.value("max"));
  }

  private static Value fma(Arguments a) {
    Operators o = a.operators();
    Operators.Pair factors = o.promoted("`fma`", a.value("x"), a.value("y"), false);
    Operators.Pair sum = o.promoted("`fma`", new Tensor(factors.left()), a.value("z"), false);
    if (!sum.left().isFloat()) {
      throw a.fault("`fma` takes floats, not " + sum.left().describe());
    }
    Tile right = o.cast(factors.right(), sum.left().type());
    Tile wide = a.program().broadcast(right, sum.left().shape());
    return new Tensor(a.program().fma(sum.left(), wide, sum.right()));
  }

  private static Value pow(Arguments a) {
    Operators.Pair pair = a.operators().promoted("`pow`", a.value("x"), a.value("y"), false);
    if (!pair.left().isFloat()) {
      throw a.fault("`pow` takes floats, not " + pair.left().describe());
    }
    return new Tensor(a.program().binary(Binary.POW, pair.left(), pair.right()));
  }

  /// The upper half of a product of 32 bits.
  private static Value upperProduct(Arguments a) {
    Operators.Pair pair = a.operators().promoted("`umulhi`", a.value("x"), a.value("y"), false);
    DType type = pair.left().dtype();
    if (type.isFloat() || type.bits() > Integer.SIZE) {
      throw a.fault("`umulhi` takes whole numbers of 32 bits, not " + pair.left().describe());
    }
    Tile left = a.program().cast(pair.left(), DType.U64, true);
    Tile right = a.program().cast(pair.right(), DType.U64, true);
    Tile product = a.program().binary(Binary.MUL, left, right);
    Tile shift = Tile.scalar(DType.U64, (long) type.bits());
    Tile upper = a.program().binary(Binary.UNSIGNED_SHR, product, shift);
    return new Tensor(a.operators().cast(upper, type));
  }

  private static Value where(Arguments a) {
    Operators o = a.operators();
    Tile condition = o.truth(a.tile("condition"));
    Operators.Pair pair =
        Operators.isPointer(a.value("x"))
            ? o.broadcast("`where`", a.tile("x"), a.tile("y"))
            : o.promoted("`where`", a.value("x"), a.value("y"), false);
    Operators.Pair first = o.broadcast("`where`", condition, pair.left());
    Operators.Pair second = o.broadcast("`where`", first.left(), pair.right());
    Tile left = a.program().broadcast(first.right(), second.left().shape());
    return new Tensor(a.program().select(second.left(), left, second.right()));
  }

  private static Value ceilingQuotient(Arguments a) {
    Operators o = a.operators();
    Value sum = o.binary("+", a.value("x"), a.value("div"));
    return o.binary("//", o.binary("-", sum, new Whole(1)), a.value("div"));
  }

  private static Value nextPower(Arguments a) {
    long n = a.whole("n");
    return new Whole(n <= 1 ? 1 : Long.highestOneBit(n - 1) << 1);
  }

  private static Value swizzle(Arguments a) {
    Operators o = a.operators();
    Value sizeJ = a.value("size_j");
    Value sizeG = a.value("size_g");
    Value ij = o.binary("+", o.binary("*", a.value("i"), sizeJ), a.value("j"));
    Value groupSize = o.binary("*", sizeG, sizeJ);
    Value offset = o.binary("*", o.binary("//", ij, groupSize), sizeG);
    Value rest = o.binary("-", a.value("size_i"), offset);
    Value rows = o.extreme("`swizzle2d`", Binary.MIN, rest, sizeG);
    Value inGroup = o.binary("%", ij, groupSize);
    Value i = o.binary("+", offset, o.binary("%", inGroup, rows));
    return new Value.Tuple(List.of(i, o.binary("//", inGroup, rows)));
  }
}
