package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.grammar.PseudocodeParser.ArrowLambdaContext;
import org.tosc.grammar.PseudocodeParser.BlockLambdaContext;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.ParameterContext;
import org.tosc.grammar.PseudocodeParser.ParameterLambdaContext;
import org.tosc.grammar.PseudocodeParser.ParameterListContext;
import org.tosc.grammar.PseudocodeParser.ReturnTypeContext;
import org.tosc.tir.source.Span;

/// Parameters and lambdas.
final class FunctionBuilder {
  private final Builders with;

  FunctionBuilder(Builders with) {
    this.with = with;
  }

  List<Param> parameters(@Nullable ParameterListContext tree) {
    return tree == null ? List.of() : parameters(tree.parameter());
  }

  private List<Param> parameters(List<ParameterContext> trees) {
    List<Param> params = new ArrayList<>();
    for (ParameterContext tree : trees) {
      Ident name =
          tree.ARGUMENT_NAME() == null
              ? with.name(tree.name(), tree)
              : with.name(tree.ARGUMENT_NAME().getSymbol());
      TypeExpr type = tree.type() == null ? null : with.types.of(tree.type());
      Expr value = with.exprs.maybe(tree.expr());
      params.add(new Param(name, type, value, tree.ELLIPSIS() != null, with.span(tree)));
    }
    return params;
  }

  @Nullable TypeExpr result(@Nullable ReturnTypeContext tree) {
    return tree == null ? null : with.types.of(tree.type(), tree);
  }

  Expr arrow(ArrowLambdaContext tree) {
    Ident name = with.name(tree.getStart());
    Param param = new Param(name, null, null, false, name.span());
    return new Expr.Lambda(List.of(param), null, arrowBody(tree.expr(), tree), with.span(tree));
  }

  Expr arrow(ParameterLambdaContext tree) {
    return new Expr.Lambda(
        parameters(tree.parameter()), null, arrowBody(tree.expr(), tree), with.span(tree));
  }

  private Block arrowBody(@Nullable ExprContext body, ExprContext lambda) {
    Expr value = with.exprs.of(body, lambda);
    Stmt result = new Stmt.Return(value, value.span());
    return new Block(List.of(result), Block.Style.ARROW, value.span());
  }

  Expr block(BlockLambdaContext tree) {
    return new Expr.Lambda(
        parameters(tree.parameterList()),
        result(tree.returnType()),
        valueOf(with.blocks.of(tree.block(), tree)),
        with.span(tree));
  }

  /// `fn(x): e` on one line gives `e`.
  private static Block valueOf(Block body) {
    boolean oneLine = body.span().from().line() == body.span().to().line();
    return oneLine
            && body.style() == Block.Style.COLON
            && body.statements().size() == 1
            && body.statements().getFirst() instanceof Stmt.ExprStmt(Expr value, Span span)
        ? new Block(List.of(new Stmt.Return(value, span)), body.style(), body.span())
        : body;
  }
}
