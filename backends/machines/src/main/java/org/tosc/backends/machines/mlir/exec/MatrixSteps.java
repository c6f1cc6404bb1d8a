package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.MlirText;

/// gpu's matrices of a subgroup. Here each thread holds the whole matrix, which all compute alike.
final class MatrixSteps {
  private MatrixSteps() {}

  /// `!gpu.mma_matrix<16x16xf32, "COp">`.
  private record Shape(int rows, int columns, Type element) {
    static Shape of(Site site, Type type) {
      if (type instanceof Type.Dialect(String name, String body)
          && name.equals("gpu.mma_matrix")
          && body != null
          && body.indexOf(',') > 0) {
        Type tile = MlirText.type("vector<" + body.substring(0, body.indexOf(',')) + ">");
        if (tile instanceof Type.Shaped s && s.rank() == 2) {
          int rows = Math.toIntExact(s.shape().get(0));
          return new Shape(rows, Math.toIntExact(s.shape().get(1)), s.element());
        }
      }
      throw site.unsupported("`" + type + "` is no matrix of gpu");
    }

    int count() {
      return rows * columns;
    }
  }

  /// Rows are `leadDimension` apart, whatever the memref's shape; with `transpose` columns are.
  private static long position(View view, long[] index, long lead, int row, int column) {
    long start = view.at(index);
    long at = start + row * lead + column;
    if (view.rank() > 1) {
      view.check(index[index.length - 1] + column, view.rank() - 1);
    }
    return at;
  }

  static Step load(Site site) {
    Shape shape = Shape.of(site, site.resultType());
    long lead = site.integer("leadDimension", 0);
    boolean isTransposed = site.op().has("transpose");
    int[] index = site.operandsFrom(1);
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] at = MemrefSteps.index(frame, index);
      long[] made = new long[shape.count()];
      for (int i = 0; i < made.length; i++) {
        int row = i / shape.columns();
        int column = i % shape.columns();
        made[i] =
            isTransposed
                ? view.load(position(view, at, lead, column, row))
                : view.load(position(view, at, lead, row, column));
      }
      frame.references[site.result()] = made;
      countBytes(frame, made.length, view, true);
    };
  }

  /// A subgroup's access counts once, not once a thread.
  private static void countBytes(Frame frame, int count, View view, boolean isLoad) {
    GpuThread thread = frame.thread;
    if (thread == null || thread.lane() == 0) {
      long bytes = (long) count * view.cell().bytes();
      frame.machine.loaded += isLoad ? bytes : 0;
      frame.machine.stored += isLoad ? 0 : bytes;
    }
  }

  static Step store(Site site) {
    Shape shape = Shape.of(site, site.operandType(0));
    long lead = site.integer("leadDimension", 0);
    boolean isTransposed = site.op().has("transpose");
    int[] index = site.operandsFrom(2);
    return frame -> {
      View view = frame.view(site.operand(1));
      long[] at = MemrefSteps.index(frame, index);
      long[] lanes = frame.vector(site.operand(0));
      for (int i = 0; i < lanes.length; i++) {
        int row = isTransposed ? i % shape.columns() : i / shape.columns();
        int column = isTransposed ? i / shape.columns() : i % shape.columns();
        view.store(position(view, at, lead, row, column), lanes[i]);
      }
      countBytes(frame, lanes.length, view, false);
    };
  }

  static Step constant(Site site) {
    int count = Shape.of(site, site.resultType()).count();
    return frame -> {
      long[] made = new long[count];
      Arrays.fill(made, frame.cells[site.operand(0)]);
      frame.references[site.result()] = made;
    };
  }

  /// Sums from the first product to the last; each product is exact and rounded once with the sum.
  static Step compute(Site site) {
    Shape a = Shape.of(site, site.operandType(0));
    Shape b = Shape.of(site, site.operandType(1));
    Shape c = Shape.of(site, site.resultType());
    FloatKind from = Casts.kind(site, a.element());
    FloatKind to = Casts.kind(site, c.element());
    return frame -> {
      long[] left = frame.vector(site.operand(0));
      long[] right = frame.vector(site.operand(1));
      long[] made = frame.vector(site.operand(2)).clone();
      for (int i = 0; i < made.length; i++) {
        for (int k = 0; k < a.columns(); k++) {
          long x = to.encode(from.decode(left[i / c.columns() * a.columns() + k]));
          long y = to.encode(from.decode(right[k * b.columns() + i % c.columns()]));
          made[i] = FloatMeaning.fma(to, x, y, made[i]);
        }
      }
      frame.machine.spend(made.length);
      GpuThread thread = frame.thread;
      boolean isFirst = thread == null || thread.lane() == 0;
      frame.machine.flops += isFirst ? 2L * made.length * a.columns() : 0;
      frame.references[site.result()] = made;
    };
  }

  static Step elementwise(Site site) {
    Type element = Shape.of(site, site.resultType()).element();
    String name =
        site.attribute("opType") instanceof Attribute.Dialect(var n, String body, var t)
                && body != null
            ? body.substring(body.lastIndexOf(' ') + 1)
            : "";
    String full = "arith." + name.replace("maxf", "maximumf").replace("minf", "minimumf");
    LongBinaryOperator meaning =
        element instanceof Type.Floating(FloatKind kind)
            ? FloatMeaning.binary(full, kind)
            : IntMeaning.binary(full, Cell.width(element));
    if (meaning == null || site.operands().length != 2) {
      throw site.unsupported("the model has no meaning for `" + name + "` on matrices");
    }
    LongBinaryOperator known = Objects.requireNonNull(meaning);
    return frame -> {
      long[] a = frame.vector(site.operand(0));
      long[] b = frame.vector(site.operand(1));
      long[] made = new long[a.length];
      for (int i = 0; i < made.length; i++) {
        made[i] = known.applyAsLong(a[i], b[i]);
      }
      frame.references[site.result()] = made;
    };
  }
}
