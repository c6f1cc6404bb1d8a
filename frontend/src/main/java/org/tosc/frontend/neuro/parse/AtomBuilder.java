package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser.ArrayAtomContext;
import org.tosc.grammar.NeuroLangParser.AtomContext;
import org.tosc.grammar.NeuroLangParser.BlockLikeContext;
import org.tosc.grammar.NeuroLangParser.BoolAtomContext;
import org.tosc.grammar.NeuroLangParser.CastContext;
import org.tosc.grammar.NeuroLangParser.FieldValueContext;
import org.tosc.grammar.NeuroLangParser.NumberAtomContext;
import org.tosc.grammar.NeuroLangParser.PathAtomContext;
import org.tosc.grammar.NeuroLangParser.PrefixContext;
import org.tosc.grammar.NeuroLangParser.StringAtomContext;
import org.tosc.grammar.NeuroLangParser.SuffixContext;
import org.tosc.grammar.NeuroLangParser.TupleAtomContext;
import org.tosc.tir.source.Span;

/// Operands: what stands between operators.
final class AtomBuilder {
  private final Builders with;

  AtomBuilder(Builders with) {
    this.with = with;
  }

  /// `prefix* atom suffix* cast*`: suffixes bind tightest, then prefixes, then casts.
  Expr operand(ParserRuleContext tree) {
    int parts = tree.getChildCount() - 1;
    if (!with.enter(parts, tree)) {
      return new Expr.Malformed(List.of(), with.span(tree));
    }
    Expr expr = parts(tree);
    with.leave(parts);
    return expr;
  }

  private Expr parts(ParserRuleContext tree) {
    Expr expr = null;
    List<Token> prefixes = new ArrayList<>(0);
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child instanceof PrefixContext prefix && prefix.getStart() != null) {
        prefixes.add(prefix.getStart());
      } else if (child instanceof AtomContext atom) {
        expr = atom(atom);
      } else if (child instanceof BlockLikeContext block) {
        expr = with.control.of(block);
      } else if (child instanceof SuffixContext suffix && expr != null) {
        expr = with.paths.suffix(suffix, expr, tree);
      }
    }
    Expr value = expr == null ? new Expr.Malformed(with.parts(tree), with.span(tree)) : expr;
    return casts(tree, prefixed(prefixes, value, tree));
  }

  private Expr prefixed(List<Token> prefixes, Expr operand, ParserRuleContext tree) {
    Expr expr = operand;
    for (Token sign : prefixes.reversed()) {
      UnaryOp op = sign.getType() == NeuroLangLexer.BANG ? UnaryOp.NOT : UnaryOp.NEG;
      expr = new Expr.Unary(op, expr, with.spans.of(sign).to(withoutCasts(tree)));
    }
    return expr;
  }

  private Span withoutCasts(ParserRuleContext tree) {
    Span span = with.span(tree);
    for (int i = tree.getChildCount() - 1; i >= 0; i--) {
      if (tree.getChild(i) instanceof ParserRuleContext part && !(part instanceof CastContext)) {
        return span.source().span(span.start(), with.span(part).end());
      }
    }
    return span;
  }

  private Expr casts(ParserRuleContext tree, Expr operand) {
    Expr expr = operand;
    for (CastContext cast : tree.getRuleContexts(CastContext.class)) {
      Span span = tree.getStart() == null ? expr.span() : with.spans.of(tree.getStart());
      expr =
          new Expr.Cast(expr, with.types.ofPath(cast.typePath(), cast), span.to(with.span(cast)));
    }
    return expr;
  }

  private Expr atom(AtomContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case PathAtomContext a -> path(a, span);
      case NumberAtomContext a -> with.literals.number(a.getStart(), span);
      case StringAtomContext a -> with.literals.text(a.getStart());
      case BoolAtomContext a -> new Expr.BoolLit(a.TRUE() != null, span);
      case TupleAtomContext a -> tuple(a, span);
      case ArrayAtomContext a -> array(a, span);
      default -> new Expr.Malformed(with.parts(tree), span);
    };
  }

  private Expr path(PathAtomContext tree, Span span) {
    Expr.Path path = with.paths.of(tree.path(), tree);
    if (tree.STRUCT_LBRACE() == null) {
      return path;
    }
    List<Expr.FieldValue> fields = new ArrayList<>();
    Expr base = null;
    for (FieldValueContext field : tree.fieldValue()) {
      if (field.DOTDOT() != null) {
        base = with.exprs.of(field.expr(), field);
      } else {
        fields.add(field(field));
      }
    }
    return new Expr.StructLit(path, fields, base, span);
  }

  private Expr.FieldValue field(FieldValueContext tree) {
    var name = with.name(tree.name(), tree);
    Expr value = tree.COLON() == null ? with.paths.simple(name) : with.exprs.of(tree.expr(), tree);
    return new Expr.FieldValue(name, value, with.span(tree));
  }

  /// `(a)` is `a`; `(a,)` and `()` are tuples.
  private Expr tuple(TupleAtomContext tree, Span span) {
    List<Expr> items = with.exprs.all(tree.expr());
    return items.size() == 1 && tree.COMMA().isEmpty()
        ? items.getFirst()
        : new Expr.Tuple(items, span);
  }

  private Expr array(ArrayAtomContext tree, Span span) {
    List<Expr> items = with.exprs.all(tree.expr());
    if (tree.SEMI() == null) {
      return new Expr.ArrayLit(items, span);
    }
    Expr value = items.isEmpty() ? with.exprs.missing(tree) : items.getFirst();
    Expr count = items.size() < 2 ? with.exprs.missing(tree) : items.get(1);
    return new Expr.ArrayFill(value, count, span);
  }
}
