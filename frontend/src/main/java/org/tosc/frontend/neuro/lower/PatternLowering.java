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
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers patterns and `match`: an arm tests its pattern, then binds its names.
final class PatternLowering {
  /// A `match` on its way through the arms.
  ///
  /// @param waiting who has the subject until an arm takes it apart, where guards may fail; or null
  /// @param slot where the value of the arm goes, or null
  private record Matching(
      TExpr.Match match,
      @Nullable Value subject,
      Ty type,
      Owned.@Nullable Owner waiting,
      @Nullable Value slot) {
    Span span() {
      return match.span();
    }
  }

  private final FunctionLowering in;

  PatternLowering(FunctionLowering in) {
    this.in = in;
  }

  /// Binds the names of a pattern to the parts of a value that is moved into them; what the pattern
  /// leaves unnamed goes to the block.
  void take(TPattern pattern, @Nullable Value value, Ty type) {
    bind(pattern, value, type, true);
  }

  /// Binds the names of a pattern to parts of a value that stays where it is.
  void look(TPattern pattern, @Nullable Value value, Ty type) {
    bind(pattern, value, type, false);
  }

  private void bind(TPattern pattern, @Nullable Value value, Ty type, boolean takes) {
    switch (pattern) {
      case TPattern.Bind(var variable, _) -> {
        if (takes) {
          in.bind(variable, value);
        } else {
          in.look(variable, value);
        }
      }
      case TPattern.Items(var items, var span) -> {
        List<Ty> types = types(type);
        for (int i = 0; i < items.size(); i++) {
          bindPart(items.get(i), value, i, types.get(i), takes, span);
        }
      }
      case TPattern.Variant(int index, var fields, var span) -> {
        Ty.Named named = (Ty.Named) type;
        int first = TypeLowering.firstField(named.declared(), index);
        List<Ty> types = fields(named, index);
        for (int i = 0; i < fields.size(); i++) {
          bindPart(fields.get(i), value, first + i, types.get(i), takes, span);
        }
      }
      case TPattern.Any(var span) -> unnamed(value, type, takes, span);
      case TPattern.Or(_, var span) -> unnamed(value, type, takes, span);
      case TPattern.Equal _, TPattern.Between _ -> {}
    }
  }

  private void unnamed(@Nullable Value value, Ty type, boolean takes, Span span) {
    if (takes && value != null && Owning.owns(type)) {
      in.owned.own(value, type, span);
    }
  }

  private void bindPart(
      TPattern pattern, @Nullable Value whole, int index, Ty type, boolean takes, Span span) {
    boolean binds = !(pattern instanceof TPattern.Any) || (takes && Owning.owns(type));
    if (binds) {
      bind(pattern, item(Objects.requireNonNull(whole), index, span), type, takes);
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

  static List<Ty> fields(Ty.Named type, int variant) {
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
    Span span = match.span();
    boolean moves = Owning.moves(match);
    Value subject = moves ? in.expressions.of(match.subject()) : in.owned.borrowed(match.subject());
    if (in.f.isTerminated()) {
      return null;
    }
    Ty type = in.ty(match.subject().type());
    Ty result = in.ty(match.type());
    boolean gives = result != Ty.Basic.UNIT && result != Ty.Basic.NEVER;
    Value slot = gives ? in.slot(TypeLowering.of(result), null, span) : null;
    boolean waits = moves && match.arms().stream().anyMatch(a -> a.guard() != null);
    Owned.Owner waiting =
        waits && subject != null && in.owned.owns(type) ? in.owned.own(subject, type, span) : null;
    arms(new Matching(match, subject, type, waiting, slot), 0);
    if (result == Ty.Basic.NEVER) {
      in.unreachable(span);
      return null;
    }
    return slot == null ? null : in.get(slot, span);
  }

  private void arms(Matching matching, int at) {
    if (at == matching.match().arms().size()) {
      in.unreachable(matching.span());
      return;
    }
    TExpr.Arm arm = matching.match().arms().get(at);
    Value fits = guarded(arm, matching.subject(), matching.type());
    if (in.f.isTerminated()) {
      return;
    }
    if (fits == null) {
      body(matching, arm);
      return;
    }
    in.branch(fits, matching.span(), () -> body(matching, arm), () -> arms(matching, at + 1));
  }

  /// The test of a pattern and its guard, which sees the pattern's names.
  private @Nullable Value guarded(TExpr.Arm arm, @Nullable Value subject, Ty type) {
    Value fits = test(arm.pattern(), subject, type);
    TExpr guard = arm.guard();
    if (guard == null) {
      return fits;
    }
    if (fits == null) {
      look(arm.pattern(), subject, type);
      return in.owned.full(guard);
    }
    Span span = guard.span();
    Region then =
        in.f.region(
            List.of(),
            none -> {
              look(arm.pattern(), subject, type);
              Value holds = in.owned.full(guard);
              if (!in.f.isTerminated()) {
                in.f.op(CoreOp.YIELD, span, Objects.requireNonNull(holds));
              }
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
  private void body(Matching matching, TExpr.Arm arm) {
    if (Owning.moves(matching.match()) && in.owned.owns(matching.type())) {
      in.owned.scope(Ty.Basic.UNIT, arm.body().span(), () -> taken(matching, arm));
    } else {
      look(arm.pattern(), matching.subject(), matching.type());
      inside(matching, arm);
    }
  }

  private @Nullable Value taken(Matching matching, TExpr.Arm arm) {
    Span span = arm.body().span();
    if (matching.waiting() != null) {
      in.owned.release(matching.waiting(), span);
    }
    take(arm.pattern(), matching.subject(), matching.type());
    inside(matching, arm);
    return null;
  }

  private void inside(Matching matching, TExpr.Arm arm) {
    Value value = in.owned.full(arm.body());
    Value slot = matching.slot();
    if (slot != null && value != null && !in.f.isTerminated()) {
      Type wanted = ((SlotType) slot.type()).content();
      in.set(slot, in.fitting.fit(value, wanted, true, arm.body().span()), arm.body().span());
    }
  }
}
