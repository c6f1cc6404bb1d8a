package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// `tensor.rope`: feature `j` of the first half of row `i` and feature `j` of the second half,
/// turned by the angle `(offset + i) · base^(-2j/d)`. Angles are computed in `f64`, as `f32` does
/// not hold those of late rows well enough; their cosines and sines are tables.
///
/// @param extents of one half of all rows
record Rotation(List<Long> extents, long offset, double base) {
  static Rotation of(Operation o) throws Refusal {
    if (o.attributes().flag("interleaved", false)) {
      throw new Refusal("pairs are neighbours");
    }
    List<Long> extents = new ArrayList<>(Words.shape(o.result()));
    extents.set(extents.size() - 1, extents.getLast() / 2);
    return new Rotation(
        extents, o.attributes().integer("offset", 0), o.attributes().number("base", 10_000));
  }

  private int rank() {
    return extents.size();
  }

  /// Where a half of the features is.
  Index half(boolean second) {
    List<AffineExpr> at = new ArrayList<>(AffineMap.identity(rank()).results());
    at.add(at.removeLast().plus(second ? extents.getLast() : 0));
    return new Index(extents, new AffineMap(rank(), at));
  }

  /// Where the cosine and the sine are.
  AffineMap angles() {
    return AffineMap.select(rank(), rank() - 2, rank() - 1);
  }

  /// Stands for a table of numbers, one for each angle.
  Value table() {
    List<Dim> shape = extents.subList(rank() - 2, rank()).stream().map(Dim::of).toList();
    return new Value(-1, new TensorType(shape, Scalar.F32));
  }

  void fill(FunctionBuilder builder, Span span, Value table, CoreOp function) {
    double slope = -Math.log(base) / extents.getLast();
    new NestBuilder(builder, span, extents.subList(rank() - 2, rank()))
        .out(table, AffineMap.identity(2))
        .body(
            p -> {
              Value row = plus(builder, span, place(builder, span, 0), (double) offset);
              Value power = times(builder, span, place(builder, span, 1), slope);
              Value pace = builder.op(CoreOp.EXP, span, power).result();
              Value angle = builder.op(CoreOp.MUL, span, row, pace).result();
              Value number = builder.op(function, span, angle).result();
              return List.of(cast(builder, span, number, Scalar.F32));
            })
        .finish();
  }

  private static Value place(FunctionBuilder builder, Span span, long dim) {
    Attributes which = Attributes.of("dim", Attribute.of(dim));
    Value index = builder.op(KernelOp.INDEX, which, span, List.of()).result();
    return cast(builder, span, index, Scalar.F64);
  }

  private static Value plus(FunctionBuilder builder, Span span, Value x, double more) {
    return builder.op(CoreOp.ADD, span, x, number(builder, span, more)).result();
  }

  private static Value times(FunctionBuilder builder, Span span, Value x, double factor) {
    return builder.op(CoreOp.MUL, span, x, number(builder, span, factor)).result();
  }

  private static Value number(FunctionBuilder builder, Span span, double value) {
    Attributes attributes = Attributes.of("value", Attribute.of(value));
    return builder.opOf(CoreOp.CONST, List.of(Scalar.F64), attributes, span, List.of()).result();
  }

  private static Value cast(FunctionBuilder builder, Span span, Value x, Scalar to) {
    return builder.opOf(CoreOp.CAST, List.of(to), Attributes.NONE, span, List.of(x)).result();
  }
}
