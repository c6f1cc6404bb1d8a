package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Bindings;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers `match`: each case tests its pattern, binding names as it goes, then its guard.
final class MatchLowering {
  private final Body body;

  MatchLowering(Body body) {
    this.body = body;
  }

  void match(Stmt.Match m) {
    Value subject = body.expressions().value(m.subject());
    cases(m, 0, subject);
    boolean leaves =
        m.otherwise() != null
            && Leaves.always(m.otherwise().statements())
            && m.cases().stream().allMatch(c -> Leaves.always(c.body().statements()));
    body.unreachableIf(leaves, m.span());
  }

  private void cases(Stmt.Match m, int i, Value subject) {
    if (i == m.cases().size()) {
      if (m.otherwise() != null) {
        body.statements().block(m.otherwise());
      }
      return;
    }
    Stmt.Case each = m.cases().get(i);
    Span span = each.span();
    cells(each.pattern());
    Value matched = test(each.pattern(), subject);
    Expr guard = each.guard();
    if (guard != null) {
      matched = both(matched, span, () -> body.expressions().condition(guard));
    }
    body.branch(
        matched, span, () -> body.statements().block(each.body()), () -> cases(m, i + 1, subject));
  }

  /// Takes a list apart as a declaration does: the pattern must match.
  void destructure(Pattern pattern, Value value, Span span) {
    switch (pattern) {
      case Pattern.Binding(var name, _) -> body.store(body.declared(name), value, span);
      case Pattern.ListOf(var items, var rest, _) -> {
        int count = items.size() + (rest == null ? 0 : 1);
        List<Value> parts = body.unpack(value, count, rest == null ? -1 : items.size(), span);
        for (int i = 0; i < items.size(); i++) {
          destructure(items.get(i), parts.get(i), span);
        }
        if (rest != null && rest.name() != null) {
          body.store(body.declared(rest.name()), parts.getLast(), span);
        }
      }
      case Pattern.Wildcard _ -> {}
      case Pattern.Value _, Pattern.Or _, Pattern.Range _, Pattern.Rest _, Pattern.Malformed _ ->
          throw new IllegalStateException("no declaration at " + span);
    }
  }

  private void cells(Pattern pattern) {
    for (Ident name : Bindings.of(pattern)) {
      Variable variable = body.declared(name);
      if (variable.home() == Variable.Home.CELL) {
        body.newCell(variable, name.span());
      }
    }
  }

  private Value test(Pattern pattern, Value subject) {
    Span span = pattern.span();
    return switch (pattern) {
      case Pattern.Value(var value, _) -> equal(subject, body.expressions().value(value), span);
      case Pattern.Wildcard _ -> body.truth(true, span);
      case Pattern.Binding(var name, _) -> {
        body.store(body.declared(name), subject, span);
        yield body.truth(true, span);
      }
      case Pattern.ListOf(var items, var rest, _) -> list(items, rest, subject, span);
      case Pattern.Or(var alternatives, _) -> any(alternatives, 0, subject, span);
      case Pattern.Range(var from, var to, boolean inclusive, _) ->
          body.test(
              "$in_range",
              span,
              subject,
              body.expressions().value(from),
              body.expressions().value(to),
              body.truth(inclusive, span));
      case Pattern.Rest _, Pattern.Malformed _ ->
          throw new IllegalStateException("no pattern at " + span);
    };
  }

  private Value equal(Value a, Value b, Span span) {
    if (a.type().equals(b.type()) && a.type() instanceof Scalar) {
      return body.core(CoreOp.EQ, span, a, b);
    }
    return body.test("$same", span, a, b);
  }

  private Value any(List<Pattern> alternatives, int i, Value subject, Span span) {
    Value first = test(alternatives.get(i), subject);
    return i == alternatives.size() - 1
        ? first
        : Choice.of(
            body,
            first,
            Scalar.I1,
            span,
            () -> body.truth(true, span),
            () -> any(alternatives, i + 1, subject, span));
  }

  private Value list(List<Pattern> items, Pattern.@Nullable Rest rest, Value subject, Span span) {
    Value isList =
        body.host(HostOp.IS, Attributes.of("kind", Attribute.of("list")), span, List.of(subject));
    return both(
        isList,
        span,
        () ->
            both(
                length(items.size(), rest != null, subject, span),
                span,
                () -> parts(items, rest, subject, span)));
  }

  private Value length(int count, boolean open, Value subject, Span span) {
    Value length =
        body.builder()
            .opOf(
                HostOp.BUILTIN,
                List.<Type>of(Scalar.I64),
                Attributes.of("name", Attribute.of("len")),
                span,
                List.of(subject))
            .result();
    return body.core(open ? CoreOp.GE : CoreOp.EQ, span, length, body.integer(count, span));
  }

  private Value parts(List<Pattern> items, Pattern.@Nullable Rest rest, Value subject, Span span) {
    List<Supplier<Value>> tests = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      int at = i;
      tests.add(
          () -> test(items.get(at), body.host(HostOp.GET, span, subject, body.integer(at, span))));
    }
    if (rest != null && rest.name() != null) {
      Ident name = rest.name();
      tests.add(
          () -> {
            Value left =
                body.host(
                    HostOp.SLICE,
                    span,
                    subject,
                    body.integer(items.size(), span),
                    body.nil(span),
                    body.nil(span));
            body.store(body.declared(name), left, span);
            return body.truth(true, span);
          });
    }
    return all(tests, 0, span);
  }

  private Value all(List<Supplier<Value>> tests, int i, Span span) {
    return i == tests.size()
        ? body.truth(true, span)
        : both(tests.get(i).get(), span, () -> all(tests, i + 1, span));
  }

  private Value both(Value first, Span span, Supplier<Value> second) {
    return Choice.of(body, first, Scalar.I1, span, second, () -> body.truth(false, span));
  }
}
