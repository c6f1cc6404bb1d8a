package org.tosc.frontend.form;

import java.util.List;
import java.util.function.Predicate;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Where the parts of ANTLR's tree stand in the text. What only ends a statement or an arm, and
/// tokens that only the layout made, belong to no span.
public final class Spans {
  private final Source source;
  private final List<? extends Token> tokens;
  private final Predicate<Token> onlyEnds;

  /// `onlyEnds` tells which visible tokens end something and belong to no span.
  public Spans(Source source, List<? extends Token> tokens, Predicate<Token> onlyEnds) {
    this.source = source;
    this.tokens = tokens;
    this.onlyEnds = onlyEnds;
  }

  public List<? extends Token> tokens() {
    return tokens;
  }

  public Source source() {
    return source;
  }

  public Span of(Token token) {
    int start = Math.clamp(token.getStartIndex(), 0, source.text().length());
    int end = Math.clamp(token.getStopIndex() + 1L, start, source.text().length());
    return source.span(start, end);
  }

  public Span of(ParserRuleContext tree) {
    Token first = tree.getStart();
    if (first == null) {
      return source.span(0, 0);
    }
    Span start = of(first);
    Token last = lastVisible(first, tree.getStop());
    return last == null ? source.span(start.start(), start.start()) : start.to(of(last));
  }

  /// The empty place where something that should follow is missing.
  public Span after(ParserRuleContext tree) {
    int end = of(tree).end();
    return source.span(end, end);
  }

  private @Nullable Token lastVisible(Token first, @Nullable Token last) {
    if (last == null || last.getTokenIndex() < first.getTokenIndex()) {
      return null;
    }
    int index = last.getTokenIndex();
    while (index >= Math.max(0, first.getTokenIndex()) && isHidden(tokens.get(index))) {
      index--;
    }
    return index < first.getTokenIndex() ? null : tokens.get(index);
  }

  private boolean isHidden(Token token) {
    return token.getType() == Token.EOF
        || token.getChannel() != Token.DEFAULT_CHANNEL
        || onlyEnds.test(token);
  }
}
