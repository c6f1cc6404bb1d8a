package org.tosc.driver.snitch.loops;

import static org.tosc.driver.snitch.loops.Elementwise.cast;
import static org.tosc.driver.snitch.loops.Elementwise.op;
import static org.tosc.driver.snitch.loops.Elementwise.real;
import static org.tosc.driver.snitch.loops.Elementwise.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Each operation on pairs and triples of edges of its types and on random bits, against the
/// interpreter.
final class OperationsTest {
  private static final List<Scalar> FLOATS =
      List.of(Scalar.F64, Scalar.F32, Scalar.F16, Scalar.BF16);

  private static final List<CoreOp> TWO_FLOATS =
      List.of(CoreOp.ADD, CoreOp.SUB, CoreOp.MUL, CoreOp.DIV, CoreOp.MIN, CoreOp.MAX);

  private static final List<CoreOp> ONE_FLOAT =
      List.of(CoreOp.NEG, CoreOp.ABS, CoreOp.SQRT, CoreOp.FLOOR, CoreOp.CEIL);

  private static final List<CoreOp> COMPARISONS =
      List.of(CoreOp.EQ, CoreOp.NE, CoreOp.LT, CoreOp.LE, CoreOp.GT, CoreOp.GE);

  private static final List<CoreOp> TWO_WHOLES =
      List.of(
          CoreOp.WRAPPING_ADD,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.WRAPPING_SHL,
          CoreOp.WRAPPING_SHR,
          CoreOp.AND,
          CoreOp.OR,
          CoreOp.XOR,
          CoreOp.MIN,
          CoreOp.MAX);

  private final SplittableRandom random = new SplittableRandom(3);

  private static List<Double> edges(Scalar type) {
    double tiny =
        switch (type) {
          case F64 -> Double.MIN_VALUE;
          case F32 -> Float.MIN_VALUE;
          case F16 -> 0x1p-24;
          default -> 0x1p-133;
        };
    double normal =
        switch (type) {
          case F64 -> Double.MIN_NORMAL;
          case F16 -> 0x1p-14;
          default -> Float.MIN_NORMAL;
        };
    double most =
        switch (type) {
          case F64 -> Double.MAX_VALUE;
          case F32 -> Float.MAX_VALUE;
          case F16 -> 65504;
          default -> 0x1.FEp127;
        };
    double unit = type == Scalar.F64 ? 0x1p-52 : type == Scalar.F32 ? 0x1p-23 : 0x1p-7;
    List<Double> edges = new ArrayList<>(List.of(Double.NaN));
    for (double x :
        new double[] {
          0,
          tiny,
          3 * tiny,
          normal - tiny,
          normal,
          1 - unit,
          1,
          1 + unit,
          0.5,
          1.5,
          2.5,
          7,
          1 / unit,
          0.5 / unit - 0.5,
          most / 2,
          most,
          Double.POSITIVE_INFINITY
        }) {
      edges.add(x);
      edges.add(-x);
    }
    return edges;
  }

  private double anyReal(Scalar type) {
    return switch (type) {
      case F64 -> Double.longBitsToDouble(random.nextLong());
      case F32 -> Float.intBitsToFloat(random.nextInt());
      case F16 -> Float.float16ToFloat((short) random.nextInt());
      default -> Float.intBitsToFloat(random.nextInt() << 16);
    };
  }

  private static List<Long> wholeEdges(Scalar type) {
    long most = type == Scalar.I64 ? Long.MAX_VALUE : Integer.MAX_VALUE;
    List<Long> edges =
        new ArrayList<>(
            List.of(0L, 1L, 2L, 5L, 31L, 32L, 33L, 2047L, 2048L, -2048L, -2049L, -1L, most, ~most));
    if (type == Scalar.I64) {
      edges.addAll(List.of(63L, 64L, 0xFFFFFFFFL, 0x80000000L, 1L << 32, -1L << 32, 1L << 53));
    }
    return edges;
  }

  private long anyWhole(Scalar type) {
    return type == Scalar.I64 ? random.nextLong() >> random.nextInt(64) : random.nextInt();
  }

  /// Arrays of operands: all pairs of edges, each with another edge as the third, then random bits.
  private List<OracleTensor> operands(List<Scalar> types) {
    List<List<Object>> rows = new ArrayList<>();
    List<?> firsts = all(types.getFirst());
    List<?> seconds = all(types.get(types.size() > 1 ? 1 : 0));
    List<?> thirds = all(types.getLast());
    for (Object a : firsts) {
      for (Object b : seconds) {
        rows.add(List.of(a, b, thirds.get(random.nextInt(thirds.size()))));
      }
    }
    for (int i = 0; i < 500; i++) {
      List<Object> row = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        Scalar type = types.get(Math.min(k, types.size() - 1));
        row.add(type.isFloat() ? (Object) anyReal(type) : (Object) anyWhole(type));
      }
      rows.add(row);
    }
    List<OracleTensor> tensors = new ArrayList<>();
    for (int k = 0; k < types.size(); k++) {
      int column = k;
      Scalar type = types.get(k);
      tensors.add(
          type.isFloat()
              ? LoopRun.reals(
                  type, rows.stream().mapToDouble(r -> (Double) r.get(column)).toArray())
              : LoopRun.wholes(type, rows.stream().mapToLong(r -> (Long) r.get(column)).toArray()));
    }
    return tensors;
  }

  private static List<?> all(Scalar type) {
    return type.isFloat() ? edges(type) : wholeEdges(type);
  }

  private void check(
      List<Scalar> types, Scalar result, BiFunction<FunctionBuilder, List<Value>, Value> body) {
    List<Object> arguments = new ArrayList<>(operands(types));
    int size = ((OracleTensor) arguments.getFirst()).size();
    arguments.add(
        result.isFloat()
            ? LoopRun.reals(result, new double[size])
            : LoopRun.wholes(result, new long[size]));
    List<Scalar> all = new ArrayList<>(types);
    all.add(result);
    Function function = Elementwise.of(size, all, body);
    LoopRun.check(function, arguments.toArray());
  }

  @Test
  void floatsOfTwo() {
    for (Scalar type : FLOATS) {
      for (CoreOp op : TWO_FLOATS) {
        check(List.of(type, type), type, (f, in) -> op(f, op, in.get(0), in.get(1)));
      }
    }
  }

  @Test
  void floatsOfOneAndThree() {
    for (Scalar type : FLOATS) {
      for (CoreOp op : ONE_FLOAT) {
        check(List.of(type), type, (f, in) -> op(f, op, in.get(0)));
      }
      check(
          List.of(type, type, type), type, (f, in) -> op(f, CoreOp.FMA, in.toArray(new Value[0])));
    }
  }

  @Test
  void floatsWithConstants() {
    for (Scalar type : FLOATS) {
      for (double constant : new double[] {0, -0.0, 1, 2, 3, -0.5, 0.1, Double.NaN}) {
        for (CoreOp op : List.of(CoreOp.MAX, CoreOp.MIN, CoreOp.DIV, CoreOp.ADD)) {
          check(List.of(type), type, (f, in) -> op(f, op, in.get(0), real(f, type, constant)));
          check(List.of(type), type, (f, in) -> op(f, op, real(f, type, constant), in.get(0)));
        }
      }
    }
  }

  @Test
  void floatsAreCompared() {
    for (Scalar type : FLOATS) {
      for (CoreOp op : COMPARISONS) {
        check(
            List.of(type, type),
            Scalar.I32,
            (f, in) -> cast(f, Scalar.I32, op(f, op, in.get(0), in.get(1))));
        check(
            List.of(type, type, type),
            type,
            (f, in) -> op(f, CoreOp.SELECT, op(f, op, in.get(0), in.get(1)), in.get(2), in.get(1)));
      }
    }
  }

  @Test
  void wholeNumbers() {
    for (Scalar type : List.of(Scalar.I32, Scalar.I64)) {
      for (CoreOp op : TWO_WHOLES) {
        check(List.of(type, type), type, (f, in) -> op(f, op, in.get(0), in.get(1)));
        for (long constant : wholeEdges(type)) {
          check(List.of(type), type, (f, in) -> op(f, op, in.get(0), whole(f, type, constant)));
          check(List.of(type), type, (f, in) -> op(f, op, whole(f, type, constant), in.get(0)));
        }
      }
      for (CoreOp op : COMPARISONS) {
        check(
            List.of(type, type),
            Scalar.I32,
            (f, in) -> cast(f, Scalar.I32, op(f, op, in.get(0), in.get(1))));
        check(
            List.of(type, type),
            type,
            (f, in) -> op(f, CoreOp.SELECT, op(f, op, in.get(0), in.get(1)), in.get(0), in.get(1)));
      }
    }
  }

  @Test
  void divisionsByConstants() {
    for (CoreOp op : List.of(CoreOp.FLOORDIV, CoreOp.MOD, CoreOp.QUOT, CoreOp.REM)) {
      for (long divisor : new long[] {1, 2, 3, 7, 8, 1 << 20, Integer.MAX_VALUE}) {
        check(
            List.of(Scalar.I32),
            Scalar.I32,
            (f, in) -> op(f, op, in.get(0), whole(f, Scalar.I32, divisor)));
      }
    }
  }

  @Test
  void truths() {
    for (CoreOp op : List.of(CoreOp.AND, CoreOp.OR, CoreOp.XOR)) {
      check(
          List.of(Scalar.F64, Scalar.I32, Scalar.I64),
          Scalar.F32,
          (f, in) -> {
            Value a = cast(f, Scalar.I1, in.get(0));
            Value b = op(f, CoreOp.NOT, cast(f, Scalar.I1, in.get(1)));
            Value c = cast(f, Scalar.I1, in.get(2));
            return cast(f, Scalar.F32, op(f, op, op(f, op, a, b), c));
          });
    }
  }

  @Test
  void casts() {
    for (Scalar from : List.of(Scalar.F64, Scalar.F32, Scalar.F16, Scalar.BF16, Scalar.I32)) {
      for (Scalar to : FLOATS) {
        boolean isMixed = from != to && from.bits() == 16 && to.bits() == 16;
        if (!isMixed) {
          check(List.of(from), to, (f, in) -> cast(f, to, in.get(0)));
        }
      }
    }
    check(List.of(Scalar.I64), Scalar.F64, (f, in) -> cast(f, Scalar.F64, in.get(0)));
    check(List.of(Scalar.I32), Scalar.I64, (f, in) -> cast(f, Scalar.I64, in.get(0)));
  }

  @Test
  void bits() {
    check(List.of(Scalar.F32), Scalar.F32, (f, in) -> bitsTwice(f, in.get(0), Scalar.I32));
    check(List.of(Scalar.F64), Scalar.F64, (f, in) -> bitsTwice(f, in.get(0), Scalar.I64));
  }

  private static Value bitsTwice(FunctionBuilder f, Value x, Scalar type) {
    Value bits = op(f, CoreOp.BITCAST, x);
    Value next = op(f, CoreOp.WRAPPING_ADD, bits, whole(f, type, 1));
    return op(f, CoreOp.BITCAST, next);
  }

  @Test
  void powersOfTwo() {
    List<Long> exponents =
        List.of(
            0L,
            1L,
            127L,
            128L,
            254L,
            1023L,
            1024L,
            2046L,
            1L << 30,
            -1L,
            -126L,
            -127L,
            -130L,
            -149L,
            -252L,
            -253L,
            -1022L,
            -1023L,
            -1030L,
            -1074L,
            -2044L,
            -2045L,
            -(1L << 31));
    for (long n : exponents) {
      check(
          List.of(Scalar.F32),
          Scalar.F32,
          (f, in) -> op(f, CoreOp.LDEXP, in.get(0), whole(f, Scalar.I32, n)));
      check(
          List.of(Scalar.F64),
          Scalar.F64,
          (f, in) -> op(f, CoreOp.LDEXP, in.get(0), whole(f, Scalar.I64, n)));
    }
    check(
        List.of(Scalar.F64, Scalar.I64),
        Scalar.F64,
        (f, in) -> op(f, CoreOp.LDEXP, in.get(0), in.get(1)));
    check(
        List.of(Scalar.F32, Scalar.I32),
        Scalar.F32,
        (f, in) -> op(f, CoreOp.LDEXP, in.get(0), in.get(1)));
  }

  @Test
  void smallElements() {
    for (Scalar type : List.of(Scalar.I8, Scalar.U8)) {
      long[] numbers = java.util.stream.LongStream.range(0, 256).toArray();
      if (type == Scalar.I8) {
        numbers = java.util.Arrays.stream(numbers).map(n -> (byte) n).toArray();
      }
      OracleTensor in = LoopRun.wholes(type, numbers);
      Function real =
          Elementwise.of(256, List.of(type, Scalar.F32), (f, v) -> cast(f, Scalar.F32, v.get(0)));
      LoopRun.check(real, in, LoopRun.reals(Scalar.F32, new double[256]));
      Function same = Elementwise.of(256, List.of(type, type), (_, v) -> v.get(0));
      LoopRun.check(same, in, LoopRun.wholes(type, new long[256]));
    }
  }
}
