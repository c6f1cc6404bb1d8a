package org.tosc.driver.snitch;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Functions of nests over buffers of `f64`, with maps of many kinds.
final class ClusterKernels {
  private static final Span NOWHERE = Span.NONE;

  private ClusterKernels() {}

  static Function of(String name, long... n) {
    FunctionBuilder f = new FunctionBuilder(name.replaceAll("[^a-z]+", "_"));
    switch (name) {
      case "product" ->
          product(f, array(f, n[0], n[1]), array(f, n[1], n[2]), array(f, n[0], n[2]));
      case "transposed" -> transposed(f, n);
      case "relu" -> relu(f, array(f, n), array(f, n));
      case "axpy" -> axpy(f, n);
      case "add in place" -> addInPlace(f, n);
      case "five points" -> fivePoints(f, n);
      case "convolution" -> convolution(f, n);
      case "row sums" -> rowSums(f, true, n);
      case "ordered row sums" -> rowSums(f, false, n);
      case "column maxima" -> columnMaxima(f, n);
      case "reversed" -> reversed(f, n);
      case "every other" -> everyOther(f, n);
      case "two views" -> twoViews(f, n);
      case "batch" -> batch(f, n);
      case "relu, product" -> {
        Value x = array(f, n[0], n[1]);
        Value w = array(f, n[1], n[2]);
        Value positive = array(f, n[0], n[1]);
        Value out = array(f, n[0], n[2]);
        relu(f, x, positive);
        product(f, positive, w, out);
      }
      default -> throw new AssertionError(name);
    }
    f.op(CoreOp.RETURN, NOWHERE);
    return f.finish(List.of(), Attributes.NONE, NOWHERE);
  }

  private static Value array(FunctionBuilder f, long... extents) {
    List<Dim> shape = Arrays.stream(extents).mapToObj(Dim::of).toList();
    return f.param(new BufferType(shape, Scalar.F64, "global"));
  }

  private static NestBuilder nest(FunctionBuilder f, Long... extents) {
    return new NestBuilder(f, NOWHERE, List.of(extents));
  }

  private static Value op(FunctionBuilder f, CoreOp op, Value... operands) {
    return f.op(op, NOWHERE, operands).result();
  }

  private static Value number(FunctionBuilder f, double value) {
    Attributes attributes = Attributes.of("value", Attribute.of(value));
    return f.opOf(CoreOp.CONST, List.of(Scalar.F64), attributes, NOWHERE, List.of()).result();
  }

  /// Fills an array of which all axes are the first dimensions.
  private static void fill(FunctionBuilder f, Value out, double value, Long... extents) {
    Value number = number(f, value);
    nest(f, extents)
        .out(out, AffineMap.identity(extents.length))
        .body(_ -> List.of(number))
        .finish();
  }

  private static void products(FunctionBuilder f, NestBuilder nest) {
    nest.reassociating()
        .body(p -> List.of(op(f, CoreOp.ADD, p.get(2), op(f, CoreOp.MUL, p.get(0), p.get(1)))))
        .finish();
  }

  private static long extent(Value array, int axis) {
    return ((Dim.Known) ((BufferType) array.type()).shape().get(axis)).size();
  }

  private static void product(FunctionBuilder f, Value a, Value b, Value c) {
    long m = extent(a, 0);
    long k = extent(a, 1);
    long n = extent(b, 1);
    fill(f, c, 0, m, n);
    products(
        f,
        nest(f, m, n, k)
            .in(a, AffineMap.select(3, 0, 2))
            .in(b, AffineMap.select(3, 2, 1))
            .out(c, AffineMap.select(3, 0, 1)));
  }

  private static void transposed(FunctionBuilder f, long... n) {
    Value a = array(f, n[1], n[0]);
    Value b = array(f, n[2], n[1]);
    Value c = array(f, n[2], n[0]);
    fill(f, c, 0, n[2], n[0]);
    products(
        f,
        nest(f, n[0], n[1], n[2])
            .in(a, AffineMap.select(3, 1, 0))
            .in(b, AffineMap.select(3, 2, 1))
            .out(c, AffineMap.select(3, 2, 0)));
  }

  private static void relu(FunctionBuilder f, Value x, Value y) {
    Value zero = number(f, 0);
    elementwise(f, x, y, v -> op(f, CoreOp.MAX, v, zero));
  }

  private static void elementwise(FunctionBuilder f, Value x, Value y, UnaryOperator<Value> body) {
    List<Dim> shape = ((BufferType) x.type()).shape();
    List<Long> extents = shape.stream().map(d -> ((Dim.Known) d).size()).toList();
    AffineMap same = AffineMap.identity(extents.size());
    new NestBuilder(f, NOWHERE, extents)
        .in(x, same)
        .out(y, same)
        .body(p -> List.of(body.apply(p.getFirst())))
        .finish();
  }

  private static void axpy(FunctionBuilder f, long... n) {
    Value a = f.param(Scalar.F64);
    Value x = array(f, n);
    Value y = array(f, n);
    Value z = array(f, n);
    AffineMap same = AffineMap.identity(n.length);
    new NestBuilder(f, NOWHERE, Arrays.stream(n).boxed().toList())
        .in(x, same)
        .in(a)
        .in(y, same)
        .out(z, same)
        .body(p -> List.of(op(f, CoreOp.FMA, p.get(1), p.get(0), p.get(2))))
        .finish();
  }

  private static void addInPlace(FunctionBuilder f, long... n) {
    elementwiseInPlace(f, array(f, n), array(f, n));
  }

  private static void elementwiseInPlace(FunctionBuilder f, Value x, Value y) {
    AffineMap same = AffineMap.identity(2);
    nest(f, extent(x, 0), extent(x, 1))
        .in(x, same)
        .out(y, same)
        .body(p -> List.of(op(f, CoreOp.ADD, p.get(0), p.get(1))))
        .finish();
  }

  private static AffineMap at(int rows, int columns) {
    return AffineMap.of(2, AffineExpr.dim(2, 0).plus(rows), AffineExpr.dim(2, 1).plus(columns));
  }

  private static void fivePoints(FunctionBuilder f, long... n) {
    Value x = array(f, n[0] + 2, n[1] + 2);
    Value y = array(f, n[0], n[1]);
    nest(f, n[0], n[1])
        .in(x, at(0, 1))
        .in(x, at(1, 0))
        .in(x, at(1, 1))
        .in(x, at(1, 2))
        .in(x, at(2, 1))
        .out(y, AffineMap.identity(2))
        .body(
            p ->
                List.of(
                    p.subList(0, 5).stream()
                        .reduce((a, b) -> op(f, CoreOp.ADD, a, b))
                        .orElseThrow()))
        .finish();
  }

  private static void convolution(FunctionBuilder f, long... n) {
    Value x = array(f, n[0] + 2, n[1] + 2);
    Value w = array(f, 3, 3);
    Value y = array(f, n[0], n[1]);
    fill(f, y, 0, n[0], n[1]);
    AffineMap windows =
        AffineMap.of(4, AffineExpr.dim(4, 0).plus(2, 1), AffineExpr.dim(4, 1).plus(3, 1));
    products(
        f,
        nest(f, n[0], n[1], 3L, 3L)
            .in(x, windows)
            .in(w, AffineMap.select(4, 2, 3))
            .out(y, AffineMap.select(4, 0, 1)));
  }

  private static void rowSums(FunctionBuilder f, boolean mayReassociate, long... n) {
    Value x = array(f, n[0], n[1]);
    Value y = array(f, n[0]);
    fill(f, y, 0.5, n[0]);
    NestBuilder nest = nest(f, n[0], n[1]);
    nest.in(x, AffineMap.identity(2)).out(y, AffineMap.select(2, 0));
    if (mayReassociate) {
      nest.reassociating();
    }
    nest.body(p -> List.of(op(f, CoreOp.ADD, p.get(1), p.get(0)))).finish();
  }

  private static void columnMaxima(FunctionBuilder f, long... n) {
    Value x = array(f, n[0], n[1]);
    Value y = array(f, n[1]);
    fill(f, y, -100, n[1]);
    nest(f, n[1], n[0])
        .in(x, AffineMap.select(2, 1, 0))
        .out(y, AffineMap.select(2, 0))
        .body(p -> List.of(op(f, CoreOp.MAX, p.get(1), p.get(0))))
        .finish();
  }

  private static void reversed(FunctionBuilder f, long... n) {
    Value x = array(f, n[0], n[1]);
    Value y = array(f, n[0], n[1]);
    AffineMap back = AffineMap.of(2, AffineExpr.of(2, n[0] - 1).plus(0, -1), AffineExpr.dim(2, 1));
    nest(f, n[0], n[1])
        .in(x, back)
        .out(y, AffineMap.identity(2))
        .body(p -> List.of(op(f, CoreOp.ADD, p.get(0), p.get(0))))
        .finish();
  }

  private static void everyOther(FunctionBuilder f, long... n) {
    Value x = array(f, 2 * n[0] + 1, 3 * n[1] + 2);
    Value y = array(f, n[0], n[1]);
    AffineMap sparse =
        AffineMap.of(2, AffineExpr.of(2, 1).plus(0, 2), AffineExpr.of(2, 2).plus(1, 3));
    nest(f, n[0], n[1])
        .in(x, sparse)
        .out(y, AffineMap.identity(2))
        .body(p -> List.of(op(f, CoreOp.SUB, p.get(0), p.get(0))))
        .finish();
  }

  /// An array and its transpose: two windows of one buffer.
  private static void twoViews(FunctionBuilder f, long... n) {
    Value x = array(f, n[0], n[0]);
    Value y = array(f, n[0], n[0]);
    nest(f, n[0], n[0])
        .in(x, AffineMap.identity(2))
        .in(x, AffineMap.select(2, 1, 0))
        .out(y, AffineMap.identity(2))
        .body(p -> List.of(op(f, CoreOp.ADD, p.get(0), p.get(1))))
        .finish();
  }

  private static void batch(FunctionBuilder f, long... n) {
    Value a = array(f, n[0], n[1], n[2]);
    Value b = array(f, n[0], n[2], n[3]);
    Value c = array(f, n[0], n[1], n[3]);
    fill(f, c, 0, n[0], n[1], n[3]);
    products(
        f,
        nest(f, n[0], n[1], n[3], n[2])
            .in(a, AffineMap.select(4, 0, 1, 3))
            .in(b, AffineMap.select(4, 0, 3, 2))
            .out(c, AffineMap.select(4, 0, 1, 2)));
  }
}
