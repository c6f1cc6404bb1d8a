package org.tosc.backends.machines.mlir.exec;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// One meaning for a scalar, each lane of a vector, or each element of a tensor.
final class Lanewise {
  private Lanewise() {}

  static Step unary(Site site, LongUnaryOperator meaning) {
    int from = site.operand(0);
    int to = site.result();
    return switch (site.resultType()) {
      case Type.Vector v ->
          frame -> {
            long[] a = frame.vector(from);
            long[] made = new long[a.length];
            for (int i = 0; i < made.length; i++) {
              made[i] = meaning.applyAsLong(a[i]);
            }
            frame.references[to] = made;
          };
      case Type.Tensor t -> tensors(site, at -> meaning.applyAsLong(at[0]));
      case Type _ -> frame -> frame.cells[to] = meaning.applyAsLong(frame.cells[from]);
    };
  }

  static Step binary(Site site, LongBinaryOperator meaning) {
    int left = site.operand(0);
    int right = site.operand(1);
    int to = site.result();
    return switch (site.resultType()) {
      case Type.Vector v ->
          frame -> {
            long[] a = frame.vector(left);
            long[] b = frame.vector(right);
            long[] made = new long[a.length];
            for (int i = 0; i < made.length; i++) {
              made[i] = meaning.applyAsLong(a[i], b[i]);
            }
            frame.references[to] = made;
          };
      case Type.Tensor t -> tensors(site, at -> meaning.applyAsLong(at[0], at[1]));
      case Type _ ->
          frame -> frame.cells[to] = meaning.applyAsLong(frame.cells[left], frame.cells[right]);
    };
  }

  static Step select(Site site) {
    int condition = site.operand(0);
    int left = site.operand(1);
    int right = site.operand(2);
    int to = site.result();
    if (site.resultType() instanceof Type.Tensor) {
      return tensors(site, at -> at[0] != 0 ? at[1] : at[2]);
    }
    return frame -> {
      long[] chosen = frame.vector(condition);
      long[] a = frame.vector(left);
      long[] b = frame.vector(right);
      long[] made = new long[a.length];
      for (int i = 0; i < made.length; i++) {
        made[i] = chosen[i] != 0 ? a[i] : b[i];
      }
      frame.references[to] = made;
    };
  }

  /// math.fma and vector.fma.
  static Step multiplyAdd(Site site) {
    FloatKind kind = Casts.kind(site, ArithSteps.numbers(site.resultType()));
    int a = site.operand(0);
    int b = site.operand(1);
    int c = site.operand(2);
    int to = site.result();
    return switch (site.resultType()) {
      case Type.Vector v ->
          frame ->
              frame.references[to] =
                  multiplyAdd(kind, frame.vector(a), frame.vector(b), frame.vector(c));
      case Type.Tensor t -> tensors(site, at -> FloatMeaning.fma(kind, at[0], at[1], at[2]));
      case Type _ ->
          frame ->
              frame.cells[to] =
                  FloatMeaning.fma(kind, frame.cells[a], frame.cells[b], frame.cells[c]);
    };
  }

  static long[] multiplyAdd(FloatKind kind, long[] a, long[] b, long[] c) {
    long[] made = new long[a.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = FloatMeaning.fma(kind, a[i], b[i], c[i]);
    }
    return made;
  }

  /// What an element of the result is, of the operands' elements.
  @FunctionalInterface
  private interface Element {
    long of(long[] operands);
  }

  private static Step tensors(Site site, Element element) {
    Cell cell = Cell.of(site.resultShape().element());
    int count = site.operands().length;
    return frame -> {
      long[] sizes = frame.view(site.operand(count - 1)).sizes();
      View made = Memory.fresh(frame, site, sizes, cell);
      long[] values = new long[count];
      Walk.over(
          sizes,
          index -> {
            for (int i = 0; i < count; i++) {
              View from = frame.view(site.operand(i));
              values[i] = from.load(from.at(index));
            }
            made.store(made.at(index), element.of(values));
          });
      frame.references[site.result()] = made;
    };
  }
}
