package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Escapes;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeParser.ExprPartContext;
import org.tosc.grammar.PseudocodeParser.InterpolatedStringContext;
import org.tosc.grammar.PseudocodeParser.PlainStringContext;
import org.tosc.grammar.PseudocodeParser.StringContext;
import org.tosc.grammar.PseudocodeParser.TextPartContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Numbers, strings and named constants.
final class LiteralBuilder {
  private static final String CLOSING_QUOTES = "\"'\u201C\u201D\u00BB\u2018\u2019";

  private final Builders with;

  LiteralBuilder(Builders with) {
    this.with = with;
  }

  Expr number(Token token, boolean negative, Span span) {
    String text = with.spans.of(token).text();
    if (token.getType() == PseudocodeLexer.FLOAT) {
      return real(text, negative, span);
    }
    OptionalLong value = Numbers.integer(text, negative);
    if (value.isPresent()) {
      return new Expr.IntLit(value.getAsLong(), span);
    }
    if (token.getType() == PseudocodeLexer.INT) {
      with.problems.add(tooLarge(span));
    }
    return new Expr.Malformed(List.of(), span);
  }

  private static Diagnostic tooLarge(Span span) {
    return Diagnostic.of(Code.E0016, span, "the integer does not fit in 64 bits")
        .label(span, "at most 9223372036854775807")
        .note("a float has a larger range: write it with `.0`");
  }

  private Expr real(String text, boolean negative, Span span) {
    double value = Numbers.real(text);
    if (Double.isInfinite(value)) {
      with.problems.add(
          Diagnostic.of(Code.E0017, span, "the number is larger than any float")
              .label(span, "at most 1.7976931348623157e308"));
    }
    return new Expr.FloatLit(negative ? -value : value, span);
  }

  /// Whether this is 9223372036854775808, which is only the smallest integer's amount.
  boolean fitsOnlyNegative(Token token) {
    String text = with.spans.of(token).text();
    return token.getType() == PseudocodeLexer.INT
        && Numbers.integer(text, false).isEmpty()
        && Numbers.integer(text, true).isPresent();
  }

  Expr constant(Token token, Span span) {
    return switch (token.getType()) {
      case PseudocodeLexer.TRUE -> new Expr.BoolLit(true, span);
      case PseudocodeLexer.FALSE -> new Expr.BoolLit(false, span);
      default -> new Expr.NilLit(span);
    };
  }

  Expr text(@Nullable StringContext tree, ParserRuleContext parent) {
    return switch (tree) {
      case null -> with.exprs.missing(parent);
      case PlainStringContext plain -> plain(plain.getStart());
      case InterpolatedStringContext parts -> interpolated(parts);
      default -> new Expr.Malformed(with.parts(tree), with.span(tree));
    };
  }

  Expr.StringLit plain(Token token) {
    Span span = with.spans.of(token);
    Source source = span.source();
    int start = Math.min(span.start() + 1, span.end());
    int end = Math.max(start, isClosed(span) ? span.end() - 1 : span.end());
    if (start == end) {
      return new Expr.StringLit(List.of(), span);
    }
    String text = Escapes.decode(source.text(), start, end);
    return new Expr.StringLit(List.of(new Expr.Part.Text(text, source.span(start, end))), span);
  }

  /// A string cut off at its line's end has no closing quote, or only one after a backslash.
  private static boolean isClosed(Span span) {
    String text = span.text();
    int last = text.length() - 1;
    if (last < 1 || CLOSING_QUOTES.indexOf(text.charAt(last)) < 0) {
      return false;
    }
    int backslashes = 0;
    while (last - 1 - backslashes > 0 && text.charAt(last - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 0;
  }

  private Expr interpolated(InterpolatedStringContext tree) {
    List<Expr.Part> parts = new ArrayList<>();
    for (var part : tree.stringPart()) {
      switch (part) {
        case TextPartContext text -> addText(parts, with.span(text));
        case ExprPartContext hole ->
            parts.add(new Expr.Part.Hole(with.exprs.of(hole.expr(), hole), with.span(hole)));
        default -> {}
      }
    }
    return new Expr.StringLit(parts, with.span(tree));
  }

  private static void addText(List<Expr.Part> parts, Span span) {
    String text = Escapes.decode(span.source().text(), span.start(), span.end());
    if (!parts.isEmpty() && parts.getLast() instanceof Expr.Part.Text(String before, Span at)) {
      parts.set(parts.size() - 1, new Expr.Part.Text(before + text, at.to(span)));
    } else {
      parts.add(new Expr.Part.Text(text, span));
    }
  }
}
