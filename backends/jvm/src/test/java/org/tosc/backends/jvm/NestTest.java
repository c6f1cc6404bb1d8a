package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Nests: what real kernels are made of, on both engines, bit by bit.
class NestTest {
  private static final Span NOWHERE = Span.NONE;

  @ParameterizedTest
  @CsvSource({
    "F32, F32, 5, 7, 3", "F32, F32, 16, 16, 16", "F32, F32, 3, 33, 9", "F16, F32, 8, 24, 17",
    "BF16, F32, 4, 9, 30", "F64, F64, 6, 12, 12", "F8E4M3, F32, 5, 8, 8", "F16, F16, 4, 8, 11",
    "BF16, BF16, 3, 8, 8", "I8, I32, 5, 9, 6", "I32, I32, 4, 16, 8", "I64, I64, 3, 8, 5",
    "U8, U32, 4, 8, 8", "I4, I32, 4, 8, 8", "NVFP4, F32, 16, 16, 16", "Q8_0, F32, 2, 32, 32",
    "Q4_0, F32, 2, 32, 32", "F32, F32, 1, 1, 1", "F32, F32, 1, 40, 5", "F32, F32, 9, 1, 40"
  })
  void contractions(Scalar element, Scalar sum, long m, long n, long k) {
    OracleTensor a = Tiles.tensor(element, i -> Math.rint(Tiles.mixed(i) * 8) / 8 + 2, m, k);
    OracleTensor b = Tiles.tensor(element, i -> Math.rint(Tiles.mixed(i + 0.5) * 8) / 8 + 2, k, n);
    OracleTensor c = Tiles.tensor(sum, i -> i % 5, m, n);
    Tiles.agree(
        List.of(a, b, c),
        (f, t) -> List.of(Nests.contraction(f, NOWHERE, t.get(2), t.get(0), t.get(1))));
  }

  /// Products of transposed operands, and of a batch of matrices.
  @Test
  void contractionsOfOtherForms() {
    OracleTensor a = Tiles.tensor(Scalar.F32, Tiles::mixed, 12, 20);
    OracleTensor b = Tiles.tensor(Scalar.F32, i -> Tiles.mixed(i + 0.5), 16, 20);
    Tiles.agree(
        List.of(a, b),
        (f, t) -> {
          Value zero = Tiles.zero(f, TileType.of(Scalar.F32, 12, 16));
          return product(f, zero, t, AffineMap.select(3, 0, 2), AffineMap.select(3, 1, 2));
        });
    Tiles.agree(
        List.of(a, b),
        (f, t) -> {
          Value zero = Tiles.zero(f, TileType.of(Scalar.F32, 16, 12));
          return product(f, zero, t, AffineMap.select(3, 1, 2), AffineMap.select(3, 0, 2));
        });
    OracleTensor batch = Tiles.tensor(Scalar.F32, Tiles::mixed, 3, 5, 12);
    OracleTensor others = Tiles.tensor(Scalar.F32, i -> Tiles.mixed(i + 0.5), 3, 12, 9);
    Tiles.agree(
        List.of(batch, others),
        (f, t) -> {
          Value zero = Tiles.zero(f, TileType.of(Scalar.F32, 3, 5, 9));
          return new NestBuilder(f, NOWHERE, List.of(3L, 5L, 9L, 12L))
              .in(t.get(0), AffineMap.select(4, 0, 1, 3))
              .in(t.get(1), AffineMap.select(4, 0, 3, 2))
              .out(zero, AffineMap.select(4, 0, 1, 2))
              .body(p -> sum(f, p))
              .finish();
        });
  }

  private static List<Value> product(
      FunctionBuilder f, Value out, List<Value> t, AffineMap a, AffineMap b) {
    List<Long> shape = ((TileType) out.type()).shape();
    return new NestBuilder(f, NOWHERE, List.of(shape.get(0), shape.get(1), 20L))
        .in(t.get(0), a)
        .in(t.get(1), b)
        .out(out, AffineMap.select(3, 0, 1))
        .body(p -> sum(f, p))
        .finish();
  }

  private static List<Value> sum(FunctionBuilder f, List<Value> p) {
    Value product = Tiles.op(f, CoreOp.MUL, p.get(0), p.get(1));
    return List.of(Tiles.op(f, CoreOp.ADD, p.get(2), product));
  }

  /// Loops that end early: below 0, at 0, inside, beyond the extent.
  @ParameterizedTest
  @CsvSource({"-3, 5, 5", "0, 9, 9", "3, 17, 11", "7, 12, 100", "7, 5, 1", "100, 100, 100"})
  void bounds(long rows, long columns, long terms) {
    OracleTensor a = Tiles.tensor(Scalar.F32, Tiles::mixed, 7, 20);
    OracleTensor b = Tiles.tensor(Scalar.F32, i -> Tiles.mixed(i + 0.5), 20, 17);
    OracleTensor c = Tiles.tensor(Scalar.F32, i -> i, 7, 17);
    Tiles.agree(
        List.of(a, b, c),
        (f, t) ->
            new NestBuilder(f, NOWHERE, List.of(7L, 17L, 20L))
                .in(t.get(0), AffineMap.select(3, 0, 2))
                .in(t.get(1), AffineMap.select(3, 2, 1))
                .out(t.get(2), AffineMap.select(3, 0, 1))
                .bound(2, Tiles.constant(f, Scalar.I64, (double) terms))
                .bound(0, Tiles.constant(f, Scalar.I64, (double) rows))
                .bound(1, Tiles.constant(f, Scalar.I64, (double) columns))
                .body(p -> sum(f, p))
                .finish());
  }

  @Test
  void convolutions() {
    OracleTensor image = Tiles.tensor(Scalar.F32, Tiles::mixed, 3, 10, 20);
    OracleTensor weights = Tiles.tensor(Scalar.F32, i -> Tiles.mixed(i + 0.5), 4, 3, 3, 5);
    // o, y, x, c, dy, dx
    AffineMap read =
        AffineMap.of(
            6,
            AffineExpr.dim(6, 3),
            AffineExpr.dim(6, 1).plus(4, 1),
            AffineExpr.dim(6, 2).plus(5, 1));
    Tiles.agree(
        List.of(image, weights),
        (f, t) -> {
          Value zero = Tiles.zero(f, TileType.of(Scalar.F32, 4, 8, 16));
          return new NestBuilder(f, NOWHERE, List.of(4L, 8L, 16L, 3L, 3L, 5L))
              .in(t.get(0), read)
              .in(t.get(1), AffineMap.select(6, 0, 3, 4, 5))
              .out(zero, AffineMap.select(6, 0, 1, 2))
              .body(p -> sum(f, p))
              .finish();
        });
    AffineMap strided = AffineMap.of(2, AffineExpr.of(2, 1).plus(0, 2).plus(1, 3));
    Tiles.agree(
        List.of(Tiles.tensor(Scalar.F64, Tiles::mixed, 40)),
        (f, t) -> {
          Value zero = Tiles.zero(f, TileType.of(Scalar.F64, 12));
          return new NestBuilder(f, NOWHERE, List.of(12L, 6L))
              .in(t.get(0), strided)
              .out(zero, AffineMap.select(2, 0))
              .body(p -> List.of(Tiles.op(f, CoreOp.ADD, p.get(1), p.get(0))))
              .finish();
        });
  }

  /// Three bodies over one space: maxima, sums of exponentials, quotients.
  @ParameterizedTest
  @EnumSource(names = {"F32", "F64", "F16"})
  void softmaxInThreeBodies(Scalar element) {
    OracleTensor x = Tiles.tensor(element, i -> Tiles.mixed(i) * 3, 5, 12);
    Tiles.agree(
        List.of(x),
        (f, t) -> {
          TileType column = TileType.of(element, 5);
          Value most =
              f.opOf(
                      org.tosc.tir.ir.KernelOp.TILE_SPLAT,
                      List.of(column),
                      org.tosc.tir.ir.Attributes.NONE,
                      NOWHERE,
                      List.of(Tiles.constant(f, element, Double.NEGATIVE_INFINITY)))
                  .result();
          return new NestBuilder(f, NOWHERE, List.of(5L, 12L))
              .in(t.get(0), AffineMap.identity(2))
              .out(most, AffineMap.select(2, 0))
              .out(Tiles.zero(f, column), AffineMap.select(2, 0))
              .out(Tiles.zero(f, TileType.of(element, 5, 12)), AffineMap.identity(2))
              .body(List.of(0L), p -> List.of(Tiles.op(f, CoreOp.MAX, p.get(1), p.get(0))))
              .body(
                  List.of(1L, 2L).subList(0, 1),
                  p -> List.of(Tiles.op(f, CoreOp.ADD, p.get(2), exponential(f, p))))
              .body(List.of(2L), p -> List.of(Tiles.op(f, CoreOp.DIV, exponential(f, p), p.get(2))))
              .finish();
        });
  }

  private static Value exponential(FunctionBuilder f, List<Value> p) {
    return Tiles.op(f, CoreOp.EXP, Tiles.op(f, CoreOp.SUB, p.get(0), p.get(1)));
  }

  /// Two outs of one body: the greatest element and where it is, with a choice.
  @Test
  void argmax() {
    OracleTensor x = Tiles.tensor(Scalar.F32, i -> Math.rint(Tiles.mixed(i) * 3), 6, 11);
    for (int axis = 0; axis < 2; axis++) {
      int along = axis;
      AffineMap kept = AffineMap.select(2, 1 - axis);
      long rows = axis == 0 ? 11 : 6;
      Tiles.agree(
          List.of(x),
          (f, t) ->
              new NestBuilder(f, NOWHERE, List.of(6L, 11L))
                  .in(t.get(0), AffineMap.identity(2))
                  .out(Tiles.zero(f, TileType.of(Scalar.F32, rows)), kept)
                  .out(Tiles.zero(f, TileType.of(Scalar.I64, rows)), kept)
                  .body(
                      p -> {
                        Value better = Tiles.op(f, CoreOp.GT, p.get(0), p.get(1));
                        return List.of(
                            Tiles.op(f, CoreOp.SELECT, better, p.get(0), p.get(1)),
                            Tiles.op(f, CoreOp.SELECT, better, Tiles.index(f, along), p.get(2)));
                      })
                  .finish());
    }
  }

  /// Sums along each axis of a cube, with the axis kept and dropped.
  @Test
  void reductions() {
    for (Scalar element : List.of(Scalar.F32, Scalar.I32, Scalar.I64, Scalar.F16)) {
      OracleTensor x = Tiles.tensor(element, i -> Math.rint(Tiles.mixed(i) * 9), 4, 5, 9);
      for (int axis = 0; axis < 3; axis++) {
        long[] dropped = {axis == 0 ? 5 : 4, axis == 2 ? 5 : 9};
        long[] kept = {axis == 0 ? 1 : 4, axis == 1 ? 1 : 5, axis == 2 ? 1 : 9};
        int along = axis;
        for (long[] shape : List.of(dropped, kept)) {
          Tiles.agree(
              List.of(x),
              (f, t) ->
                  List.of(
                      Nests.reduction(
                          f,
                          NOWHERE,
                          Tiles.zero(f, TileType.of(element, shape)),
                          t.get(0),
                          along,
                          (a, b) -> Tiles.op(f, CoreOp.ADD, a, b))));
        }
      }
    }
  }

  /// Element by element with rows, columns and scalars spread, and a value from outside.
  @Test
  void broadcasts() {
    OracleTensor x = Tiles.tensor(Scalar.F32, Tiles::mixed, 5, 9);
    OracleTensor row = Tiles.tensor(Scalar.F32, i -> i, 9);
    OracleTensor column = Tiles.tensor(Scalar.F32, i -> i * 10, 5, 1);
    Tiles.agree(
        List.of(x, row, column),
        (f, t) -> {
          Value outside =
              Tiles.op(
                  f,
                  CoreOp.ADD,
                  Tiles.constant(f, Scalar.F32, 0.5),
                  Tiles.constant(f, Scalar.F32, 0.25));
          Value scalar = Tiles.op(f, CoreOp.SUB, outside, Tiles.constant(f, Scalar.F32, 7));
          Value sum =
              Nests.elementwise(
                  f,
                  NOWHERE,
                  TileType.of(Scalar.F32, 5, 9),
                  List.of(t.get(0), t.get(1), t.get(2), scalar),
                  p ->
                      Tiles.op(
                          f,
                          CoreOp.ADD,
                          Tiles.op(f, CoreOp.MUL, p.get(0), p.get(1)),
                          Tiles.op(
                              f,
                              CoreOp.ADD,
                              Tiles.op(f, CoreOp.MUL, p.get(2), p.get(3)),
                              outside)));
          return List.of(sum, t.get(0));
        });
  }

  /// A tile stays as it was when a nest writes over it, and is written in place only when nobody
  /// sees that.
  @Test
  void tilesAreValues() {
    OracleTensor x = Tiles.tensor(Scalar.I32, i -> i, 3, 4);
    String found =
        Tiles.agree(
            List.of(x),
            (f, t) -> {
              Value once = doubled(f, t.get(0));
              Value twice = doubled(f, once);
              Value again = doubled(f, once);
              return List.of(t.get(0), once, twice, again);
            });
    assertEquals(4, found.split("\\]\\[", -1).length - 1, found);
  }

  private static Value doubled(FunctionBuilder f, Value tile) {
    return new NestBuilder(f, NOWHERE, List.of(3L, 4L))
        .out(tile, AffineMap.identity(2))
        .body(p -> List.of(Tiles.op(f, CoreOp.ADD, p.get(0), p.get(0))))
        .finish()
        .getFirst();
  }

  /// Sums of integers that just fit, and that just do not.
  @ParameterizedTest
  @CsvSource({
    "16384, 8, 0",
    "-16384, 7, 1",
    "-16384, 8, 0",
    "32767, 2, 131071",
    "32767, 2, 131072"
  })
  void sumsOfIntegersAtTheirEnd(long factor, long terms, long first) {
    OracleTensor a = Tiles.tensor(Scalar.I16, i -> (double) factor, 3, terms);
    OracleTensor b = Tiles.tensor(Scalar.I16, i -> i % 16 == 5 ? 16384 * 2 - 1 : 16384, terms, 16);
    OracleTensor c = Tiles.tensor(Scalar.I32, i -> (double) first, 3, 16);
    Tiles.agree(
        List.of(a, b, c),
        (f, t) -> List.of(Nests.contraction(f, NOWHERE, t.get(2), t.get(0), t.get(1))));
  }

  /// Errors in bodies: the first point in lexicographic order raises.
  @Test
  void errors() {
    OracleTensor x = Tiles.tensor(Scalar.I32, i -> i - 3, 3, 4);
    String zero =
        Tiles.agree(
            List.of(x),
            (f, t) ->
                List.of(
                    Nests.elementwise(
                        f,
                        NOWHERE,
                        TileType.of(Scalar.I32, 3, 4),
                        List.of(t.get(0)),
                        p -> Tiles.op(f, CoreOp.QUOT, p.get(0), p.get(0)))));
    assertEquals("ZeroDivisionError: `/` by zero", zero);
    OracleTensor large = Tiles.tensor(Scalar.I32, i -> 1e9, 3, 16);
    for (int axis = 0; axis < 2; axis++) {
      int along = axis;
      String overflow =
          Tiles.agree(
              List.of(large),
              (f, t) ->
                  List.of(
                      Nests.reduction(
                          f,
                          NOWHERE,
                          Tiles.zero(f, TileType.of(Scalar.I32, along == 0 ? 16 : 3)),
                          t.get(0),
                          along,
                          (a, b) -> Tiles.op(f, CoreOp.ADD, a, b))));
      assertEquals("OverflowError: the result does not fit i32", overflow);
    }
  }
}
