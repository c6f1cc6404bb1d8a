package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.TypeExpr;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.grammar.NeuroLangParser.BoolSizeContext;
import org.tosc.grammar.NeuroLangParser.BracketArgContext;
import org.tosc.grammar.NeuroLangParser.FnArgContext;
import org.tosc.grammar.NeuroLangParser.GenericArgContext;
import org.tosc.grammar.NeuroLangParser.NumberSizeContext;
import org.tosc.grammar.NeuroLangParser.PathSizeContext;
import org.tosc.grammar.NeuroLangParser.SizeArgContext;
import org.tosc.grammar.NeuroLangParser.SizeContext;
import org.tosc.grammar.NeuroLangParser.SizeOperandContext;
import org.tosc.grammar.NeuroLangParser.TupleSizeContext;
import org.tosc.grammar.NeuroLangParser.TypeArgsContext;
import org.tosc.grammar.NeuroLangParser.UnknownSizeContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// What stands between `<` and `>`: types, and sizes with arithmetic. Which of the two a piece is,
/// the grammar leaves open.
final class GenericBuilder {
  private final Builders with;

  GenericBuilder(Builders with) {
    this.with = with;
  }

  List<GenericArg> args(TypeArgsContext tree) {
    return all(tree.genericArg());
  }

  private List<GenericArg> all(List<GenericArgContext> trees) {
    List<GenericArg> args = new ArrayList<>(trees.size());
    for (GenericArgContext tree : trees) {
      args.add(of(tree));
    }
    return args;
  }

  private GenericArg of(GenericArgContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case SizeArgContext t when t.size() != null -> size(t.size());
      case BracketArgContext t -> bracket(t, span);
      case FnArgContext t -> new GenericArg.OfType(with.types.ofArg(t), span);
      default -> new GenericArg.OfExpr(new Expr.Malformed(List.of(), span), span);
    };
  }

  /// `[f32; 8]` or `[M, N]`.
  private GenericArg bracket(BracketArgContext tree, Span span) {
    List<GenericArg> items = all(tree.genericArg());
    if (tree.SEMI() == null) {
      return new GenericArg.Extents(items.stream().map(this::value).toList(), span);
    }
    TypeExpr element = items.isEmpty() ? new TypeExpr.Malformed(span) : type(items.getFirst());
    return new GenericArg.OfType(
        new TypeExpr.Array(element, with.exprs.of(tree.expr(), tree), span), span);
  }

  /// One operand alone may be a type; with operators it is a number.
  private GenericArg size(SizeContext tree) {
    Span span = with.span(tree);
    if (tree.getChildCount() == 1 && tree.sizeOperand().size() == 1) {
      return operand(tree.sizeOperand(0));
    }
    Precedence chain = new Precedence(with.problems);
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child instanceof SizeOperandContext operand) {
        chain.operand(value(operand(operand)), with.span(operand));
      } else if (child instanceof TerminalNode leaf) {
        sign(chain, leaf.getSymbol());
      }
    }
    Expr value = chain.result();
    return new GenericArg.OfExpr(value == null ? new Expr.Malformed(List.of(), span) : value, span);
  }

  private void sign(Precedence chain, Token sign) {
    BinaryOp op = Precedence.of(sign.getType());
    if (op != null) {
      chain.operator(op, with.spans.of(sign));
    }
  }

  private GenericArg operand(SizeOperandContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case NumberSizeContext t -> new GenericArg.OfExpr(number(t, span), span);
      case BoolSizeContext t ->
          new GenericArg.OfExpr(new Expr.BoolLit(t.TRUE() != null, span), span);
      case UnknownSizeContext _ ->
          new GenericArg.OfExpr(with.paths.simple(new Ident("?", span)), span);
      case PathSizeContext t -> path(t, span);
      case TupleSizeContext t -> tuple(t, span);
      default -> new GenericArg.OfExpr(new Expr.Malformed(List.of(), span), span);
    };
  }

  private Expr number(NumberSizeContext tree, Span span) {
    if (tree.INT() == null) {
      return new Expr.Malformed(List.of(), span);
    }
    Token digits = tree.INT().getSymbol();
    Expr value = with.literals.number(digits, with.spans.of(digits));
    return tree.MINUS() == null ? value : new Expr.Unary(UnaryOp.NEG, value, span);
  }

  private GenericArg path(PathSizeContext tree, Span span) {
    List<Ident> names = with.types.path(tree.typePath(), tree);
    if (tree.typeArgs() != null) {
      return new GenericArg.OfType(new TypeExpr.Named(names, args(tree.typeArgs()), span), span);
    }
    Span place = names.getFirst().span().to(names.getLast().span());
    Expr.Path path =
        new Expr.Path(
            names.stream().map(n -> new Expr.Segment(n, List.of(), n.span())).toList(), place);
    return new GenericArg.OfExpr(
        tree.LPAREN() == null
            ? path
            : new Expr.Call(path, with.exprs.arguments(tree.argument()), span),
        span);
  }

  /// `(M + 1)` is a number in parentheses, `(i32, f32)` and `()` are types.
  private GenericArg tuple(TupleSizeContext tree, Span span) {
    List<GenericArg> items = all(tree.genericArg());
    return items.size() == 1 && tree.COMMA().isEmpty()
        ? items.getFirst()
        : new GenericArg.OfType(
            new TypeExpr.Tuple(items.stream().map(this::type).toList(), span), span);
  }

  // ------------------------------------------------------------------ what a piece must be

  private Expr value(GenericArg arg) {
    if (arg instanceof GenericArg.OfExpr(Expr value, _)) {
      return value;
    }
    with.problems.add(Code.E0100, arg.span(), "a size was expected, found a type");
    return new Expr.Malformed(List.of(arg), arg.span());
  }

  private TypeExpr type(GenericArg arg) {
    TypeExpr type =
        switch (arg) {
          case GenericArg.OfType(var t, _) -> t;
          case GenericArg.OfExpr(var value, _) -> type(value);
          case GenericArg.Extents _ -> null;
        };
    if (type != null) {
      return type;
    }
    with.problems.add(Code.E0148, arg.span(), "a type was expected");
    return new TypeExpr.Malformed(arg.span());
  }

  private static @Nullable TypeExpr type(Expr value) {
    return value instanceof Expr.Path path
        ? new TypeExpr.Named(
            path.segments().stream().map(Expr.Segment::name).toList(), List.of(), path.span())
        : value instanceof Expr.Malformed ? new TypeExpr.Malformed(value.span()) : null;
  }
}
