package org.tosc.frontend.neuro.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Refuses what is never computed because a part of it leaves first: `f(return)`, `1 + break`. A
/// jump may stand where the value is not computed with: as a statement, as the value of a block, of
/// `let`, of an arm or branch, and right of `&&` and `||`.
final class Unreached {
  private final Program program;

  private Unreached(Program program) {
    this.program = program;
  }

  /// Checks a body in which nothing else is wrong.
  static void check(Program program, TBlock body) {
    new Unreached(program).block(body);
  }

  private void block(TBlock block) {
    block.statements().forEach(this::statement);
    each(block.value());
  }

  private void statement(TStmt statement) {
    switch (statement) {
      case TStmt.Let(_, var value, _) -> each(value);
      case TStmt.Run(var value) -> each(value);
      case TStmt.Assign(_, var path, var value, _) -> {
        for (TStmt.Step step : path) {
          if (step instanceof TStmt.Step.Element(var index)) {
            needed(index);
          }
        }
        each(value);
      }
      case TStmt.Store store -> Parts.of(store).forEach(this::needed);
    }
  }

  private void each(@Nullable TExpr expr) {
    if (expr != null) {
      inside(expr);
    }
  }

  /// A part whose value the whole needs.
  private void needed(@Nullable TExpr part) {
    if (part != null && part.type() == Ty.Basic.NEVER) {
      report(part.span());
    } else {
      each(part);
    }
  }

  private void report(Span span) {
    program.report(
        Diagnostic.of(
            Code.E1301,
            span,
            "control leaves here, so nothing can be computed with this as a value"));
  }

  private void inside(TExpr expr) {
    switch (expr) {
      case TExpr.Broken(var span) -> report(span);
      case TExpr.Lazy(_, var left, var right, _) -> {
        needed(left);
        each(right);
      }
      case TExpr.If(var condition, var then, var otherwise, _, _) -> {
        needed(condition);
        block(then);
        each(otherwise);
      }
      case TExpr.Match(var subject, var arms, _, _) -> {
        needed(subject);
        for (TExpr.Arm arm : arms) {
          needed(arm.guard());
          each(arm.body());
        }
      }
      case TExpr.Scoped(var block) -> block(block);
      case TExpr.While(var condition, var body, _) -> {
        needed(condition);
        block(body);
      }
      case TExpr.For(_, var iterable, var body, _) -> {
        needed(iterable);
        block(body);
      }
      case TExpr.Loop(var body, _, _) -> block(body);
      case TExpr.Const _, TExpr.Unit _, TExpr.Local _, TExpr.ExtentValue _ -> {}
      case TExpr.Reference _, TExpr.Break _, TExpr.Continue _ -> {}
      case TExpr.Items _, TExpr.Updated _, TExpr.ArrayOf _, TExpr.Fill _ -> all(expr);
      case TExpr.Variant _, TExpr.Item _, TExpr.Element _, TExpr.Apply _ -> all(expr);
      case TExpr.Tiles _, TExpr.Library _, TExpr.Call _, TExpr.CallValue _ -> all(expr);
      case TExpr.Lift _, TExpr.Launch _, TExpr.Range _, TExpr.Return _ -> all(expr);
    }
  }

  private void all(TExpr expr) {
    List<TExpr> parts = Parts.of(expr);
    parts.forEach(this::needed);
  }
}
