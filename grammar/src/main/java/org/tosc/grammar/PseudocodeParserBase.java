package org.tosc.grammar;

import java.util.List;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// The depth guard. A generated parser descends once per level of nesting, and so does everything
/// that later walks its tree; both would overflow the stack on hostile input. Layout bounds the
/// nesting of blocks and brackets; here chains of operators are bounded, `- - - x` and `a + a + …`
/// alike, because the latter makes a tree as deep as the chain is long.
abstract class PseudocodeParserBase extends Parser {
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
  private static final int MAX_RULES = 4 * Limits.NESTING;

  private final Checks checks = new Checks();
  private int rules;
  private int levels;
  private int[] saved = new int[64];
  private int recursions;

  PseudocodeParserBase(TokenStream input) {
    super(input);
  }

  @Override
  public void reset() {
    rules = 0;
    levels = 0;
    recursions = 0;
    if (checks != null) { // the super constructor calls this
      checks.clear();
    }
    super.reset();
  }

  /// Checks on complete rules, called by actions of the grammar.
  final Checks check() {
    return checks;
  }

  final List<SyntaxFault> checks() {
    return checks.faults();
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

  @Override
  public void enterRecursionRule(
      ParserRuleContext localctx, int state, int ruleIndex, int precedence) {
    rules++;
    if (recursions == saved.length) {
      saved = java.util.Arrays.copyOf(saved, 2 * recursions);
    }
    saved[recursions++] = levels;
    deeper();
    super.enterRecursionRule(localctx, state, ruleIndex, precedence);
  }

  @Override
  public void pushNewRecursionContext(ParserRuleContext localctx, int state, int ruleIndex) {
    deeper();
    super.pushNewRecursionContext(localctx, state, ruleIndex);
  }

  @Override
  public void unrollRecursionContexts(ParserRuleContext parent) {
    rules--;
    levels = saved[--recursions];
    super.unrollRecursionContexts(parent);
  }

  private void deeper() {
    if (++levels > Limits.LEVELS || recursions > Limits.NESTING || rules > MAX_RULES) {
      throw new TooDeep(getCurrentToken());
    }
  }
}
