package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.grammar.PseudocodeParser.CaseClauseContext;
import org.tosc.grammar.PseudocodeParser.CatchClauseContext;
import org.tosc.grammar.PseudocodeParser.ElifClauseContext;
import org.tosc.grammar.PseudocodeParser.ElseClauseContext;
import org.tosc.grammar.PseudocodeParser.ForStatementContext;
import org.tosc.grammar.PseudocodeParser.IfStatementContext;
import org.tosc.grammar.PseudocodeParser.LoopStatementContext;
import org.tosc.grammar.PseudocodeParser.MatchStatementContext;
import org.tosc.grammar.PseudocodeParser.RepeatStatementContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;
import org.tosc.grammar.PseudocodeParser.TryStatementContext;
import org.tosc.grammar.PseudocodeParser.WhileStatementContext;
import org.tosc.grammar.PseudocodeParser.WithDeviceStatementContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// Statements that hold blocks.
final class ControlBuilder {
  private final Builders with;

  ControlBuilder(Builders with) {
    this.with = with;
  }

  List<Stmt> of(StatementContext tree, Span span) {
    return switch (tree) {
      case IfStatementContext s -> List.of(ifStmt(s, span));
      case WhileStatementContext s ->
          List.of(
              new Stmt.While(with.exprs.of(s.condition, s), with.blocks.of(s.block(), s), span));
      case ForStatementContext s -> List.of(forStmt(s, span));
      case RepeatStatementContext s ->
          List.of(
              new Stmt.RepeatUntil(
                  with.blocks.of(s.block(), s), with.exprs.of(s.condition, s), span));
      case LoopStatementContext s -> List.of(new Stmt.Loop(with.blocks.of(s.block(), s), span));
      case MatchStatementContext s -> List.of(match(s, span));
      case TryStatementContext s -> List.of(tryStmt(s, span));
      case WithDeviceStatementContext s ->
          List.of(
              new Stmt.WithDevice(
                  with.exprs.of(s.device, s),
                  with.trains.options(s.option()),
                  with.blocks.of(s.block(), s),
                  span));
      default -> with.declarations.of(tree, span);
    };
  }

  private Stmt ifStmt(IfStatementContext tree, Span span) {
    List<Stmt.Arm> arms = new ArrayList<>();
    Block first = with.blocks.of(tree.block(), tree);
    Span header = with.spans.of(tree.getStart()).to(first.span());
    arms.add(new Stmt.Arm(with.exprs.of(tree.condition, tree), first, header));
    for (ElifClauseContext clause : tree.elifClause()) {
      arms.add(
          new Stmt.Arm(
              with.exprs.of(clause.condition, clause),
              with.blocks.of(clause.block(), clause),
              with.span(clause)));
    }
    return new Stmt.If(arms, otherwise(tree.elseClause()), span);
  }

  private @Nullable Block otherwise(@Nullable ElseClauseContext clause) {
    return clause == null ? null : with.blocks.of(clause.block(), clause);
  }

  private Stmt forStmt(ForStatementContext tree, Span span) {
    List<Ident> names = new ArrayList<>();
    tree.name().forEach(name -> names.add(with.name(name, tree)));
    if (names.isEmpty()) {
      names.add(new Ident("", with.spans.after(tree)));
    }
    Expr iterable = with.exprs.of(tree.iterable, tree);
    Expr last = with.exprs.maybe(tree.last);
    Expr step = with.exprs.maybe(tree.stride);
    Block body = with.blocks.of(tree.block(), tree);
    if (last != null) {
      return range(
          names, new Expr.RangeLit(iterable, last, true, step, reach(iterable, last)), body, span);
    }
    if (iterable instanceof Expr.RangeLit(var from, var to, var inclusive, _, var at)) {
      return range(names, new Expr.RangeLit(from, to, inclusive, step, at), body, span);
    }
    if (step != null) {
      with.problems.add(
          Code.E0191, step.span(), "`step` stands after a range: `a..b step s` or `a to b step s`");
    }
    return new Stmt.ForIn(names, iterable, body, span);
  }

  private static Span reach(Expr from, Expr to) {
    return from.span().to(to.span());
  }

  private static Stmt range(List<Ident> names, Expr.RangeLit range, Block body, Span span) {
    return names.size() > 1
        ? new Stmt.ForIn(names, range, body, span)
        : new Stmt.ForRange(
            names.getFirst(),
            range.from(),
            range.to(),
            range.inclusive(),
            range.step(),
            body,
            span);
  }

  private Stmt match(MatchStatementContext tree, Span span) {
    Expr subject = with.exprs.of(tree.subject, tree);
    List<Stmt.Case> cases = new ArrayList<>();
    for (CaseClauseContext clause : tree.caseClause()) {
      cases.add(
          new Stmt.Case(
              with.patterns.of(clause.pattern(), clause),
              with.exprs.maybe(clause.guard),
              with.blocks.of(clause.block(), clause),
              with.span(clause)));
    }
    return new Stmt.Match(subject, cases, otherwise(tree.elseClause()), span);
  }

  private Stmt tryStmt(TryStatementContext tree, Span span) {
    List<CatchClauseContext> clauses = tree.catchClause();
    for (CatchClauseContext further :
        clauses.subList(Math.min(1, clauses.size()), clauses.size())) {
      with.problems.add(
          Code.E0192,
          with.spans.of(further.getStart()),
          "a `try` has one `catch`: look at the error's `kind` in it");
    }
    Stmt.Catch handler = clauses.isEmpty() ? null : handler(clauses.getFirst());
    Block last =
        tree.finallyClause() == null
            ? null
            : with.blocks.of(tree.finallyClause().block(), tree.finallyClause());
    return new Stmt.Try(with.blocks.of(tree.block(), tree), handler, last, span);
  }

  private Stmt.Catch handler(CatchClauseContext tree) {
    Ident name = tree.name() == null ? null : with.name(tree.name(), tree);
    return new Stmt.Catch(name, with.blocks.of(tree.block(), tree), with.span(tree));
  }
}
