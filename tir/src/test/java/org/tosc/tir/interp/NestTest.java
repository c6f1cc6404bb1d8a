package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.tir.interp.KernelPrograms.constant;
import static org.tosc.tir.interp.KernelPrograms.integers;
import static org.tosc.tir.interp.KernelPrograms.op;
import static org.tosc.tir.interp.KernelPrograms.reals;
import static org.tosc.tir.interp.KernelPrograms.tiles;
import static org.tosc.tir.interp.KernelPrograms.zero;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Nests against plain loops in Java.
class NestTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "4, 2, 3", "5, 7, 3", "3, 2, 0", "0, 2, 3"})
  void products(int rows, int columns, int inner) {
    OracleTensor a = reals(Scalar.F32, KernelPrograms::mixed, rows, inner);
    OracleTensor b = reals(Scalar.F32, i -> KernelPrograms.mixed(-i), inner, columns);
    double[] expected = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += (float) a.real(i * inner + k) * (float) b.real(k * columns + j);
        }
        expected[i * columns + j] = sum;
      }
    }
    OracleTensor found =
        tiles(
                List.of(a, b),
                (f, in) ->
                    List.of(
                        Nests.contraction(
                            f,
                            Span.NONE,
                            zero(f, TileType.of(Scalar.F32, rows, columns)),
                            in.get(0),
                            in.get(1))))
            .getFirst();
    assertArrayEquals(expected, found.reals());
  }

  /// Halves are multiplied and summed in binary32; the transposed operand is read by its map.
  @ParameterizedTest
  @EnumSource(
      value = Scalar.class,
      names = {"F16", "BF16", "F8E4M3", "F8E5M2"})
  void productsOfNarrowFloatsAccumulateWide(Scalar narrow) {
    OracleTensor a = reals(narrow, KernelPrograms::mixed, 3, 5);
    OracleTensor bt = reals(narrow, i -> KernelPrograms.mixed(i + 7), 4, 5);
    double[] expected = new double[12];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        float sum = 0;
        for (int k = 0; k < 5; k++) {
          sum += (float) (a.real(i * 5 + k) * bt.real(j * 5 + k));
        }
        expected[i * 4 + j] = sum;
      }
    }
    OracleTensor found = tiles(List.of(a, bt), NestTest::byTransposed).getFirst();
    assertArrayEquals(expected, found.reals());
  }

  private static List<Value> byTransposed(FunctionBuilder f, List<Value> in) {
    return new NestBuilder(f, Span.NONE, List.of(3L, 4L, 5L))
        .in(in.get(0), AffineMap.select(3, 0, 2))
        .in(in.get(1), AffineMap.select(3, 1, 2))
        .out(zero(f, TileType.of(Scalar.F32, 3, 4)), AffineMap.select(3, 0, 1))
        .body(
            p -> {
              Value a = Nests.cast(f, Span.NONE, p.get(0), Scalar.F32);
              Value b = Nests.cast(f, Span.NONE, p.get(1), Scalar.F32);
              return List.of(op(f, CoreOp.ADD, p.get(2), op(f, CoreOp.MUL, a, b)));
            })
        .finish();
  }

  /// A convolution with stride 2: the window slides along the image.
  @Test
  void convolutions() {
    OracleTensor image = reals(Scalar.F64, KernelPrograms::mixed, 9, 6);
    OracleTensor weights = reals(Scalar.F64, i -> i - 4, 3, 2);
    double[] expected = new double[4 * 5];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 5; j++) {
        for (int r = 0; r < 3; r++) {
          for (int s = 0; s < 2; s++) {
            expected[i * 5 + j] += image.real((2 * i + r) * 6 + j + s) * weights.real(r * 2 + s);
          }
        }
      }
    }
    OracleTensor found = tiles(List.of(image, weights), NestTest::convolution).getFirst();
    assertArrayEquals(expected, found.reals());
  }

  private static List<Value> convolution(FunctionBuilder f, List<Value> in) {
    AffineMap window =
        AffineMap.of(
            4,
            AffineExpr.of(4, 0).plus(0, 2).plus(2, 1),
            AffineExpr.of(4, 0).plus(1, 1).plus(3, 1));
    List<Value> results =
        new NestBuilder(f, Span.NONE, List.of(4L, 5L, 3L, 2L))
            .in(in.get(0), window)
            .in(in.get(1), AffineMap.select(4, 2, 3))
            .out(zero(f, TileType.of(Scalar.F64, 4, 5)), AffineMap.select(4, 0, 1))
            .body(p -> List.of(op(f, CoreOp.ADD, p.get(2), op(f, CoreOp.MUL, p.get(0), p.get(1)))))
            .finish();
    return results;
  }

  /// Three bodies over one space: the largest of a row, the sum of exponentials, the quotients.
  @Test
  void softmaxOfRows() {
    OracleTensor x = reals(Scalar.F64, i -> KernelPrograms.mixed(i) * 30, 4, 7);
    double[] expected = new double[28];
    for (int i = 0; i < 4; i++) {
      double most = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int j = 0; j < 7; j++) {
        most = Math.max(most, x.real(i * 7 + j));
      }
      for (int j = 0; j < 7; j++) {
        sum += StrictMath.exp(x.real(i * 7 + j) - most);
      }
      for (int j = 0; j < 7; j++) {
        expected[i * 7 + j] = StrictMath.exp(x.real(i * 7 + j) - most) / sum;
      }
    }
    OracleTensor found = tiles(List.of(x), NestTest::softmax).getFirst();
    assertArrayEquals(expected, found.reals());
  }

  private static List<Value> softmax(FunctionBuilder f, List<Value> in) {
    TileType rows = TileType.of(Scalar.F64, 4);
    Value least =
        f.opOf(
                KernelOp.TILE_SPLAT,
                List.of(rows),
                Attributes.NONE,
                Span.NONE,
                List.of(constant(f, Scalar.F64, Attribute.of(Double.NEGATIVE_INFINITY))))
            .result();
    List<Value> results =
        new NestBuilder(f, Span.NONE, List.of(4L, 7L))
            .in(in.get(0), AffineMap.identity(2))
            .out(least, AffineMap.select(2, 0))
            .out(zero(f, rows), AffineMap.select(2, 0))
            .out(zero(f, TileType.of(Scalar.F64, 4, 7)), AffineMap.identity(2))
            .body(List.of(0L), p -> List.of(op(f, CoreOp.MAX, p.get(1), p.get(0))))
            .body(List.of(1L), p -> List.of(op(f, CoreOp.ADD, p.get(2), shifted(f, p))))
            .body(List.of(2L), p -> List.of(op(f, CoreOp.DIV, shifted(f, p), p.get(2))))
            .finish();
    return List.of(results.get(2));
  }

  private static Value shifted(FunctionBuilder f, List<Value> p) {
    return op(f, CoreOp.EXP, op(f, CoreOp.SUB, p.get(0), p.get(1)));
  }

  /// Two accumulators and the coordinate: the largest of each column and where it stands first.
  @Test
  void argmaxOfColumns() {
    OracleTensor x = integers(Scalar.I32, i -> (i * 37) % 11, 6, 5);
    long[] most = new long[5];
    long[] place = new long[5];
    for (int j = 0; j < 5; j++) {
      for (int i = 0; i < 6; i++) {
        if (x.integer(i * 5 + j) > most[j]) {
          most[j] = x.integer(i * 5 + j);
          place[j] = i;
        }
      }
    }
    List<OracleTensor> found = tiles(List.of(x), NestTest::argmax);
    assertArrayEquals(most, found.get(0).integers());
    assertArrayEquals(place, found.get(1).integers());
  }

  private static List<Value> argmax(FunctionBuilder f, List<Value> in) {
    return new NestBuilder(f, Span.NONE, List.of(6L, 5L))
        .in(in.get(0), AffineMap.identity(2))
        .out(zero(f, TileType.of(Scalar.I32, 5)), AffineMap.select(2, 1))
        .out(zero(f, TileType.of(Scalar.I64, 5)), AffineMap.select(2, 1))
        .body(
            p -> {
              Value better = op(f, CoreOp.GT, p.get(0), p.get(1));
              Value here =
                  f.op(KernelOp.INDEX, Attributes.of("dim", Attribute.of(0L)), Span.NONE, List.of())
                      .result();
              return List.of(
                  op(f, CoreOp.SELECT, better, p.get(0), p.get(1)),
                  op(f, CoreOp.SELECT, better, here, p.get(2)));
            })
        .finish();
  }

  /// Only the points below a bound take part; it counts as 0 to the extent.
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, 3", "4, 4", "9, 4", "-2, 0"})
  void boundedDimensions(long bound, int last) {
    OracleTensor x = integers(Scalar.I16, i -> i + 1, 3, 4);
    long[] expected = new long[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < last; j++) {
        expected[i] += x.integer(i * 4 + j);
      }
    }
    OracleTensor found =
        tiles(
                List.of(x),
                (f, in) ->
                    new NestBuilder(f, Span.NONE, List.of(3L, 4L))
                        .in(in.get(0), AffineMap.identity(2))
                        .out(zero(f, TileType.of(Scalar.I16, 3)), AffineMap.select(2, 0))
                        .bound(1, constant(f, Scalar.I64, Attribute.of(bound)))
                        .body(p -> List.of(op(f, CoreOp.ADD, p.get(1), p.get(0))))
                        .finish())
            .getFirst();
    assertArrayEquals(expected, found.integers());
  }

  /// A row and a column broadcast against each other, with a scalar.
  @Test
  void elementByElement() {
    OracleTensor row = reals(Scalar.BF16, KernelPrograms::mixed, 1, 5);
    OracleTensor column = reals(Scalar.BF16, i -> KernelPrograms.mixed(i * 3), 4, 1);
    double[] expected = new double[20];
    for (int i = 0; i < 20; i++) {
      double product = Rounding.round(Scalar.BF16, row.real(i % 5) * column.real(i / 5));
      expected[i] = Rounding.round(Scalar.BF16, product - 1.5);
    }
    OracleTensor found =
        tiles(
                List.of(row, column),
                (f, in) ->
                    List.of(
                        Nests.elementwise(
                            f,
                            Span.NONE,
                            TileType.of(Scalar.BF16, 4, 5),
                            List.of(
                                in.get(0), in.get(1), constant(f, Scalar.BF16, Attribute.of(1.5))),
                            p ->
                                op(
                                    f,
                                    CoreOp.SUB,
                                    op(f, CoreOp.MUL, p.get(0), p.get(1)),
                                    p.get(2)))))
            .getFirst();
    assertArrayEquals(expected, found.reals());
  }

  /// Along an axis, kept with extent 1 or dropped.
  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "1, true", "1, false", "2, true", "2, false"})
  void reductionsAlongAnAxis(int axis, boolean isKept) {
    long[] shape = {2, 3, 4};
    OracleTensor x = integers(Scalar.I64, i -> i * i - 40, shape);
    long[] kept = shape.clone();
    kept[axis] = 1;
    long[] expected = new long[24 / (int) shape[axis]];
    for (int i = 0; i < 24; i++) {
      int[] index = Extents.index(shape, i);
      index[axis] = 0;
      expected[Extents.position(kept, index)] += x.integer(i);
    }
    long[] dropped =
        java.util.stream.IntStream.range(0, 3)
            .filter(i -> i != axis)
            .mapToLong(i -> shape[i])
            .toArray();
    TileType type = TileType.of(Scalar.I64, isKept ? kept : dropped);
    OracleTensor found =
        tiles(
                List.of(x),
                (f, in) ->
                    List.of(
                        Nests.reduction(
                            f,
                            Span.NONE,
                            zero(f, type),
                            in.get(0),
                            axis,
                            (sum, value) -> op(f, CoreOp.ADD, sum, value))))
            .getFirst();
    assertArrayEquals(expected, found.integers());
    assertArrayEquals(isKept ? kept : dropped, found.shape());
  }

  @Test
  void typesForStorageAreComputedWithWide() {
    OracleTensor x = integers(Scalar.I4, i -> i - 8, 16);
    OracleTensor found =
        tiles(
                List.of(x),
                (f, in) ->
                    List.of(
                        Nests.elementwise(
                            f,
                            Span.NONE,
                            TileType.of(Scalar.I32, 16),
                            in,
                            p -> op(f, CoreOp.MUL, p.get(0), p.get(0)))))
            .getFirst();
    assertEquals(64, found.integer(0));
    assertEquals(49, found.integer(15));
    OracleTensor blocks = OracleTensor.blocks(Scalar.NVFP4, new long[] {16}, new double[16]);
    blocks.reals();
    OracleTensor sum =
        tiles(
                List.of(blocks),
                (f, in) ->
                    List.of(
                        Nests.elementwise(
                            f,
                            Span.NONE,
                            TileType.of(Scalar.F32, 16),
                            in,
                            p ->
                                op(
                                    f,
                                    CoreOp.ADD,
                                    p.get(0),
                                    constant(f, Scalar.F32, Attribute.of(0.1))))))
            .getFirst();
    assertEquals((double) 0.1f, sum.real(3));
  }
}
