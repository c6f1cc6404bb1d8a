package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Says of every `{` what it opens, and marks the ends of blocks and arms whose last expression has
/// no `;` or `,`, so that the parser knows from one token how to go on.
///
/// Between a header's word (`if`, `while`, `match`, `in`, `fn`, `struct`, …) and its `{`, at the
/// same depth of brackets, no struct literal may stand; so the next `{` there is the header's body.
/// Elsewhere a `{` after a name opens the fields of a struct.
final class NeuroBraces {
  /// What a bracket holds.
  private enum Holds {
    FILE,
    LIST,
    STATEMENTS,
    ARMS,
    MEMBERS
  }

  /// One open bracket; `headers` are the words whose `{` is still to come.
  private static final class Open {
    final Holds holds;
    final @Nullable CommonToken opener;
    final Deque<Holds> headers = new ArrayDeque<>(2);

    Open(Holds holds, @Nullable CommonToken opener) {
      this.holds = holds;
      this.opener = opener;
    }
  }

  private final List<CommonToken> raw;
  private final List<CommonToken> out;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable CommonToken previous;
  private int at;

  NeuroBraces(List<CommonToken> raw) {
    this.raw = raw;
    this.out = new ArrayList<>(raw.size() + raw.size() / 16 + 8);
  }

  List<CommonToken> run() {
    open.push(new Open(Holds.FILE, null));
    for (at = 0; at < raw.size(); at++) {
      CommonToken token = raw.get(at);
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        code(token);
        previous = token;
      }
      out.add(token);
    }
    return out;
  }

  private int previousType() {
    return previous == null ? Token.EOF : previous.getType();
  }

  private Open top() {
    return open.getFirst();
  }

  private void code(CommonToken token) {
    switch (token.getType()) {
      case IF -> {
        boolean guard = top().holds == Holds.ARMS && endsOperand(previousType());
        if (!guard) {
          top().headers.push(Holds.STATEMENTS);
        }
      }
      case FN -> {
        if (nextType(1) != LPAREN) { // otherwise a type
          top().headers.push(Holds.STATEMENTS);
        }
      }
      case WHILE, IN -> top().headers.push(Holds.STATEMENTS);
      case MATCH -> top().headers.push(Holds.ARMS);
      case STRUCT, ENUM -> top().headers.push(Holds.LIST);
      case IMPL -> top().headers.push(Holds.MEMBERS);
      case SEMI, FAT_ARROW -> top().headers.clear();
      case LPAREN, LBRACK -> open.push(new Open(Holds.LIST, token));
      case LBRACE -> brace(token);
      case RPAREN, RBRACK, RBRACE -> close(token);
      case Token.EOF -> end(token);
      default -> {}
    }
  }

  private void brace(CommonToken token) {
    int before = previousType();
    Open around = top();
    Holds holds = Holds.STATEMENTS;
    if (before == ELSE || before == LOOP) {
      token.setType(BODY_LBRACE);
    } else if (!around.headers.isEmpty()) {
      token.setType(BODY_LBRACE);
      holds = around.headers.pop();
    } else if (before == IDENT || (before == GT && beginsFields())) {
      token.setType(STRUCT_LBRACE);
      holds = Holds.LIST;
    }
    open.push(new Open(holds, token));
  }

  /// The type of the token `ahead` places further on, comments not counted.
  private int nextType(int ahead) {
    int left = ahead;
    for (int i = at + 1; i < raw.size(); i++) {
      if (raw.get(i).getChannel() == Token.DEFAULT_CHANNEL && --left == 0) {
        return raw.get(i).getType();
      }
    }
    return Token.EOF;
  }

  /// Do the fields of a struct follow, rather than statements?
  private boolean beginsFields() {
    int first = nextType(1);
    int second = nextType(2);
    return first == RBRACE
        || (first == IDENT && (second == COLON || second == COMMA))
        || (first == DOTDOT && second == IDENT);
  }

  private void close(CommonToken token) {
    if (open.size() > 1) {
      Open closed = open.pop();
      if (token.getType() == RBRACE) {
        tail(closed, token);
      }
    }
  }

  private void tail(Open closed, CommonToken before) {
    boolean statements = closed.holds == Holds.STATEMENTS && previousType() != SEMI;
    boolean arms = closed.holds == Holds.ARMS && previousType() != COMMA;
    if ((statements || arms) && previous != closed.opener) {
      addTail(before);
    }
  }

  private void end(CommonToken token) {
    if (previous != null && previousType() != SEMI) {
      addTail(token);
    }
  }

  private void addTail(CommonToken before) {
    CommonToken token = new Tape.Virtual(before, TAIL, "");
    if (previous != null) {
      token.setStartIndex(previous.getStopIndex() + 1);
      token.setStopIndex(previous.getStopIndex());
    }
    out.add(token);
  }

  /// Can an operand end with this token?
  static boolean endsOperand(int type) {
    return switch (type) {
      case IDENT, INT, FLOAT, STRING, TRUE, FALSE, RPAREN, RBRACK, RBRACE -> true;
      default -> false;
    };
  }
}
