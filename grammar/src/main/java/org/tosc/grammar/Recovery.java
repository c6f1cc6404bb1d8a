package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/// Recovers inside the statement that is wrong, and reports at most one fault for each statement.
///
/// Because [Layout] has balanced all brackets and blocks, whatever is skipped is skipped with
/// everything it opens, and the structure around it stays whole.
final class Recovery extends DefaultErrorStrategy {
  private final CommonTokenStream tokens;
  private final Faults faults;
  private final Diagnosis diagnosis;

  /// The tokens that open a construct which an END or UNTIL closes.
  private final Set<Token> openers;

  Recovery(CommonTokenStream tokens, Faults faults, List<? extends Token> openers) {
    this.tokens = tokens;
    this.faults = faults;
    this.openers = Collections.newSetFromMap(new IdentityHashMap<>());
    this.openers.addAll(openers);
    this.diagnosis = new Diagnosis(tokens);
  }

  // ------------------------------------------------------------------ reporting

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (inErrorRecoveryMode(parser)) {
      return;
    }
    beginErrorCondition(parser);
    report(parser, e.getOffendingToken(), e.getExpectedTokens());
  }

  private void report(Parser parser, Token at, IntervalSet expected) {
    if (!alreadyFaulty(at)) {
      faults.add(diagnosis.of(parser, at, expected));
    }
  }

  /// A check on a complete rule failed; not news if the statement is known to be wrong.
  void reportCheck(SyntaxFault fault) {
    Token at = tokens.get(0);
    for (int i = 0; i < tokens.size() && tokens.get(i).getStartIndex() <= fault.offset(); i++) {
      at = tokens.get(i);
    }
    if (!alreadyFaulty(at)) {
      faults.add(fault);
    }
  }

  /// Does the statement or header around a token hold a fault already?
  private boolean alreadyFaulty(Token at) {
    int index = Math.min(at.getTokenIndex(), tokens.size() - 1);
    int from = index;
    while (from > 0 && !separates(tokens.get(from - 1).getType())) {
      from--;
    }
    int to = index;
    while (to < tokens.size() - 1 && !separates(tokens.get(to).getType())) {
      to++;
    }
    int start = tokens.get(from).getStartIndex();
    return faults.anyIn(start, Math.max(tokens.get(to).getStartIndex(), start + 1));
  }

  private static boolean separates(int type) {
    return type == NEWLINE || type == THEN || type == DO || type == END || type == Token.EOF;
  }

  // ------------------------------------------------------------------ recovering

  /// Never gives up: a token that is expected but not there is looked for in the rest of the
  /// statement, and otherwise made up.
  @Override
  public Token recoverInline(Parser parser) {
    Token current = parser.getCurrentToken();
    IntervalSet expected = parser.getExpectedTokens();
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      report(parser, current, expected);
    }
    boolean endsLine = expected.contains(NEWLINE) && !expected.contains(COLON);
    int found = findAhead(expected, endsLine ? openBefore(parser) : 0);
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

  /// The index of the next token of a set, inside the same brackets, blocks and line; or -1.
  private int findAhead(IntervalSet wanted, int open) {
    int depth = open;
    for (int i = tokens.index(); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      int type = token.getType();
      if (depth == 0 && wanted.contains(type)) {
        return i;
      }
      if (closes(type)) {
        if (--depth < 0) {
          return -1;
        }
      } else if (opens(token)) {
        depth++;
      } else if (depth == 0 && bounds(type)) {
        return -1;
      }
    }
    return -1;
  }

  /// How many constructs (lambdas, `train`) the statement has opened before the current token.
  private int openBefore(Parser parser) {
    Token start = parser.getContext().getStart();
    int depth = 0;
    for (int i = start.getTokenIndex(); i >= 0 && i < tokens.index(); i++) {
      Token token = tokens.get(i);
      boolean ends = token.getType() == END || token.getType() == UNTIL;
      depth += openers.contains(token) ? 1 : ends ? -1 : 0;
    }
    return Math.max(0, depth);
  }

  @Override
  public void recover(Parser parser, RecognitionException e) {
    if (parser.getContext().getRuleIndex() == PseudocodeParser.RULE_statement) {
      skipStatement(parser);
    } else {
      skipTo(parser, getErrorRecoverySet(parser));
    }
  }

  private void skipTo(Parser parser, IntervalSet follow) {
    int depth = 0;
    while (true) {
      Token token = parser.getCurrentToken();
      int type = token.getType();
      boolean stop = closes(type) || bounds(type) || (delimits(type) && follow.contains(type));
      if (type == Token.EOF || (depth == 0 && stop)) {
        return;
      }
      depth += opens(token) ? 1 : closes(type) ? -1 : 0;
      parser.consume();
    }
  }

  /// Skips to the end of the statement that is wrong; at least one token, so that there is
  /// progress.
  private void skipStatement(Parser parser) {
    Token first = parser.getCurrentToken();
    boolean construct = opens(first) && !isBracket(first.getType());
    int depth = 0;
    while (parser.getCurrentToken().getType() != Token.EOF) {
      Token token = parser.getCurrentToken();
      int type = token.getType();
      boolean outside = depth == 0 && (closes(type) || TokenSets.isClause(type));
      if (outside && token.getTokenIndex() != first.getTokenIndex()) {
        return;
      }
      parser.consume();
      depth += opens(token) ? 1 : closes(type) && depth > 0 ? -1 : 0;
      if (depth == 0 && (type == NEWLINE || (construct && type == END))) {
        return;
      }
    }
  }

  /// At the loops over statements, clauses and lines: skips what cannot begin one.
  @Override
  public void sync(Parser parser) {
    ATN atn = parser.getATN();
    ATNState state = atn.states.get(parser.getState());
    int kind = state.getStateType();
    boolean loop = kind == ATNState.STAR_LOOP_ENTRY || kind == ATNState.STAR_LOOP_BACK;
    if (!loop) {
      return;
    }
    IntervalSet next = atn.nextTokens(state);
    int rule = parser.getContext().getRuleIndex();
    boolean list =
        rule == PseudocodeParser.RULE_file
            || rule == PseudocodeParser.RULE_block
            || rule == PseudocodeParser.RULE_settings
            || rule == PseudocodeParser.RULE_declaration
            || next.contains(CASE);
    if (!list || next.contains(parser.getCurrentToken().getType())) {
      return;
    }
    IntervalSet expected = parser.getExpectedTokens();
    while (!expected.contains(parser.getCurrentToken().getType())
        && parser.getCurrentToken().getType() != Token.EOF) {
      report(parser, parser.getCurrentToken(), expected);
      beginErrorCondition(parser);
      skipStatement(parser);
    }
  }

  // ------------------------------------------------------------------ balance

  private boolean opens(Token token) {
    return isBracket(token.getType()) || openers.contains(token);
  }

  private static boolean isBracket(int type) {
    return switch (type) {
      case LPAREN, LAMBDA_LPAREN, LBRACK, LBRACE, STRING_OPEN, INTERPOLATION_OPEN -> true;
      default -> false;
    };
  }

  private static boolean closes(int type) {
    return switch (type) {
      case RPAREN, RBRACK, RBRACE, STRING_CLOSE, INTERPOLATION_CLOSE, END, UNTIL -> true;
      default -> false;
    };
  }

  /// What no search crosses at the level where it began.
  private static boolean bounds(int type) {
    return type == NEWLINE
        || type == THEN
        || type == DO
        || type == Token.EOF
        || TokenSets.isClause(type);
  }

  /// Tokens that mark a place inside a statement, so that parsing may go on there.
  private static boolean delimits(int type) {
    return TokenSets.assigns(type)
        || switch (type) {
          case COMMA, COLON, CONFIG_COLON, TO, STEP, WITH, AS, ON, IN, IF, FAT_ARROW, ARROW -> true;
          case FOR, STEPS, EPOCHS -> true;
          default -> false;
        };
  }
}
