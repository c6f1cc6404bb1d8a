package org.tosc.backends.machines.gpu.triton;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.Comparison;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.tile.Unary;
import org.tosc.backends.machines.gpu.triton.Value.Real;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Truth;
import org.tosc.backends.machines.gpu.triton.Value.Whole;
import org.tosc.tir.source.Code;

/// Operators on values: which type results have (`triton.language`, "Triton Semantics"), and
/// broadcasting.
final class Operators {
  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "==",
          Comparison.EQ,
          "!=",
          Comparison.NE,
          "<",
          Comparison.LT,
          "<=",
          Comparison.LE,
          ">",
          Comparison.GT,
          ">=",
          Comparison.GE);
  private static final Map<String, Binary> BITWISE =
      Map.of("&", Binary.AND, "|", Binary.OR, "^", Binary.XOR, "<<", Binary.SHL, ">>", Binary.SHR);
  private static final Map<String, Binary> SUMS =
      Map.of("+", Binary.ADD, "-", Binary.SUB, "*", Binary.MUL);

  private final Program program;

  Operators(Program program) {
    this.program = program;
  }

  /// Two tiles of one type and one shape.
  record Pair(Tile left, Tile right) {}

  Fault fault(String message) {
    return program.fault(Code.E1804, message);
  }

  /// A value as a tile: numbers become scalars of the type that holds them.
  Tile tile(Value value) {
    return switch (value) {
      case Tensor(Tile tile) -> tile;
      case Truth(boolean truth) -> Tile.scalar(DType.I1, truth ? 1L : 0L);
      case Whole(long whole) -> Tile.scalar(typeOf(whole), whole);
      case Real(double real) -> Tile.scalar(typeOf(real), real);
      case Value.Array _, Value.Text _,
          Value.Nothing _,
          Value.TypeName _,
          Value.Tuple _,
          Value.Routine _,
          Value.Known _,
          Value.Method _,
          Value.Block _,
          Value.Steps _,
          Value.Closure _,
          Value.Table _ ->
          throw fault("a number or tile is expected, not " + value.describe());
    };
  }

  private static DType typeOf(long value) {
    if (value == (int) value) {
      return DType.I32;
    }
    return value > 0 && value <= 0xFFFF_FFFFL ? DType.U32 : DType.I64;
  }

  private static DType typeOf(double value) {
    double size = Math.abs(value);
    boolean fits =
        size == 0
            || Double.isNaN(size)
            || Double.isInfinite(size)
            || (size >= 0x1p-126 && size <= Float.MAX_VALUE);
    return fits ? DType.F32 : DType.F64;
  }

  static boolean isNumber(Value value) {
    return value instanceof Whole || value instanceof Real || value instanceof Truth;
  }

  DType dtype(Tile tile, String what) {
    if (tile.type() instanceof DType dtype) {
      return dtype;
    }
    throw fault(what + " takes numbers, not " + tile.describe());
  }

  Tile cast(Tile tile, ElementType type) {
    return program.cast(tile, type, false);
  }

  /// Both in the type of their result, and of one shape.
  Pair promoted(String what, Value a, Value b, boolean isDivision) {
    Tile left = tile(a);
    Tile right = tile(b);
    DType of = result(what, left, right, isNumber(a), isNumber(b), isDivision);
    checkRange(a, of);
    checkRange(b, of);
    return broadcast(what, number(a, left, of), number(b, right, of));
  }

  private Tile number(Value value, Tile tile, DType type) {
    return switch (value) {
      case Whole(long whole) -> Tile.scalar(type, whole);
      case Real(double real) -> Tile.scalar(type, real);
      case Value _ -> cast(tile, type);
    };
  }

  private void checkRange(Value value, DType type) {
    if (!(value instanceof Whole(long whole)) || !type.isInteger() || type == DType.I1) {
      return;
    }
    int bits = type.bits();
    boolean fits =
        type.isUnsigned()
            ? whole >= 0 && (bits == Long.SIZE || whole >> bits == 0)
            : bits == Long.SIZE || whole >> (bits - 1) == whole >> (Long.SIZE - 1);
    if (!fits) {
      throw fault(whole + " does not fit in " + type + ", the type of the other operand");
    }
  }

  private DType result(
      String what, Tile a, Tile b, boolean isNumberA, boolean isNumberB, boolean isDivision) {
    DType left = dtype(a, what);
    DType right = dtype(b, what);
    if (isNumberA != isNumberB) {
      DType number = isNumberA ? left : right;
      DType tensor = isNumberA ? right : left;
      if (rank(number) <= rank(tensor)) {
        return isDivision && isHalf(tensor) ? DType.F32 : tensor;
      }
    }
    if (left.isFloat() || right.isFloat()) {
      return floats(left, right, isDivision);
    }
    if (isDivision && left.isUnsigned() != right.isUnsigned()) {
      throw fault(
          what
              + " takes numbers that both have a sign, or both have none: "
              + left
              + " and "
              + right);
    }
    return integers(left, right);
  }

  private static int rank(DType type) {
    return type.isFloat() ? 2 : type == DType.I1 ? 0 : 1;
  }

  private static boolean isHalf(DType type) {
    return type == DType.F16 || type == DType.BF16;
  }

  private static DType floats(DType a, DType b, boolean isDivision) {
    if (a == DType.F64 || b == DType.F64) {
      return DType.F64;
    }
    if (a == DType.F32 || b == DType.F32) {
      return DType.F32;
    }
    if (a == DType.F16 || b == DType.F16) {
      return isDivision ? DType.F32 : DType.F16;
    }
    if (a == DType.BF16 && b == DType.BF16) {
      return isDivision ? DType.F32 : DType.BF16;
    }
    if (a == DType.BF16 || b == DType.BF16) {
      return DType.F32;
    }
    return a == b ? a : a.isFloat() && b.isFloat() ? DType.F16 : a.isFloat() ? a : b;
  }

  static DType integers(DType a, DType b) {
    if (a.isUnsigned() == b.isUnsigned()) {
      return a.bits() > b.bits() ? a : b;
    }
    DType unsigned = a.isUnsigned() ? a : b;
    DType signed = a.isUnsigned() ? b : a;
    return unsigned.bits() >= signed.bits() ? unsigned : signed;
  }

  /// Both in one shape.
  Pair broadcast(String what, Tile a, Tile b) {
    Shape shape = Shape.common(a.shape(), b.shape());
    if (shape == null) {
      throw fault(what + " takes tiles of one shape, not " + a.describe() + " and " + b.describe());
    }
    return new Pair(program.broadcast(a, shape), program.broadcast(b, shape));
  }

  Value binary(String operator, Value a, Value b) {
    Value folded = Constants.binary(this, operator, a, b);
    if (folded != null) {
      return folded;
    }
    String what = "`" + operator + "`";
    Binary sum = SUMS.get(operator);
    if (sum != null) {
      Value pointer = pointer(operator, a, b);
      return pointer != null ? pointer : arithmetic(sum, promoted(what, a, b, false));
    }
    Binary bits = BITWISE.get(operator);
    if (bits != null) {
      return bitwise(what, bits, a, b);
    }
    return switch (operator) {
      case "/" -> quotient(what, a, b);
      case "//", "%" -> wholeQuotient(operator, a, b);
      default -> throw fault(what + " is not defined on tiles");
    };
  }

  private Value arithmetic(Binary op, Pair pair) {
    return new Tensor(program.binary(op, pair.left(), pair.right()));
  }

  private @Nullable Value pointer(String operator, Value a, Value b) {
    boolean isLeft = isPointer(a);
    if (!isLeft && !isPointer(b)) {
      return null;
    }
    Tile base = tile(isLeft ? a : b);
    Tile offset = tile(isLeft ? b : a);
    boolean isWhole = offset.type() instanceof DType dtype && dtype.isInteger();
    boolean isFine = isWhole && ("+".equals(operator) || ("-".equals(operator) && isLeft));
    if (!isFine) {
      throw fault(
          "`"
              + operator
              + "` takes no "
              + tile(a).describe()
              + " and "
              + tile(b).describe()
              + ": an address takes whole numbers, by `+` and `-`");
    }
    Pair pair = broadcast("`" + operator + "`", base, offset);
    Tile distance = "-".equals(operator) ? program.unary(Unary.NEG, pair.right()) : pair.right();
    return new Tensor(program.advance(pair.left(), distance));
  }

  static boolean isPointer(Value value) {
    return value instanceof Tensor(Tile tile) && tile.type() instanceof PointerType;
  }

  private Value bitwise(String what, Binary op, Value a, Value b) {
    Pair pair = promoted(what, a, b, false);
    DType type = pair.left().dtype();
    if (type.isFloat()) {
      throw fault(what + " takes whole numbers, not " + pair.left().describe());
    }
    return arithmetic(op.of(type), pair);
  }

  private Value quotient(String what, Value a, Value b) {
    Pair pair = promoted(what, a, b, true);
    if (pair.left().isFloat()) {
      return arithmetic(Binary.DIV, pair);
    }
    return arithmetic(
        Binary.DIV, new Pair(cast(pair.left(), DType.F32), cast(pair.right(), DType.F32)));
  }

  private Value wholeQuotient(String operator, Value a, Value b) {
    Pair pair = promoted("`" + operator + "`", a, b, true);
    DType type = pair.left().dtype();
    if ("%".equals(operator)) {
      return arithmetic(Binary.REMAINDER.of(type), pair);
    }
    if (type.isFloat()) {
      throw fault("`//` takes whole numbers, not " + pair.left().describe());
    }
    return arithmetic(Binary.QUOTIENT.of(type), pair);
  }

  Value compare(String operator, Value a, Value b) {
    Value folded = Constants.compare(operator, a, b);
    if (folded != null) {
      return folded;
    }
    Comparison op = COMPARISONS.get(operator);
    if (op == null) {
      throw fault("`" + operator + "` is not defined on tiles");
    }
    String what = "`" + operator + "`";
    Pair pair =
        isPointer(a) && isPointer(b)
            ? broadcast(what, tile(a), tile(b))
            : promoted(what, a, b, false);
    boolean orUnordered = op == Comparison.NE;
    return new Tensor(program.compare(op, pair.left(), pair.right(), false, orUnordered));
  }

  Value unary(String operator, Value a) {
    Value folded = Constants.unary(operator, a);
    if (folded != null) {
      return folded;
    }
    Tile tile = tile(a);
    DType type = dtype(tile, "`" + operator + "`");
    return switch (operator) {
      case "+" -> a;
      case "-" -> new Tensor(program.unary(Unary.NEG, tile));
      case "not" -> new Tensor(not(truth(tile)));
      case "~" -> {
        if (type.isFloat()) {
          throw fault("`~` takes whole numbers, not " + tile.describe());
        }
        yield new Tensor(type == DType.I1 ? not(tile) : program.unary(Unary.NOT, tile));
      }
      default -> throw fault("`" + operator + "` is not defined on tiles");
    };
  }

  private Tile not(Tile tile) {
    return program.binary(Binary.XOR, tile, Tile.scalar(DType.I1, 1L));
  }

  /// Whether elements are other than 0.
  Tile truth(Tile tile) {
    return cast(tile, DType.I1);
  }

  /// `and`, `or` of tiles: both sides are computed.
  Value logic(boolean isAnd, Value a, Value b) {
    Pair pair = broadcast(isAnd ? "`and`" : "`or`", truth(tile(a)), truth(tile(b)));
    return arithmetic(isAnd ? Binary.AND : Binary.OR, pair);
  }

  /// Rows such as `maximum`, `minimum`.
  Value extreme(String what, Binary op, Value a, Value b) {
    Pair pair = promoted(what, a, b, false);
    return arithmetic(op.of(pair.left().dtype()), pair);
  }
}
