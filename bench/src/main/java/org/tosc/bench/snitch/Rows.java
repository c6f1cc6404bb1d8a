package org.tosc.bench.snitch;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Kernels that bring each row of an `m × n` array to a measure, as nests of TIR with buffers of
/// their own between them.
record Rows(FunctionBuilder f, Scalar element, long m, long n) {
  private static final double EPSILON = 1e-5;

  /// `e^(x - max) / Σ e^(x - max)`.
  void softmax(Value x, Value y) {
    Value most = row();
    fold(most, x, Double.NEGATIVE_INFINITY, (a, b) -> op(CoreOp.MAX, a, b));
    each(y, List.of(x), List.of(most), p -> exp(op(CoreOp.SUB, p.get(0), p.get(1))));
    Value sum = row();
    fold(sum, y, 0, (a, b) -> op(CoreOp.ADD, a, b));
    each(y, List.of(), List.of(sum), p -> op(CoreOp.DIV, p.get(1), p.get(0)));
  }

  /// `x / √(mean of x² + ε)`.
  void rmsnorm(Value x, Value y) {
    Value squares = row();
    fold(squares, x, 0, (a, b) -> op(CoreOp.ADD, a, op(CoreOp.MUL, b, b)));
    each(y, List.of(x), List.of(squares), p -> op(CoreOp.DIV, p.get(0), deviation(p.get(1))));
  }

  /// `(x - mean) / √(variance + ε)`.
  void layernorm(Value x, Value y) {
    Value sum = row();
    fold(sum, x, 0, (a, b) -> op(CoreOp.ADD, a, b));
    Value part = number(1.0 / n);
    each(
        y, List.of(x), List.of(sum), p -> op(CoreOp.SUB, p.get(0), op(CoreOp.MUL, p.get(1), part)));
    Value squares = row();
    fold(squares, y, 0, (a, b) -> op(CoreOp.ADD, a, op(CoreOp.MUL, b, b)));
    each(y, List.of(), List.of(squares), p -> op(CoreOp.DIV, p.get(1), deviation(p.get(0))));
  }

  private Value deviation(Value squares) {
    Value mean = op(CoreOp.MUL, squares, number(1.0 / n));
    Value sum = op(CoreOp.ADD, mean, number(EPSILON));
    return f.op(CoreOp.SQRT, Span.NONE, sum).result();
  }

  /// Multiplies all elements with a number.
  void scale(Value x, double by) {
    Value factor = number(by);
    each(x, List.of(), List.of(), p -> op(CoreOp.MUL, p.getLast(), factor));
  }

  private Value row() {
    return array(m);
  }

  /// A buffer of the function's own.
  Value array(long... extents) {
    List<Dim> dims = Arrays.stream(extents).mapToObj(Dim::of).toList();
    BufferType type = new BufferType(dims, element, "local");
    return f.opOf(KernelOp.ALLOC, List.of(type), Attributes.NONE, Span.NONE, List.of()).result();
  }

  private void fold(Value to, Value from, double initial, BinaryOperator<Value> step) {
    Value start = number(initial);
    new NestBuilder(f, Span.NONE, List.of(m))
        .out(to, AffineMap.identity(1))
        .body(_ -> List.of(start))
        .finish();
    new NestBuilder(f, Span.NONE, List.of(m, n))
        .reassociating()
        .in(from, AffineMap.identity(2))
        .out(to, AffineMap.select(2, 0))
        .body(p -> List.of(step.apply(p.get(1), p.get(0))))
        .finish();
  }

  /// The parameters of the body are the elements, those of rows, and what `to` held.
  private void each(
      Value to, List<Value> ins, List<Value> rows, Function<List<Value>, Value> body) {
    NestBuilder nest = new NestBuilder(f, Span.NONE, List.of(m, n));
    ins.forEach(in -> nest.in(in, AffineMap.identity(2)));
    rows.forEach(row -> nest.in(row, AffineMap.select(2, 0)));
    nest.out(to, AffineMap.identity(2)).body(p -> List.of(body.apply(p))).finish();
  }

  private Value exp(Value x) {
    return f.op(CoreOp.EXP, Span.NONE, x).result();
  }

  private Value op(CoreOp op, Value a, Value b) {
    return f.op(op, Span.NONE, a, b).result();
  }

  private Value number(double value) {
    Attributes attributes = Attributes.of("value", Attribute.of(value));
    return f.opOf(CoreOp.CONST, List.of(element), attributes, Span.NONE, List.of()).result();
  }

  /// What a kernel gives for an element of a row.
  static double expected(String name, double[] row, int j) {
    int n = row.length;
    double most = Arrays.stream(row).max().orElseThrow();
    double mean = Arrays.stream(row).sum() / n;
    return switch (name) {
      case "softmax" ->
          StrictMath.exp(row[j] - most)
              / Arrays.stream(row).map(x -> StrictMath.exp(x - most)).sum();
      case "rmsnorm" -> row[j] / Math.sqrt(Arrays.stream(row).map(x -> x * x).sum() / n + EPSILON);
      case "layernorm" ->
          (row[j] - mean)
              / Math.sqrt(Arrays.stream(row).map(x -> (x - mean) * (x - mean)).sum() / n + EPSILON);
      default -> throw new IllegalArgumentException("no kernel " + name);
    };
  }
}
