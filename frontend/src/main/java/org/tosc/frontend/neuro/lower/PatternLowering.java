package org.tosc.frontend.neuro.lower;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.own.Owning;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers patterns and `match`: an arm tests its pattern, then binds its names.
final class PatternLowering {
  private final FunctionLowering in;
  private boolean takes;

  PatternLowering(FunctionLowering in) {
    this.in = in;
  }

  /// Binds the names of a pattern to the parts of a value that is moved into them; what the pattern
  /// leaves unnamed goes to the block.
  void take(TPattern pattern, @Nullable Value value, Ty type, Span span) {
    if (pattern instanceof TPattern.Any && value != null && Owning.owns(type)) {
      in.owned.own(value, type, span);
      return;
    }
    boolean before = takes;
    takes = true;
    bind(pattern, value, type);
    takes = before;
  }

  /// Binds the names of a pattern that fits.
  void bind(TPattern pattern, @Nullable Value value, Ty type) {
    switch (pattern) {
      case TPattern.Bind(var variable, _) -> in.bind(variable, value);
      case TPattern.Items(var items, var span) -> {
        List<Ty> types = types(type);
        for (int i = 0; i < items.size(); i++) {
          bindPart(items.get(i), value, i, types.get(i), span);
        }
      }
      case TPattern.Variant(int index, var fields, var span) -> {
        Ty.Named named = (Ty.Named) type;
        int first = TypeLowering.firstField(named.declared(), index);
        List<Ty> types = fields(named, index);
        for (int i = 0; i < fields.size(); i++) {
          bindPart(fields.get(i), value, first + i, types.get(i), span);
        }
      }
      case TPattern.Any _, TPattern.Equal _, TPattern.Between _, TPattern.Or _ -> {}
    }
  }

  private void bindPart(TPattern pattern, @Nullable Value whole, int index, Ty type, Span span) {
    boolean binds = !(pattern instanceof TPattern.Any);
    if (binds) {
      bind(pattern, item(Objects.requireNonNull(whole), index, span), type);
    }
  }

  Value item(Value tuple, int index, Span span) {
    Attributes at = Attributes.of("index", Attribute.of((long) index));
    return in.f.op(CoreOp.ITEM, at, span, List.of(tuple)).result();
  }

  private static List<Ty> types(Ty type) {
    return switch (type) {
      case Ty.Tuple(var items) -> items;
      case Ty.Named named -> TypeLowering.itemTypes(named);
      case Ty other -> throw new IllegalStateException("items of " + other);
    };
  }

  private static List<Ty> fields(Ty.Named type, int variant) {
    Declared declared = type.declared();
    Bindings bindings = Bindings.of(declared.params(), type.args());
    return declared.variants().get(variant).fields().stream()
        .map(f -> bindings.apply(f.type()))
        .toList();
  }

  /// Whether the pattern fits, as an i1; null where it always does.
  @Nullable Value test(TPattern pattern, @Nullable Value value, Ty type) {
    return switch (pattern) {
      case TPattern.Any _, TPattern.Bind _ -> null;
      case TPattern.Equal(var constant, var span) -> equal(value, constant, span);
      case TPattern.Between(var from, var to, var inclusive, var span) -> {
        Value subject = Objects.requireNonNull(value);
        Value low = in.op(CoreOp.GE, span, subject, constant(from, subject.type()));
        Value high =
            in.op(inclusive ? CoreOp.LE : CoreOp.LT, span, subject, constant(to, subject.type()));
        yield in.op(CoreOp.AND, span, low, high);
      }
      case TPattern.Items(var items, var span) -> parts(items, value, 0, types(type), span);
      case TPattern.Variant(int index, var fields, var span) -> {
        Ty.Named named = (Ty.Named) type;
        Value subject = Objects.requireNonNull(value);
        Value tag = item(subject, 0, span);
        Value is = in.op(CoreOp.EQ, span, tag, in.number(index, span));
        int first = TypeLowering.firstField(named.declared(), index);
        Value rest = parts(fields, subject, first, fields(named, index), span);
        yield rest == null ? is : in.op(CoreOp.AND, span, is, rest);
      }
      case TPattern.Or(var alternatives, var span) -> either(alternatives, value, type, span);
    };
  }

  private Value equal(@Nullable Value value, TExpr.Const constant, Span span) {
    Value subject = Objects.requireNonNull(value);
    Value wanted = constant(constant, subject.type());
    return subject.type() == HostType.STR
        ? in.f
            .opOf(HostOp.EQ, List.of(Scalar.I1), Attributes.NONE, span, List.of(subject, wanted))
            .result()
        : in.op(CoreOp.EQ, span, subject, wanted);
  }

  private Value constant(TExpr.Const constant, Type type) {
    return in.expressions.constant(constant.value(), type, constant.span());
  }

  private @Nullable Value parts(
      List<TPattern> patterns, @Nullable Value whole, int first, List<Ty> types, Span span) {
    Value all = null;
    for (int i = 0; i < patterns.size(); i++) {
      TPattern pattern = patterns.get(i);
      if (pattern instanceof TPattern.Any || pattern instanceof TPattern.Bind) {
        continue;
      }
      Value part = item(Objects.requireNonNull(whole), first + i, span);
      Value fits = test(pattern, part, types.get(i));
      if (fits != null) {
        all = all == null ? fits : in.op(CoreOp.AND, span, all, fits);
      }
    }
    return all;
  }

  private @Nullable Value either(
      List<TPattern> alternatives, @Nullable Value value, Ty type, Span span) {
    Value any = null;
    for (TPattern alternative : alternatives) {
      Value fits = test(alternative, value, type);
      if (fits == null) {
        return null;
      }
      any = any == null ? fits : in.op(CoreOp.OR, span, any, fits);
    }
    return any;
  }

  /// The value of a `match`, null where it has none.
  @Nullable Value match(TExpr.Match match) {
    Value subject =
        Owning.moves(match)
            ? in.expressions.of(match.subject())
            : in.owned.borrowed(match.subject());
    if (in.f.isTerminated()) {
      return null;
    }
    Ty type = in.ty(match.subject().type());
    Ty result = in.ty(match.type());
    boolean gives = result != Ty.Basic.UNIT && result != Ty.Basic.NEVER;
    Value slot = gives ? in.slot(TypeLowering.of(result), null, match.span()) : null;
    arms(match, 0, subject, type, slot);
    if (result == Ty.Basic.NEVER) {
      in.unreachable(match.span());
      return null;
    }
    return slot == null ? null : in.get(slot, match.span());
  }

  private void arms(
      TExpr.Match match, int at, @Nullable Value subject, Ty type, @Nullable Value slot) {
    if (at == match.arms().size()) {
      in.unreachable(match.span());
      return;
    }
    TExpr.Arm arm = match.arms().get(at);
    Value fits = guarded(arm, subject, type);
    if (fits == null) {
      body(arm, subject, type, slot);
      return;
    }
    in.branch(
        fits,
        match.span(),
        () -> body(arm, subject, type, slot),
        () -> arms(match, at + 1, subject, type, slot));
  }

  /// The test of a pattern and its guard, which sees the pattern's names.
  private @Nullable Value guarded(TExpr.Arm arm, @Nullable Value subject, Ty type) {
    Value fits = test(arm.pattern(), subject, type);
    TExpr guard = arm.guard();
    if (guard == null) {
      return fits;
    }
    if (fits == null) {
      bind(arm.pattern(), subject, type);
      return in.expressions.of(guard);
    }
    Span span = guard.span();
    Region then =
        in.f.region(
            List.of(),
            none -> {
              bind(arm.pattern(), subject, type);
              Value holds = Objects.requireNonNull(in.expressions.of(guard));
              in.f.op(CoreOp.YIELD, span, holds);
            });
    Region otherwise =
        in.f.region(
            List.of(),
            none -> in.f.op(CoreOp.YIELD, span, in.constant(Scalar.I1, Attribute.of(false), span)));
    return in.f
        .opWith(
            CoreOp.IF,
            List.of(Scalar.I1),
            Attributes.NONE,
            span,
            List.of(fits),
            List.of(then, otherwise))
        .result();
  }

  /// An arm is a block of its own: it frees what its pattern took.
  private void body(TExpr.Arm arm, @Nullable Value subject, Ty type, @Nullable Value slot) {
    boolean owns = Owning.bound(arm.pattern()).stream().anyMatch(v -> in.owned.owns(v.type()));
    if (owns) {
      in.owned.scope(
          Ty.Basic.UNIT,
          arm.body().span(),
          () -> {
            inside(arm, subject, type, slot);
            return null;
          });
    } else {
      inside(arm, subject, type, slot);
    }
  }

  private void inside(TExpr.Arm arm, @Nullable Value subject, Ty type, @Nullable Value slot) {
    take(arm.pattern(), subject, type, arm.body().span());
    Value value = in.expressions.of(arm.body());
    if (slot != null && value != null && !in.f.isTerminated()) {
      in.set(slot, value, arm.body().span());
    }
  }
}
