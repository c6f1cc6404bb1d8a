package org.tosc.rt.tensor.kernel;

import java.util.HashMap;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Strided;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Element-wise operations of two and three operands, with broadcasting.
public final class Elementwise {
  private Elementwise() {}

  public static Map<String, Kernel> table() {
    Map<String, Kernel> table = new HashMap<>();
    for (Arithmetic row : Arithmetic.values()) {
      table.put(row.op(), call -> arithmetic(row, call));
    }
    for (Comparison row : Comparison.values()) {
      table.put(row.op(), call -> compare(row, call));
    }
    table.put("and", call -> logic((a, b) -> a & b, call));
    table.put("or", call -> logic((a, b) -> a | b, call));
    table.put("xor", call -> logic((a, b) -> a ^ b, call));
    table.put("where", Elementwise::where);
    table.put("clip", Elementwise::clip);
    return table;
  }

  /// Both operands as tensors of the dtype they compute in.
  private record Operands(Tensor left, Tensor right, DType dtype) {
    static Operands of(Call call) {
      return of(call.operand(0), call.operand(1), call);
    }

    static Operands of(Object a, Object b, Call call) {
      if (a instanceof Tensor x && b instanceof Tensor y) {
        return new Operands(x, y, DType.promote(x.dtype(), y.dtype()));
      }
      if (a instanceof Tensor x) {
        DType dtype = x.dtype().withScalar(b);
        return new Operands(x, scalar(dtype, b, call), dtype);
      }
      if (b instanceof Tensor y) {
        DType dtype = y.dtype().withScalar(a);
        return new Operands(scalar(dtype, a, call), y, dtype);
      }
      DType dtype = DType.ofScalar(a) == DType.F32 ? DType.F32 : DType.ofScalar(a).withScalar(b);
      return new Operands(scalar(dtype, a, call), scalar(dtype, b, call), dtype);
    }

    private static Tensor scalar(DType dtype, Object value, Call call) {
      if (!(value instanceof Number) && !(value instanceof Boolean)) {
        throw TensorFault.dtype(
            "`" + call.op() + "` takes tensors and numbers, found `" + value + "`");
      }
      return Tensor.scalar(dtype, value);
    }
  }

  private static Tensor arithmetic(Arithmetic row, Call call) {
    Operands operands = Operands.of(call);
    DType dtype = operands.dtype();
    if (dtype.isBool() && row != Arithmetic.MIN && row != Arithmetic.MAX) {
      dtype = DType.I64; // booleans count as 0 and 1
    }
    if (row == Arithmetic.DIV) {
      dtype = Call.floatOf(dtype);
    }
    return apply(row, call.op(), operands.left(), operands.right(), dtype);
  }

  static Tensor apply(Arithmetic row, String op, Tensor left, Tensor right, DType dtype) {
    Broadcast walk = Broadcast.of(op, left.shape(), right.shape());
    int size = Shapes.size(walk.shape());
    int n = walk.rowLength();
    int sa = walk.leftStep();
    int sb = walk.rightStep();
    if (dtype == DType.F32) {
      float[] a = Raw.floats(left);
      float[] b = Raw.floats(right);
      float[] out = new float[size];
      walk.forEachRow((ia, ib, io) -> row.floats().run(a, ia, sa, b, ib, sb, out, io, n));
      return Raw.adopt(walk.shape(), out);
    }
    if (dtype.isFloat()) {
      double[] a = operandDoubles(left, dtype);
      double[] b = operandDoubles(right, dtype);
      double[] out = new double[size];
      walk.forEachRow((ia, ib, io) -> row.doubles().run(a, ia, sa, b, ib, sb, out, io, n));
      return Raw.rounded(dtype, walk.shape(), out);
    }
    return Raw.checked(dtype, walk.shape(), longs(row.longs(), walk, left, right));
  }

  /// The elements of an operand as `dtype` sees them: an integer beside an `f16` rounds to `f16`
  /// first.
  private static double[] operandDoubles(Tensor t, DType dtype) {
    if (t.dtype().isFloat() || t.dtype().isBlock() || dtype == DType.F64) {
      return Raw.doubles(t);
    }
    double[] out = t.toDoubles();
    for (int i = 0; i < out.length; i++) {
      out[i] = dtype.round(out[i]);
    }
    return out;
  }

  private static long[] longs(Arithmetic.Longs f, Broadcast walk, Tensor left, Tensor right) {
    long[] a = Raw.longs(left);
    long[] b = Raw.longs(right);
    long[] out = new long[Shapes.size(walk.shape())];
    int n = walk.rowLength();
    int sa = walk.leftStep();
    int sb = walk.rightStep();
    walk.forEachRow(
        (ia, ib, io) -> {
          for (int i = 0; i < n; i++) {
            out[io + i] = f.apply(a[ia + i * sa], b[ib + i * sb]);
          }
        });
    return out;
  }

  private static Tensor compare(Comparison row, Call call) {
    Operands operands = Operands.of(call);
    Broadcast walk = Broadcast.of(call.op(), operands.left().shape(), operands.right().shape());
    byte[] out = new byte[Shapes.size(walk.shape())];
    if (operands.dtype().isFloat()) {
      compareDoubles(row.doubles(), walk, operands, out);
    } else {
      compareLongs(row.longs(), walk, operands, out);
    }
    return Raw.adoptBools(walk.shape(), out);
  }

  private static void compareDoubles(
      Comparison.Doubles f, Broadcast walk, Operands operands, byte[] out) {
    double[] a = operandDoubles(operands.left(), operands.dtype());
    double[] b = operandDoubles(operands.right(), operands.dtype());
    int n = walk.rowLength();
    int sa = walk.leftStep();
    int sb = walk.rightStep();
    walk.forEachRow(
        (ia, ib, io) -> {
          for (int i = 0; i < n; i++) {
            out[io + i] = (byte) (f.test(a[ia + i * sa], b[ib + i * sb]) ? 1 : 0);
          }
        });
  }

  private static void compareLongs(
      Comparison.Longs f, Broadcast walk, Operands operands, byte[] out) {
    long[] a = Raw.longs(operands.left());
    long[] b = Raw.longs(operands.right());
    int n = walk.rowLength();
    int sa = walk.leftStep();
    int sb = walk.rightStep();
    walk.forEachRow(
        (ia, ib, io) -> {
          for (int i = 0; i < n; i++) {
            out[io + i] = (byte) (f.test(a[ia + i * sa], b[ib + i * sb]) ? 1 : 0);
          }
        });
  }

  /// Booleans logically, integers bit by bit.
  private static Tensor logic(Arithmetic.Longs f, Call call) {
    Operands operands = Operands.of(call);
    if (operands.dtype().isFloat()) {
      throw TensorFault.dtype(
          "`"
              + call.op()
              + "` takes bool or integer tensors, found "
              + operands.left().dtype()
              + " and "
              + operands.right().dtype());
    }
    Broadcast walk = Broadcast.of(call.op(), operands.left().shape(), operands.right().shape());
    return Raw.checked(
        operands.dtype(), walk.shape(), longs(f, walk, operands.left(), operands.right()));
  }

  /// `where(condition, a, b)`: per element `a` where the condition is not zero, else `b`.
  private static Tensor where(Call call) {
    Tensor condition = call.tensor(0);
    Operands operands = Operands.of(call.operand(1), call.operand(2), call);
    long[] both = Shapes.broadcast(call.op(), operands.left().shape(), operands.right().shape());
    long[] shape = Shapes.broadcast(call.op(), condition.shape(), both);
    byte[] truths = Raw.truths(condition);
    int[] pc = positions(call.op(), condition, shape);
    int[] pa = positions(call.op(), operands.left(), shape);
    int[] pb = positions(call.op(), operands.right(), shape);
    Tensor a = Conversion.cast(operands.left(), operands.dtype());
    Tensor b = Conversion.cast(operands.right(), operands.dtype());
    return select(shape, operands.dtype(), truths, pc, a, pa, b, pb);
  }

  private static Tensor select(
      long[] shape, DType dtype, byte[] truths, int[] pc, Tensor a, int[] pa, Tensor b, int[] pb) {
    int size = Shapes.size(shape);
    if (dtype.isFloat()) {
      double[] x = Raw.doubles(a);
      double[] y = Raw.doubles(b);
      double[] out = new double[size];
      for (int i = 0; i < size; i++) {
        out[i] = truths[pc[i]] != 0 ? x[pa[i]] : y[pb[i]];
      }
      return Raw.rounded(dtype, shape, out);
    }
    long[] x = Raw.longs(a);
    long[] y = Raw.longs(b);
    long[] out = new long[size];
    for (int i = 0; i < size; i++) {
      out[i] = truths[pc[i]] != 0 ? x[pa[i]] : y[pb[i]];
    }
    return Raw.checked(dtype, shape, out);
  }

  private static int[] positions(String op, Tensor t, long[] shape) {
    return Strided.positions(shape, Shapes.broadcastStrides(op, t.shape(), shape), 0);
  }

  /// `clip(x)` with bounds `min` and `max`, as attributes or as operands 2 and 3, each optional.
  private static Tensor clip(Call call) {
    Object low = call.has(1) ? call.operand(1) : call.raw("min");
    Object high = call.has(2) ? call.operand(2) : call.raw("max");
    Tensor given = call.tensor(0);
    boolean isFractional = low instanceof Double || high instanceof Double;
    Tensor t = isFractional ? Conversion.cast(given, Call.floatOf(given.dtype())) : given;
    Tensor out = low == null ? t : bound(Arithmetic.MAX, t, low, call);
    out = high == null ? out : bound(Arithmetic.MIN, out, high, call);
    return out == given ? Conversion.copy(t, Call.numberOf(t.dtype())) : out;
  }

  private static Tensor bound(Arithmetic row, Tensor t, Object limit, Call call) {
    Operands operands = Operands.of(t, limit, call);
    return apply(row, call.op(), operands.left(), operands.right(), operands.dtype());
  }
}
