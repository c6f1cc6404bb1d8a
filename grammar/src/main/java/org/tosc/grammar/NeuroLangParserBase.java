package org.tosc.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// The depth guard. A generated parser descends once per level of nesting, and so does everything
/// that later walks its tree; both would overflow the stack on hostile input. `NeuroBraces` bounds
/// brackets; this bounds what nests without them, such as `return return …`.
abstract class NeuroLangParserBase extends Parser {
  /// Thrown where the tree would become too deep.
  static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Token at;

    TooDeep(Token at) {
      super("nested too deeply", null, false, false);
      this.at = at;
    }

    Token at() {
      return at;
    }
  }

  /// Rules that may be active at once: some for every level of nesting.
  private static final int MAX_RULES = 6 * Limits.NESTING;

  private int rules;

  NeuroLangParserBase(TokenStream input) {
    super(input);
  }

  @Override
  public void reset() {
    rules = 0;
    super.reset();
  }

  @Override
  public void enterRule(ParserRuleContext localctx, int state, int ruleIndex) {
    if (++rules > MAX_RULES) {
      throw new TooDeep(getCurrentToken());
    }
    super.enterRule(localctx, state, ruleIndex);
  }

  @Override
  public void exitRule() {
    rules--;
    super.exitRule();
  }
}
