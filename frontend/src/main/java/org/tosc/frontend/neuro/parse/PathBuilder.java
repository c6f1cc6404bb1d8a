package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.grammar.NeuroLangParser.AtomContext;
import org.tosc.grammar.NeuroLangParser.CallSuffixContext;
import org.tosc.grammar.NeuroLangParser.DotSuffixContext;
import org.tosc.grammar.NeuroLangParser.IndexSuffixContext;
import org.tosc.grammar.NeuroLangParser.MemberSuffixContext;
import org.tosc.grammar.NeuroLangParser.NameContext;
import org.tosc.grammar.NeuroLangParser.PathContext;
import org.tosc.grammar.NeuroLangParser.SuffixContext;
import org.tosc.grammar.NeuroLangParser.TypeArgsContext;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Paths, and what follows an operand: members, calls, indexes.
final class PathBuilder {
  private final Builders with;

  PathBuilder(Builders with) {
    this.with = with;
  }

  Expr.Path of(@Nullable PathContext tree, ParserRuleContext parent) {
    if (tree == null) {
      return simple(new Ident("", with.spans.after(parent)));
    }
    List<Expr.Segment> segments = new ArrayList<>(tree.getChildCount());
    for (int i = 0; i < tree.getChildCount(); i++) {
      if (tree.getChild(i) instanceof NameContext name) {
        segments.add(segment(with.name(name, tree)));
      } else if (tree.getChild(i) instanceof TypeArgsContext args && !segments.isEmpty()) {
        Ident name = segments.removeLast().name();
        segments.add(
            new Expr.Segment(name, with.generics.args(args), name.span().to(with.span(args))));
      }
    }
    if (segments.isEmpty()) {
      segments.add(segment(new Ident("", with.spans.after(parent))));
    }
    return new Expr.Path(segments, with.span(tree));
  }

  private static Expr.Segment segment(Ident name) {
    return new Expr.Segment(name, List.of(), name.span());
  }

  /// A path of one name.
  Expr.Path simple(Ident name) {
    return new Expr.Path(List.of(segment(name)), name.span());
  }

  /// What follows `object`, which begins where `operand` does (but for its prefixes).
  Expr suffix(SuffixContext tree, Expr object, ParserRuleContext operand) {
    Span span = from(object, operand).to(with.span(tree));
    return switch (tree) {
      case DotSuffixContext s -> member(s.memberSuffix(), object, span);
      case CallSuffixContext s -> new Expr.Call(object, with.exprs.arguments(s.argument()), span);
      case IndexSuffixContext s -> new Expr.Index(object, with.exprs.all(s.expr()), span);
      default -> new Expr.Malformed(List.of(object), span);
    };
  }

  /// Where the first operand begins: at its parenthesis, if it has one.
  private Span from(Expr object, ParserRuleContext operand) {
    for (int i = 0; i < operand.getChildCount(); i++) {
      if (operand.getChild(i) instanceof AtomContext atom && atom.getStart() != null) {
        return with.spans.of(atom.getStart());
      }
    }
    return object.span();
  }

  /// `.name`, `.0`, and `.0.1`, which the lexer reads as one number.
  Expr member(@Nullable MemberSuffixContext tree, Expr object, Span from) {
    if (tree == null) {
      return object;
    }
    if (tree.name() != null || tree.getStop() == null) {
      Ident name = with.name(tree.name(), tree);
      return new Expr.Field(object, name, from.to(name.span()));
    }
    return items(tree.getStop(), object, from);
  }

  private Expr items(Token number, Expr object, Span from) {
    Span span = with.spans.of(number);
    Source source = span.source();
    Expr expr = object;
    int start = span.start();
    for (String digits : span.text().split("\\.", -1)) {
      Span place = source.span(start, start + digits.length());
      expr = new Expr.Field(expr, new Ident(digits, place), start(from).to(place));
      start += digits.length() + 1;
    }
    return expr;
  }

  private static Span start(Span span) {
    return span.source().span(span.start(), span.start());
  }
}
