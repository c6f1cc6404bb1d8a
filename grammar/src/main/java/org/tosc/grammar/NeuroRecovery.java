package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Recovers inside the statement that is wrong, and reports at most one fault for each statement.
///
/// Because [NeuroBraces] has balanced all brackets, whatever is skipped is skipped with everything
/// it opens, and the structure around it stays whole.
final class NeuroRecovery extends DefaultErrorStrategy {
  /// Tokens of one statement that are looked at.
  private static final int NEAR = 1_000;

  private final CommonTokenStream tokens;
  private final Faults faults;
  private final NeuroDiagnosis diagnosis;

  NeuroRecovery(CommonTokenStream tokens, Faults faults) {
    this.tokens = tokens;
    this.faults = faults;
    this.diagnosis = new NeuroDiagnosis(tokens);
  }

  // ------------------------------------------------------------------ reporting

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      report(parser, e.getOffendingToken(), e.getExpectedTokens());
    }
  }

  private void report(Parser parser, Token at, IntervalSet expected) {
    if (!alreadyFaulty(at)) {
      faults.add(diagnosis.of(parser, at, expected));
    }
  }

  /// Does the statement or header around a token hold a fault already?
  private boolean alreadyFaulty(Token at) {
    int index = Math.clamp(at.getTokenIndex(), 0, tokens.size() - 1);
    int from = index;
    while (from > Math.max(0, index - NEAR) && !separates(tokens.get(from - 1).getType())) {
      from--;
    }
    int to = index;
    while (to < Math.min(tokens.size() - 1, index + NEAR) && !separates(tokens.get(to).getType())) {
      to++;
    }
    int start = tokens.get(from).getStartIndex();
    int end = Math.max(tokens.get(to).getStartIndex(), at.getStartIndex());
    return faults.anyIn(start, Math.max(end, start + 1));
  }

  private static boolean separates(int type) {
    return switch (type) {
      case SEMI, TAIL, LBRACE, BODY_LBRACE, RBRACE, Token.EOF -> true;
      default -> false;
    };
  }

  // ------------------------------------------------------------------ recovering

  /// Never gives up: a token that is expected but not there is looked for in the rest of the
  /// statement, and otherwise made up.
  @Override
  public Token recoverInline(Parser parser) {
    Token current = parser.getCurrentToken();
    IntervalSet expected = parser.getExpectedTokens();
    boolean known = inErrorRecoveryMode(parser);
    if (!known) {
      beginErrorCondition(parser);
      report(parser, current, expected);
    }
    boolean inserted = expected.contains(SEMI) && beginsStatement(current);
    int found = inserted ? -1 : findAhead(expected);
    if (found < 0 && expected.contains(BODY_LBRACE)) {
      throw new InputMismatchException(parser); // without a body nothing closes it
    }
    if (found < 0) {
      return getMissingSymbol(parser);
    }
    while (tokens.index() < found) {
      parser.consume();
    }
    Token match = parser.getCurrentToken();
    reportMatch(parser);
    parser.consume();
    return match;
  }

  /// Does a statement begin with this token, rather than go on?
  private boolean beginsStatement(Token token) {
    return NeuroDiagnosis.beginsStatement(token.getType()) || diagnosis.beginsLine(token);
  }

  /// The index of the next token of a set, inside the same brackets and statement; or -1.
  private int findAhead(IntervalSet wanted) {
    int depth = 0;
    for (int i = tokens.index(); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      int type = token.getType();
      if (depth == 0 && wanted.contains(type)) {
        return i;
      }
      depth += NeuroTape.balance(type);
      if (depth < 0 || (depth == 0 && (bounds(type) || NeuroDiagnosis.beginsItem(type)))) {
        return -1;
      }
    }
    return -1;
  }

  @Override
  public void recover(Parser parser, RecognitionException e) {
    switch (parser.getContext().getRuleIndex()) {
      case NeuroLangParser.RULE_statement,
          NeuroLangParser.RULE_inner,
          NeuroLangParser.RULE_item,
          NeuroLangParser.RULE_member,
          NeuroLangParser.RULE_declaration ->
          skipStatement(parser);
      default -> {
        skipTo(parser, getErrorRecoverySet(parser));
        if (isOpen(parser.getContext())
            && NeuroTape.balance(parser.getCurrentToken().getType()) < 0) {
          parser.consume();
        }
      }
    }
  }

  /// Has the rule read a bracket that it has not closed?
  private static boolean isOpen(ParserRuleContext rule) {
    int balance = 0;
    for (int i = 0; i < rule.getChildCount(); i++) {
      if (rule.getChild(i) instanceof TerminalNode leaf) {
        balance += NeuroTape.balance(leaf.getSymbol().getType());
      }
    }
    return balance > 0;
  }

  private void skipTo(Parser parser, IntervalSet follow) {
    int depth = 0;
    while (true) {
      int type = parser.getCurrentToken().getType();
      int balance = NeuroTape.balance(type);
      boolean stop = balance < 0 || bounds(type) || type == COMMA || type == BODY_LBRACE;
      if (type == Token.EOF
          || (depth == 0 && (stop || (delimits(type) && follow.contains(type))))) {
        return;
      }
      depth += balance;
      parser.consume();
    }
  }

  /// Skips to the end of the statement that is wrong; at least one token, so that there is
  /// progress.
  private void skipStatement(Parser parser) {
    Token first = parser.getCurrentToken();
    int depth = 0;
    while (parser.getCurrentToken().getType() != Token.EOF) {
      Token token = parser.getCurrentToken();
      int type = token.getType();
      boolean start = token.getTokenIndex() == first.getTokenIndex();
      boolean outside = depth == 0 && (type == RBRACE || NeuroDiagnosis.beginsItem(type));
      if (outside && !start) {
        return;
      }
      parser.consume();
      depth = Math.max(0, depth + NeuroTape.balance(type));
      if (depth == 0 && (bounds(type) || type == RBRACE)) {
        return;
      }
    }
  }

  /// At the loops over items, statements and arms: skips what cannot begin one.
  @Override
  public void sync(Parser parser) {
    ATN atn = parser.getATN();
    ATNState state = atn.states.get(parser.getState());
    int kind = state.getStateType();
    boolean loop = kind == ATNState.STAR_LOOP_ENTRY || kind == ATNState.STAR_LOOP_BACK;
    if (!loop || !isList(parser.getContext().getRuleIndex(), atn.nextTokens(state))) {
      return;
    }
    IntervalSet expected = parser.getExpectedTokens();
    while (!expected.contains(parser.getCurrentToken().getType())
        && parser.getCurrentToken().getType() != Token.EOF) {
      if (parser.getCurrentToken().getType() != TAIL) {
        report(parser, parser.getCurrentToken(), expected);
      }
      beginErrorCondition(parser);
      skipStatement(parser);
    }
  }

  private static boolean isList(int rule, IntervalSet next) {
    return switch (rule) {
      case NeuroLangParser.RULE_file, NeuroLangParser.RULE_block, NeuroLangParser.RULE_plainBlock ->
          true;
      case NeuroLangParser.RULE_declaration -> next.contains(AT) && next.contains(FN);
      case NeuroLangParser.RULE_blockLike -> next.contains(IDENT) && next.contains(RBRACE);
      default -> false;
    };
  }

  /// What no search crosses at the level where it began.
  private static boolean bounds(int type) {
    return type == SEMI || type == TAIL || type == Token.EOF;
  }

  /// Tokens that mark a place inside a statement, so that parsing may go on there.
  private static boolean delimits(int type) {
    return NeuroTokenWords.isAssignment(type)
        || switch (type) {
          case COLON, IN, IF, FAT_ARROW, ARROW, GT, WHERE, AS -> true;
          default -> false;
        };
  }
}
