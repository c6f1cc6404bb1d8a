package org.tosc.frontend.neuro.lower;

import java.util.List;
import java.util.function.Predicate;
import org.tosc.frontend.neuro.own.Owning;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Ty;

/// Which expressions make tensors that are only looked at, so that nobody takes them: the receiver
/// in `make().dim(0)`, the subject of a `match` that moves nothing.
final class Temporaries {
  private final Predicate<Ty> owns;

  Temporaries(Predicate<Ty> owns) {
    this.owns = owns;
  }

  /// Whether the value of an expression that is only looked at is one, or something inside it.
  boolean is(TExpr expr) {
    return (owns.test(expr.type()) && !Owning.isPlace(expr)) || in(expr);
  }

  /// Whether there is one inside an expression. Blocks and conditions look after their own.
  boolean in(TExpr expr) {
    return switch (expr) {
      case TExpr.Scoped _, TExpr.While _, TExpr.Loop _, TExpr.If _ -> false;
      case TExpr.For(_, var iterable, _, _) -> is(iterable);
      case TExpr.Match match -> Owning.moves(match) ? in(match.subject()) : is(match.subject());
      case TExpr.Item(var object, _, _, _) -> is(object);
      case TExpr.Element(var object, var indexes, _, _) -> is(object) || any(indexes);
      case TExpr.Library call ->
          Owning.borrowsArgument(call.fn())
              ? Parts.of(call).stream().anyMatch(this::is)
              : any(Parts.of(call));
      case TExpr.Call call when call.function().isMethod() ->
          is(call.args().getFirst()) || any(call.args().subList(1, call.args().size()));
      case TExpr other -> any(Parts.of(other));
    };
  }

  private boolean any(List<TExpr> exprs) {
    return exprs.stream().anyMatch(this::in);
  }

  /// Whether an expression always gives its value: it neither fails nor leaves.
  static boolean isSure(TExpr expr) {
    return switch (expr) {
      case TExpr.Const _, TExpr.Unit _, TExpr.Local _, TExpr.Reference _ -> true;
      case TExpr.Items _, TExpr.Item _, TExpr.Variant _, TExpr.ArrayOf _ ->
          Parts.of(expr).stream().allMatch(Temporaries::isSure);
      case TExpr _ -> false;
    };
  }
}
