package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeSet;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers expressions. The value of the unit, and of what is never reached, is null.
final class ExpressionLowering {
  private final FunctionLowering in;

  ExpressionLowering(FunctionLowering in) {
    this.in = in;
  }

  @Nullable Value of(TExpr expr) {
    return switch (expr) {
      case TExpr.Const(var value, var type, var span) -> constant(value, in.type(type), span);
      case TExpr.Unit _ -> null;
      case TExpr.Local(var variable, var span) -> in.moved(variable, span);
      case TExpr.ExtentValue(var extent, var span) -> in.extentValue(extent, span);
      case TExpr.Items(var items, var type, var span) -> tuple(items, in.ty(type), span);
      case TExpr.Updated updated -> updated(updated);
      case TExpr.ArrayOf(var items, var type, var span) -> array(items, in.ty(type), span);
      case TExpr.Fill(var value, var type, var span) ->
          in.f
              .opOf(
                  CoreOp.SPLAT_ARRAY,
                  List.of(in.type(type)),
                  Attributes.NONE,
                  span,
                  List.of(some(value)))
              .result();
      case TExpr.Variant variant -> variant(variant);
      case TExpr.Item(var object, int index, _, var span) ->
          in.patterns.item(looked(object), index, span);
      case TExpr.Element element -> element(element);
      case TExpr.Apply apply -> apply(apply);
      case TExpr.Lazy s -> shortCircuit(s);
      case TExpr.Tiles tiles -> in.tiles.of(tiles);
      case TExpr.Library call -> in.library.of(call);
      case TExpr.Call call -> in.calls.call(call);
      case TExpr.CallValue call -> in.calls.value(call);
      case TExpr.Reference reference -> in.calls.reference(reference);
      case TExpr.Lift lift -> in.calls.lift(lift);
      case TExpr.Launch launch -> in.calls.launch(launch);
      case TExpr.Range(var from, var to, boolean inclusive, _, var span) ->
          tuple(
              List.of(from, to, new TExpr.Const(inclusive, Ty.Prim.BOOL, span)),
              Ty.Basic.UNIT,
              span);
      case TExpr.If conditional -> conditional(conditional);
      case TExpr.Match match -> in.patterns.match(match);
      case TExpr.Scoped(var block) -> in.statements.block(block);
      case TExpr.While loop -> whileLoop(loop);
      case TExpr.For loop -> forLoop(loop);
      case TExpr.Loop loop -> endless(loop);
      case TExpr.Return(var value, var span) -> back(value, span);
      case TExpr.Break(var span) -> {
        in.f.op(CoreOp.BREAK, span);
        yield null;
      }
      case TExpr.Continue(var span) -> {
        in.f.op(CoreOp.CONTINUE, span);
        yield null;
      }
      case TExpr.Broken b -> throw new IllegalStateException("a program with errors: " + b.span());
    };
  }

  /// A value that something is computed with.
  Value some(TExpr expr) {
    return orUnit(of(expr), expr);
  }

  /// A value that is only looked at.
  Value looked(TExpr expr) {
    return orUnit(in.owned.borrowed(expr), expr);
  }

  /// The unit is the empty tuple where a value is needed.
  private Value orUnit(@Nullable Value value, TExpr expr) {
    if (value == null && in.ty(expr.type()) == Ty.Basic.UNIT) {
      return in.zero(new TupleType(List.of()), expr.span());
    }
    return Objects.requireNonNull(value, "a value");
  }

  List<Value> all(List<TExpr> exprs) {
    return exprs.stream().map(this::some).toList();
  }

  private @Nullable Value array(List<TExpr> items, Ty type, Span span) {
    List<Value> values = in.owned.together(items);
    if (in.f.isTerminated()) {
      return null;
    }
    List<Ty> wanted = Collections.nCopies(values.size(), ((Ty.Array) type).element());
    return in.f
        .opOf(
            CoreOp.ARRAY,
            List.of(TypeLowering.of(type)),
            Attributes.NONE,
            span,
            in.fitting.all(values, wanted, span))
        .result();
  }

  Value constant(Object value, Type type, Span span) {
    Attribute attribute =
        switch (value) {
          case Long l when type instanceof Scalar s && s.isFloat() -> Attribute.of((double) l);
          case Long l -> Attribute.of(l);
          case Double d -> Attribute.of(d);
          case Boolean b -> Attribute.of(b);
          case String s -> Attribute.of(s);
          default -> throw new IllegalStateException("a constant " + value);
        };
    return in.constant(type, attribute, span);
  }

  private @Nullable Value tuple(List<TExpr> items, Ty type, Span span) {
    List<Value> parts = in.owned.together(items);
    if (in.f.isTerminated()) {
      return null;
    }
    List<Value> fitted =
        type instanceof Ty.Named named
            ? in.fitting.all(parts, PatternLowering.fields(named, 0), span)
            : parts;
    return in.f.op(CoreOp.TUPLE, Attributes.NONE, span, fitted).result();
  }

  /// The fields that are given, then the base, whose own fields make room for them.
  private @Nullable Value updated(TExpr.Updated updated) {
    Span span = updated.span();
    List<Value> parts = in.owned.together(Parts.of(updated));
    if (in.f.isTerminated()) {
      return null;
    }
    Value base = parts.getLast();
    Value value = base;
    int next = 0;
    for (int i = 0; i < updated.fields().size(); i++) {
      TExpr field = updated.fields().get(i);
      if (field != null) {
        in.owned.freeItem(base, i, in.ty(field.type()), span);
        Attributes at = Attributes.of("index", Attribute.of((long) i));
        Type wanted = ((TupleType) value.type()).items().get(i);
        Value item = in.fitting.fit(parts.get(next++), wanted, true, span);
        value = in.f.op(CoreOp.WITH, at, span, List.of(value, item)).result();
      }
    }
    return value;
  }

  /// The tag, the fields of the variant, and zeros for the fields of the others.
  private @Nullable Value variant(TExpr.Variant variant) {
    List<Value> parts = in.owned.together(variant.fields());
    if (in.f.isTerminated()) {
      return null;
    }
    Ty.Named type = (Ty.Named) in.ty(variant.type());
    List<Ty> wanted = PatternLowering.fields(type, variant.index());
    List<Value> fields = in.fitting.all(parts, wanted, variant.span());
    List<Type> types = TypeLowering.items(type);
    int first = TypeLowering.firstField(type.declared(), variant.index());
    List<Value> items = new ArrayList<>();
    items.add(in.number(variant.index(), variant.span()));
    for (int i = 1; i < types.size(); i++) {
      int field = i - first;
      boolean own = field >= 0 && field < fields.size();
      items.add(own ? fields.get(field) : absent(types.get(i), variant.span()));
    }
    return in.f.op(CoreOp.TUPLE, Attributes.NONE, variant.span(), items).result();
  }

  /// What stands in the place of a field of another variant: zero, or what a slot without a value
  /// holds.
  private Value absent(Type type, Span span) {
    return TypeSet.ZEROED.contains(type)
        ? in.zero(type, span)
        : in.get(in.slot(type, null, span), span);
  }

  private Value element(TExpr.Element element) {
    Value object = looked(element.object());
    List<Value> operands = new ArrayList<>();
    operands.add(object);
    element.indexes().forEach(i -> operands.add(in.index(i)));
    var op =
        switch (in.ty(element.object().type())) {
          case Ty.Tile _ -> KernelOp.TILE_GET;
          case Ty.View _ -> KernelOp.LOAD;
          case Ty _ -> CoreOp.ELEMENT;
        };
    return in.f.op(op, Attributes.NONE, element.span(), operands).result();
  }

  private Value apply(TExpr.Apply apply) {
    Ty type = in.ty(apply.type());
    if (apply.args().getFirst().type() == Ty.Basic.STR) {
      return text(apply);
    }
    List<Value> args = all(apply.args());
    if (type instanceof Ty.Tile) {
      return in.tiles.elementwise(apply.fn(), args, (TileType) TypeLowering.of(type), apply.span());
    }
    Scalar to = TypeLowering.scalar(type);
    return new ScalarLowering(in.f, apply.span()).of(apply.fn(), args, to);
  }

  private Value text(TExpr.Apply apply) {
    List<Value> args = all(apply.args());
    return apply.fn() == ScalarFn.ADD
        ? in.f.op(HostOp.CONCAT, Attributes.NONE, apply.span(), args).result()
        : in.f
            .opOf(
                apply.fn() == ScalarFn.EQ ? HostOp.EQ : HostOp.NE,
                List.of(Scalar.I1),
                Attributes.NONE,
                apply.span(),
                args)
            .result();
  }

  private Value shortCircuit(TExpr.Lazy s) {
    Value left = some(s.left());
    Span span = s.span();
    Region right =
        in.f.region(
            List.of(),
            none -> {
              Value value = of(s.right());
              if (!in.f.isTerminated()) {
                in.f.op(CoreOp.YIELD, span, Objects.requireNonNull(value));
              }
            });
    Region known =
        in.f.region(
            List.of(),
            none ->
                in.f.op(
                    CoreOp.YIELD, span, in.constant(Scalar.I1, Attribute.of(!s.isAnd()), span)));
    return in.f
        .opWith(
            CoreOp.IF,
            List.of(Scalar.I1),
            Attributes.NONE,
            span,
            List.of(left),
            s.isAnd() ? List.of(right, known) : List.of(known, right))
        .result();
  }

  // Control.

  private @Nullable Value conditional(TExpr.If conditional) {
    Value condition = in.owned.full(conditional.condition());
    if (condition == null || in.f.isTerminated()) {
      return null;
    }
    Span span = conditional.span();
    Ty type = in.ty(conditional.type());
    TExpr otherwise = conditional.otherwise();
    boolean gives = type != Ty.Basic.UNIT && type != Ty.Basic.NEVER;
    if (!gives) {
      in.branch(
          condition,
          span,
          () -> in.statements.block(conditional.then()),
          () -> {
            if (otherwise != null) {
              of(otherwise);
            }
          });
      if (type == Ty.Basic.NEVER) {
        in.unreachable(span);
      }
      return null;
    }
    Region then = yielding(type, span, () -> in.statements.block(conditional.then()));
    Region last = yielding(type, span, () -> of(Objects.requireNonNull(otherwise)));
    return in.f
        .opWith(
            CoreOp.IF,
            List.of(TypeLowering.of(type)),
            Attributes.NONE,
            span,
            List.of(condition),
            List.of(then, last))
        .result();
  }

  private Region yielding(Ty type, Span span, java.util.function.Supplier<@Nullable Value> body) {
    return in.f.region(
        List.of(),
        none -> {
          Value given = body.get();
          Value value = in.f.isTerminated() ? given : in.fitting.fit(given, type, span);
          if (!in.f.isTerminated()) {
            if (value == null) {
              in.f.op(CoreOp.UNREACHABLE, span);
            } else {
              in.f.op(CoreOp.YIELD, span, value);
            }
          }
        });
  }

  private void loop(Span span, Region condition, Runnable body, Runnable step) {
    in.f.opWith(
        CoreOp.LOOP,
        List.of(),
        Attributes.NONE,
        span,
        List.of(),
        List.of(condition, in.block(span, body), in.block(span, step)));
  }

  private Region condition(Span span, java.util.function.Supplier<Value> value) {
    return in.f.region(List.of(), none -> in.f.op(CoreOp.YIELD, span, value.get()));
  }

  private @Nullable Value whileLoop(TExpr.While loop) {
    loop(
        loop.span(),
        condition(loop.span(), () -> Objects.requireNonNull(in.owned.full(loop.condition()))),
        () -> in.statements.block(loop.body()),
        () -> {});
    return null;
  }

  private @Nullable Value endless(TExpr.Loop loop) {
    Span span = loop.span();
    loop(
        span,
        condition(span, () -> in.constant(Scalar.I1, Attribute.of(true), span)),
        () -> in.statements.block(loop.body()),
        () -> {});
    if (loop.type() == Ty.Basic.NEVER) {
      in.unreachable(span);
    }
    return null;
  }

  private @Nullable Value forLoop(TExpr.For loop) {
    if (loop.iterable() instanceof TExpr.Range range) {
      counting(loop.pattern(), some(range.from()), some(range.to()), range, loop.body());
    } else if (in.ty(loop.iterable().type()) instanceof Ty.Array(var element, var length)) {
      overArray(loop, element, TypeLowering.number(length));
    } else {
      overRange(loop);
    }
    return null;
  }

  /// A range that is the value of a variable.
  private void overRange(TExpr.For loop) {
    Value range = some(loop.iterable());
    Span span = loop.span();
    Value from = in.patterns.item(range, 0, span);
    Value to = in.patterns.item(range, 1, span);
    Value inclusive = in.patterns.item(range, 2, span);
    Value one = constant(1L, from.type(), span);
    Value last =
        in.op(CoreOp.SELECT, span, inclusive, to, in.op(CoreOp.WRAPPING_SUB, span, to, one));
    Value any =
        in.op(
            CoreOp.OR,
            span,
            in.op(CoreOp.LT, span, from, to),
            in.op(CoreOp.AND, span, inclusive, in.op(CoreOp.EQ, span, from, to)));
    Ty.Range type = (Ty.Range) in.ty(loop.iterable().type());
    upTo(from, last, any, span, i -> each(loop.pattern(), i, type.element(), loop.body()));
  }

  private void counting(TPattern pattern, Value from, Value to, TExpr.Range range, TBlock body) {
    Ty type = in.ty(range.from().type());
    Span span = range.span();
    if (range.inclusive()) {
      Value any = in.op(CoreOp.LE, span, from, to);
      upTo(from, to, any, span, i -> each(pattern, i, type, body));
    } else {
      count(from, to, CoreOp.LT, span, i -> each(pattern, i, type, body));
    }
  }

  /// Runs `body` for `from`, … `last`, which may be the greatest number of its type; not at all
  /// unless `any`.
  private void upTo(
      Value from, Value last, Value any, Span span, java.util.function.Consumer<Value> body) {
    Value slot = in.slot(from.type(), from, span);
    Value more = in.slot(Scalar.I1, any, span);
    loop(
        span,
        condition(span, () -> in.get(more, span)),
        () -> body.accept(in.get(slot, span)),
        () -> {
          in.set(more, in.op(CoreOp.NE, span, in.get(slot, span), last), span);
          Value one = constant(1L, from.type(), span);
          in.set(slot, in.op(CoreOp.WRAPPING_ADD, span, in.get(slot, span), one), span);
        });
  }

  /// Runs `body` for `from`, `from + 1`, … as long as the test holds.
  void count(
      Value from, Value to, CoreOp test, Span span, java.util.function.Consumer<Value> body) {
    Value slot = in.slot(from.type(), from, span);
    loop(
        span,
        condition(span, () -> in.op(test, span, in.get(slot, span), to)),
        () -> body.accept(in.get(slot, span)),
        () ->
            in.set(
                slot,
                in.op(CoreOp.ADD, span, in.get(slot, span), constant(1L, from.type(), span)),
                span));
  }

  private void overArray(TExpr.For loop, Ty element, long length) {
    Value array = looked(loop.iterable());
    Span span = loop.span();
    count(
        in.number(0, span),
        in.number(length, span),
        CoreOp.LT,
        span,
        i -> each(loop.pattern(), in.op(CoreOp.ELEMENT, span, array, i), element, loop.body()));
  }

  private void each(TPattern pattern, Value value, Ty type, TBlock body) {
    in.patterns.look(pattern, value, type);
    in.statements.block(body);
  }

  private @Nullable Value back(@Nullable TExpr value, Span span) {
    Value given = value == null ? null : of(value);
    if (!in.f.isTerminated()) {
      Value result = in.fitting.fit(given, in.ty(in.instance.function().result()), span);
      in.f.op(CoreOp.RETURN, Attributes.NONE, span, result == null ? List.of() : List.of(result));
    }
    return null;
  }

  /// A text constant.
  Value text(String value, Span span) {
    return in.constant(HostType.STR, Attribute.of(value), span);
  }
}
