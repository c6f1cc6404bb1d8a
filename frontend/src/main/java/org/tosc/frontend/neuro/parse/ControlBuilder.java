package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.tosc.frontend.neuro.ast.Block;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.grammar.NeuroLangParser.ArmContext;
import org.tosc.grammar.NeuroLangParser.BlockExprContext;
import org.tosc.grammar.NeuroLangParser.BlockLikeContext;
import org.tosc.grammar.NeuroLangParser.ElseClauseContext;
import org.tosc.grammar.NeuroLangParser.ExprContext;
import org.tosc.grammar.NeuroLangParser.ForExprContext;
import org.tosc.grammar.NeuroLangParser.IfExprContext;
import org.tosc.grammar.NeuroLangParser.LoopExprContext;
import org.tosc.grammar.NeuroLangParser.MatchExprContext;
import org.tosc.grammar.NeuroLangParser.MemberSuffixContext;
import org.tosc.grammar.NeuroLangParser.SuffixContext;
import org.tosc.grammar.NeuroLangParser.WhileExprContext;
import org.tosc.tir.source.Span;

/// Expressions that end with a block.
final class ControlBuilder {
  private final Builders with;

  ControlBuilder(Builders with) {
    this.with = with;
  }

  Expr of(BlockLikeContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case IfExprContext e -> ofIf(e);
      case MatchExprContext e -> new Expr.Match(with.exprs.of(e.subject, e), arms(e.arm()), span);
      case WhileExprContext e ->
          new Expr.While(with.exprs.of(e.condition, e), with.stmts.block(e.block(), e), span);
      case ForExprContext e ->
          new Expr.For(
              with.patterns.of(e.pattern(), e),
              with.exprs.of(e.iterable, e),
              with.stmts.block(e.block(), e),
              span);
      case LoopExprContext e -> new Expr.Loop(with.stmts.block(e.block(), e), span);
      case BlockExprContext e -> block(with.stmts.block(e.plainBlock(), e));
      default -> new Expr.Malformed(with.parts(tree), span);
    };
  }

  private static Expr block(Block block) {
    return new Expr.BlockExpr(block, block.span());
  }

  /// The clauses stand in a flat list; the last one is the innermost.
  private Expr ofIf(IfExprContext tree) {
    List<ElseClauseContext> clauses = tree.elseClause();
    if (!with.enter(clauses.size(), tree)) {
      return new Expr.Malformed(List.of(), with.span(tree));
    }
    with.checks.elseClauses(clauses);
    Expr choice = choice(tree, clauses);
    with.leave(clauses.size());
    return choice;
  }

  private Expr choice(IfExprContext tree, List<ElseClauseContext> clauses) {
    Expr otherwise = null;
    Span end = with.span(tree);
    for (ElseClauseContext clause : clauses.reversed()) {
      Block body = with.stmts.block(clause.block(), clause);
      if (clause.IF() == null) {
        otherwise = block(body);
      } else {
        Span start = with.spans.of(clause.IF().getSymbol());
        Expr condition = with.exprs.of(clause.condition, clause);
        otherwise = new Expr.If(condition, body, otherwise, start.to(end));
      }
    }
    Block then = with.stmts.block(tree.block(), tree);
    return new Expr.If(with.exprs.of(tree.condition, tree), then, otherwise, end);
  }

  private List<Expr.Arm> arms(List<ArmContext> trees) {
    List<Expr.Arm> arms = new ArrayList<>(trees.size());
    for (ArmContext tree : trees) {
      arms.add(
          new Expr.Arm(
              with.patterns.of(tree.pattern(), tree),
              with.exprs.maybe(tree.guard),
              body(tree),
              with.span(tree)));
    }
    return arms;
  }

  private Expr body(ArmContext tree) {
    if (tree.blockLike() != null) {
      return withSuffixes(tree);
    }
    if (tree.op == null) {
      return with.exprs.of(tree.first(), tree);
    }
    ExprContext value = tree.expr().isEmpty() ? null : tree.expr().getLast();
    Stmt assignment = with.stmts.expression(tree.first(), tree.op, value, tree);
    Span span = tree.first() == null ? assignment.span() : with.span(tree.first());
    return block(new Block(List.of(assignment), null, span.to(assignment.span())));
  }

  /// `match … { … }.f()` as a statement or arm.
  Expr withSuffixes(ParserRuleContext tree) {
    BlockLikeContext block = tree.getRuleContext(BlockLikeContext.class, 0);
    if (block == null) {
      return new Expr.Malformed(with.parts(tree), with.span(tree));
    }
    Expr expr = of(block);
    MemberSuffixContext member = tree.getRuleContext(MemberSuffixContext.class, 0);
    if (member != null) {
      expr = with.paths.member(member, expr, expr.span());
    }
    for (SuffixContext suffix : tree.getRuleContexts(SuffixContext.class)) {
      expr = with.paths.suffix(suffix, expr, tree);
    }
    return expr;
  }
}
