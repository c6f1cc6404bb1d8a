package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TileFn;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers operations on tiles: what computes becomes a nest, what moves data an operation on tiles.
final class TileLowering {
  private final FunctionLowering in;

  TileLowering(FunctionLowering in) {
    this.in = in;
  }

  @Nullable Value of(TExpr.Tiles op) {
    Span span = op.span();
    return switch (op.fn()) {
      case DOT -> dot(op);
      case SUM, MAX, MIN -> {
        Value arg = arg(op, 0);
        TileType type = type(op);
        Value wide = initial(op.fn(), accumulated(type), span);
        Value reduced = reduce(op.fn(), wide, arg, axis(op), List.of(), span);
        yield narrowed(reduced, type, span);
      }
      case ARGMAX -> argmax(arg(op, 0), type(op), axis(op), span);
      case TRANSPOSE -> transpose(arg(op, 0), op.numbers(), type(op), span);
      case RESHAPE, TO_LAYOUT -> reshaped(arg(op, 0), type(op), span);
      case FULL -> splat(arg(op, 0), type(op), span);
      case ARANGE -> arange(op);
      case LOAD -> load(op);
      case STORE -> store(op);
      case ATOMIC_ADD -> atomicAdd(op);
      case PROGRAM_ID -> program(KernelOp.PROGRAM_ID, op);
      case NUM_PROGRAMS -> program(KernelOp.NUM_PROGRAMS, op);
      case BARRIER -> {
        in.f.op(KernelOp.BARRIER, span);
        yield null;
      }
    };
  }

  private Value arg(TExpr.Tiles op, int i) {
    return in.expressions.some(op.args().get(i));
  }

  private TileType type(TExpr.Tiles op) {
    return (TileType) in.type(op.type());
  }

  private static int axis(TExpr.Tiles op) {
    return op.numbers().getFirst().intValue();
  }

  // Element by element.

  Value elementwise(ScalarFn fn, List<Value> args, TileType type, Span span) {
    return elementwise(fn, args, type, List.of(), span);
  }

  /// Over the part of the tile that is valid: one bound for each axis, null where all of it is.
  Value elementwise(
      ScalarFn fn, List<Value> args, TileType type, List<@Nullable Value> valid, Span span) {
    NestBuilder nest = new NestBuilder(in.f, span, type.shape());
    for (Value arg : args) {
      if (arg.type() instanceof TileType tile) {
        nest.in(arg, AffineMap.broadcast(type.shape(), tile.shape()));
      } else {
        nest.in(arg);
      }
    }
    nest.out(in.zero(type, span), AffineMap.identity(type.rank()));
    bound(nest, valid);
    ScalarLowering scalars = new ScalarLowering(in.f, span);
    return nest.body(p -> List.of(scalars.of(fn, p.subList(0, args.size()), type.element())))
        .finish()
        .getFirst();
  }

  private static void bound(NestBuilder nest, List<@Nullable Value> valid) {
    for (int dim = 0; dim < valid.size(); dim++) {
      Value end = valid.get(dim);
      if (end != null) {
        nest.bound(dim, end);
      }
    }
  }

  // Products and reductions.

  private Value dot(TExpr.Tiles op) {
    Value a = arg(op, 0);
    Value b = arg(op, 1);
    Value acc = op.args().size() > 2 ? arg(op, 2) : in.zero(type(op), op.span());
    return dot(a, b, acc, null, op.span());
  }

  /// `acc + a · b`; `inner` bounds the columns of `a` where not all are valid.
  Value dot(Value a, Value b, Value acc, @Nullable Value inner, Span span) {
    if (inner == null) {
      return Nests.contraction(in.f, span, acc, a, b);
    }
    TileType sum = (TileType) acc.type();
    long depth = ((TileType) a.type()).shape().get(1);
    NestBuilder nest =
        new NestBuilder(in.f, span, List.of(sum.shape().get(0), sum.shape().get(1), depth));
    nest.in(a, AffineMap.select(3, 0, 2))
        .in(b, AffineMap.select(3, 2, 1))
        .out(acc, AffineMap.select(3, 0, 1))
        .bound(2, inner);
    return nest.body(p -> List.of(product(p, sum.element(), span))).finish().getFirst();
  }

  private Value product(List<Value> p, Scalar element, Span span) {
    Value x = Nests.cast(in.f, span, p.get(0), element);
    Value y = Nests.cast(in.f, span, p.get(1), element);
    return in.op(CoreOp.ADD, span, p.get(2), in.op(CoreOp.MUL, span, x, y));
  }

  /// The type in which a reduction accumulates: f32 for narrower floats, rounded once at the end.
  static TileType accumulated(TileType type) {
    Scalar element = type.element();
    boolean narrow = element.isFloat() && element.bits() < 32;
    return narrow ? new TileType(type.shape(), Scalar.F32, type.layout()) : type;
  }

  /// What a reduction begins with.
  Value initial(TileFn fn, TileType type, Span span) {
    if (fn == TileFn.SUM) {
      return in.zero(type, span);
    }
    Attribute least = fn == TileFn.MAX ? least(type.element()) : most(type.element());
    return splat(in.constant(type.element(), least, span), type, span);
  }

  private static Attribute least(Scalar type) {
    return switch (type.kind()) {
      case FLOAT, BLOCK -> Attribute.of(Double.NEGATIVE_INFINITY);
      case INT -> Attribute.of(-1L << ((int) type.bits() - 1));
      case UINT, BOOL -> Attribute.of(0L);
    };
  }

  private static Attribute most(Scalar type) {
    return switch (type.kind()) {
      case FLOAT, BLOCK -> Attribute.of(Double.POSITIVE_INFINITY);
      case INT -> Attribute.of(~(-1L << ((int) type.bits() - 1)));
      case UINT, BOOL -> Attribute.of(-1L >>> (64 - (int) type.bits()));
    };
  }

  /// Reduces `axis` of a tile into `acc`, over the valid part.
  Value reduce(TileFn fn, Value acc, Value arg, int axis, List<@Nullable Value> valid, Span span) {
    Scalar element = ((TileType) acc.type()).element();
    CoreOp op = fn == TileFn.SUM ? CoreOp.ADD : fn == TileFn.MAX ? CoreOp.MAX : CoreOp.MIN;
    BinaryOperator<Value> step =
        (sum, x) -> in.op(op, span, sum, Nests.cast(in.f, span, x, element));
    if (valid.isEmpty()) {
      return Nests.reduction(in.f, span, acc, arg, axis, step);
    }
    TileType from = (TileType) arg.type();
    NestBuilder nest =
        new NestBuilder(in.f, span, from.shape())
            .in(arg, AffineMap.identity(from.rank()))
            .out(acc, AffineMap.broadcast(from.shape(), ((TileType) acc.type()).shape()));
    bound(nest, valid);
    return nest.body(p -> List.of(step.apply(p.get(1), p.get(0)))).finish().getFirst();
  }

  /// The tile in another element type, or itself.
  Value narrowed(Value tile, TileType type, Span span) {
    return ((TileType) tile.type()).element() == type.element()
        ? tile
        : elementwise(ScalarFn.CAST, List.of(tile), type, span);
  }

  /// The first place of the greatest element along an axis.
  private Value argmax(Value arg, TileType type, int axis, Span span) {
    TileType from = (TileType) arg.type();
    TileType best = new TileType(type.shape(), from.element(), type.layout());
    AffineMap at = AffineMap.broadcast(from.shape(), type.shape());
    NestBuilder nest =
        new NestBuilder(in.f, span, from.shape())
            .in(arg, AffineMap.identity(from.rank()))
            .out(initial(TileFn.MAX, best, span), at)
            .out(in.zero(type, span), at);
    nest.body(
        p -> {
          Value place = index(axis, span);
          Value zero = in.number(0, span);
          Value first = in.op(CoreOp.EQ, span, place, zero);
          Value greater = in.op(CoreOp.GT, span, p.get(0), p.get(1));
          Value take = in.op(CoreOp.OR, span, first, greater);
          return List.of(
              in.op(CoreOp.SELECT, span, take, p.get(0), p.get(1)),
              in.op(CoreOp.SELECT, span, take, place, p.get(2)));
        });
    return nest.finish().getLast();
  }

  private Value index(int dim, Span span) {
    return in.f
        .op(KernelOp.INDEX, Attributes.of("dim", Attribute.of((long) dim)), span, List.of())
        .result();
  }

  // Shapes.

  Value transpose(Value arg, List<Long> axes, TileType type, Span span) {
    // Axis i of the result is axis axes[i] of the operand: the operand's axis a is read at the
    // dimension whose axes[] names a.
    int[] picked = new int[axes.size()];
    for (int i = 0; i < axes.size(); i++) {
      picked[axes.get(i).intValue()] = i;
    }
    return new NestBuilder(in.f, span, type.shape())
        .in(arg, AffineMap.select(type.rank(), picked))
        .out(in.zero(type, span), AffineMap.identity(type.rank()))
        .body(p -> List.of(p.getFirst()))
        .finish()
        .getFirst();
  }

  Value reshaped(Value arg, TileType type, Span span) {
    return arg.type().equals(type)
        ? arg
        : in.f
            .opOf(KernelOp.TILE_RESHAPE, List.of(type), Attributes.NONE, span, List.of(arg))
            .result();
  }

  Value splat(Value value, TileType type, Span span) {
    return in.f
        .opOf(KernelOp.TILE_SPLAT, List.of(type), Attributes.NONE, span, List.of(value))
        .result();
  }

  private Value arange(TExpr.Tiles op) {
    TileType type = type(op);
    Span span = op.span();
    Value start = arg(op, 0);
    return new NestBuilder(in.f, span, type.shape())
        .in(start)
        .out(in.zero(type, span), AffineMap.identity(1))
        .body(
            p -> {
              Value number = in.op(CoreOp.ADD, span, p.getFirst(), index(0, span));
              return List.of(Nests.cast(in.f, span, number, type.element()));
            })
        .finish()
        .getFirst();
  }

  // Memory.

  private Value program(KernelOp fn, TExpr.Tiles op) {
    Attributes axis = Attributes.of("axis", Attribute.of(op.numbers().getFirst()));
    return in.f.op(fn, axis, op.span(), List.of()).result();
  }

  private Value load(TExpr.Tiles op) {
    Value view = arg(op, 0);
    int rank = ((Ty.View) in.ty(op.args().getFirst().type())).rank();
    List<Value> operands = new ArrayList<>(List.of(view));
    op.args().subList(1, 1 + rank).forEach(a -> operands.add(in.index(a)));
    Attributes attributes =
        Attributes.of("bounds", Attribute.of(op.padded() ? "padded" : "checked"));
    if (op.padded() && op.args().getLast() instanceof TExpr.Const pad) {
      attributes = attributes.with("pad", number(pad.value()));
    }
    return in.f
        .opOf(KernelOp.TILE_LOAD, List.of(type(op)), attributes, op.span(), operands)
        .result();
  }

  private static Attribute number(Object value) {
    return switch (value) {
      case Long l -> Attribute.of(l);
      case Double d -> Attribute.of(d);
      case Boolean b -> Attribute.of(b ? 1L : 0L);
      default -> throw new IllegalStateException("a pad " + value);
    };
  }

  private @Nullable Value store(TExpr.Tiles op) {
    in.f.op(
        KernelOp.TILE_STORE,
        Attributes.of("bounds", Attribute.of("clipped")),
        op.span(),
        written(op));
    return null;
  }

  private List<Value> written(TExpr.Tiles op) {
    List<Value> operands = new ArrayList<>(List.of(arg(op, 0), arg(op, 1)));
    op.args().subList(2, op.args().size()).forEach(a -> operands.add(in.index(a)));
    return operands;
  }

  private @Nullable Value atomicAdd(TExpr.Tiles op) {
    boolean isTile = in.ty(op.args().get(1).type()) instanceof Ty.Tile;
    in.f.op(
        isTile ? KernelOp.TILE_ATOMIC_ADD : KernelOp.ATOMIC_ADD,
        Attributes.NONE,
        op.span(),
        written(op));
    return null;
  }
}
