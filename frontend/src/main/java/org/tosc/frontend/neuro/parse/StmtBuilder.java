package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.ast.Block;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Pattern;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser.AssignmentContext;
import org.tosc.grammar.NeuroLangParser.BlockStatementContext;
import org.tosc.grammar.NeuroLangParser.ConstItemContext;
import org.tosc.grammar.NeuroLangParser.EmptyStatementContext;
import org.tosc.grammar.NeuroLangParser.ExprContext;
import org.tosc.grammar.NeuroLangParser.ExprStatementContext;
import org.tosc.grammar.NeuroLangParser.InnerContext;
import org.tosc.grammar.NeuroLangParser.LetStatementContext;
import org.tosc.grammar.NeuroLangParser.StatementContext;
import org.tosc.tir.source.Span;

/// Blocks and what stands in them.
final class StmtBuilder {
  private final Builders with;

  StmtBuilder(Builders with) {
    this.with = with;
  }

  /// The block of a `block` or `plainBlock`; an empty one at the end of `parent` if it is missing.
  Block block(@Nullable ParserRuleContext tree, ParserRuleContext parent) {
    if (tree == null) {
      return new Block(List.of(), null, with.spans.after(parent));
    }
    List<Stmt> statements = new ArrayList<>();
    List<InnerContext> inner = tree.getRuleContexts(InnerContext.class);
    for (InnerContext each : inner) {
      statements.addAll(of(each));
    }
    boolean value = !inner.isEmpty() && isValue(inner.getLast());
    if (value && statements.getLast() instanceof Stmt.ExprStmt last) {
      return new Block(statements.subList(0, statements.size() - 1), last.value(), with.span(tree));
    }
    return new Block(statements, null, with.span(tree));
  }

  /// Is it an expression without `;`?
  private static boolean isValue(InnerContext tree) {
    return switch (tree.statement()) {
      case BlockStatementContext s -> s.end == null || s.end.getType() != NeuroLangLexer.SEMI;
      case ExprStatementContext s ->
          s.op == null && s.end != null && s.end.getType() == NeuroLangLexer.TAIL;
      case null, default -> false;
    };
  }

  private List<Stmt> of(InnerContext tree) {
    if (tree.statement() != null) {
      return of(tree.statement());
    }
    if (tree.declaration() instanceof ConstItemContext constant) {
      return List.of(constant(constant));
    }
    return tree.declaration() == null
        ? List.of(new Stmt.Malformed(with.parts(tree), with.span(tree)))
        : List.of(with.items.inBlock(tree.declaration(), tree));
  }

  private Stmt constant(ConstItemContext tree) {
    with.checks.end(tree);
    Ident name = with.name(tree.name(), tree);
    return new Stmt.Let(
        Stmt.Kind.CONST,
        new Pattern.Binding(name, false, name.span()),
        with.types.maybe(tree.type()),
        with.checks.constant(tree),
        with.span(tree));
  }

  /// A statement, or none for a lone `;`.
  List<Stmt> of(StatementContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case LetStatementContext s -> List.of(let(s, span));
      case BlockStatementContext s ->
          List.of(new Stmt.ExprStmt(with.control.withSuffixes(s), span));
      case ExprStatementContext s -> {
        if (s.op != null) {
          with.checks.end(s.end, s);
        }
        yield List.of(expression(s.first(), s.op, s.expr(), s));
      }
      case EmptyStatementContext _ -> List.of();
      default -> List.of(new Stmt.Malformed(with.parts(tree), span));
    };
  }

  private Stmt let(LetStatementContext tree, Span span) {
    with.checks.end(tree.end, tree);
    boolean var = tree.kind != null && tree.kind.getType() == NeuroLangLexer.VAR;
    return new Stmt.Let(
        var ? Stmt.Kind.VAR : Stmt.Kind.LET,
        with.patterns.of(tree.pattern(), tree),
        with.types.maybe(tree.type()),
        with.exprs.maybe(tree.expr()),
        span);
  }

  /// An expression or an assignment.
  Stmt expression(
      @Nullable ParserRuleContext first,
      @Nullable AssignmentContext sign,
      @Nullable ExprContext value,
      ParserRuleContext tree) {
    Expr target = with.exprs.of(first, tree);
    Span span = with.span(tree);
    if (sign == null) {
      return new Stmt.ExprStmt(target, span);
    }
    return new Stmt.Assign(target, operator(sign.getStart()), with.exprs.of(value, tree), span);
  }

  private static @Nullable BinaryOp operator(@Nullable Token token) {
    return switch (token == null ? Token.INVALID_TYPE : token.getType()) {
      case NeuroLangLexer.PLUS_ASSIGN -> BinaryOp.ADD;
      case NeuroLangLexer.MINUS_ASSIGN -> BinaryOp.SUB;
      case NeuroLangLexer.STAR_ASSIGN -> BinaryOp.MUL;
      case NeuroLangLexer.SLASH_ASSIGN -> BinaryOp.DIV;
      case NeuroLangLexer.PERCENT_ASSIGN -> BinaryOp.REM;
      case NeuroLangLexer.AMP_ASSIGN -> BinaryOp.BIT_AND;
      case NeuroLangLexer.PIPE_ASSIGN -> BinaryOp.BIT_OR;
      case NeuroLangLexer.CARET_ASSIGN -> BinaryOp.BIT_XOR;
      case NeuroLangLexer.SHIFT_LEFT_ASSIGN -> BinaryOp.SHL;
      case NeuroLangLexer.SHIFT_RIGHT_ASSIGN -> BinaryOp.SHR;
      default -> null;
    };
  }
}
