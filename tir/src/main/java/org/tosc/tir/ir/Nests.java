package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.tosc.tir.source.Span;

/// The nests that front ends make most: element by element, along an axis, and products of
/// matrices.
public final class Nests {
  private Nests() {}

  /// A tile whose elements `body` computes from those of tiles that broadcast to it (aligned at the
  /// last axis, extents of 1) and from scalars.
  public static Value elementwise(
      FunctionBuilder f,
      Span span,
      TileType result,
      List<Value> ins,
      Function<List<Value>, Value> body) {
    NestBuilder nest = new NestBuilder(f, span, result.shape());
    for (Value in : ins) {
      nest.in(
          in,
          in.type() instanceof TileType tile
              ? AffineMap.broadcast(result.shape(), tile.shape())
              : new AffineMap(result.rank(), List.of()));
    }
    Value zero = f.opOf(CoreOp.ZERO, List.of(result), Attributes.NONE, span, List.of()).result();
    return nest.out(zero, AffineMap.identity(result.rank()))
        .body(p -> List.of(body.apply(p.subList(0, ins.size()))))
        .finish()
        .getFirst();
  }

  /// Reduces one axis of a tile into `initial`, in ascending order: `step` takes what was found so
  /// far and an element. `initial` has the axis with extent 1, or has it not at all.
  public static Value reduction(
      FunctionBuilder f, Span span, Value initial, Value in, int axis, BinaryOperator<Value> step) {
    TileType from = (TileType) in.type();
    TileType to = (TileType) initial.type();
    int dims = from.rank();
    List<AffineExpr> kept = new ArrayList<>(AffineMap.identity(dims).results());
    if (to.rank() == dims) {
      kept.set(axis, AffineExpr.of(dims, 0));
    } else {
      kept.remove(axis);
    }
    return new NestBuilder(f, span, from.shape())
        .in(in, AffineMap.identity(dims))
        .out(initial, new AffineMap(dims, kept))
        .body(p -> List.of(step.apply(p.get(1), p.get(0))))
        .finish()
        .getFirst();
  }

  /// `initial + a · b` of tiles of rank 2: each product and each sum is rounded in the element type
  /// of `initial`, over ascending k.
  public static Value contraction(FunctionBuilder f, Span span, Value initial, Value a, Value b) {
    TileType sum = (TileType) initial.type();
    long inner = ((TileType) a.type()).shape().get(1);
    List<Long> extents = List.of(sum.shape().get(0), sum.shape().get(1), inner);
    Scalar element = sum.element();
    return new NestBuilder(f, span, extents)
        .in(a, AffineMap.select(3, 0, 2))
        .in(b, AffineMap.select(3, 2, 1))
        .out(initial, AffineMap.select(3, 0, 1))
        .body(
            p -> {
              Value x = cast(f, span, p.get(0), element);
              Value y = cast(f, span, p.get(1), element);
              Value product = f.op(CoreOp.MUL, span, x, y).result();
              return List.of(f.op(CoreOp.ADD, span, p.get(2), product).result());
            })
        .finish()
        .getFirst();
  }

  /// The value in another scalar type, or itself.
  public static Value cast(FunctionBuilder f, Span span, Value value, Scalar to) {
    return value.type() == to
        ? value
        : f.opOf(CoreOp.CAST, List.of(to), Attributes.NONE, span, List.of(value)).result();
  }
}
