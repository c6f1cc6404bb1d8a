package org.tosc.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// The tokens of a text as they were cut, and those that go to the parser: where [NeuroBraces]
/// reads and writes. Comments stay where they are.
final class NeuroTape {
  /// Tokens that a decision may look at.
  private static final int LOOK_AHEAD = 4_000;

  private static final int LOOK_BACK = 100;

  private final String text;
  private final List<CommonToken> raw;
  private final List<CommonToken> out;
  private @Nullable CommonToken previous;
  private int at = -1;

  NeuroTape(String text, List<CommonToken> raw) {
    this.text = text;
    this.raw = raw;
    this.out = new ArrayList<>(raw.size() + raw.size() / 16 + 8);
  }

  /// Moves to the next token that the parser sees, and writes what lies before it; false behind the
  /// last one.
  boolean advance() {
    at++;
    while (at < raw.size() && raw.get(at).getChannel() != Token.DEFAULT_CHANNEL) {
      out.add(raw.get(at++));
    }
    return at < raw.size();
  }

  CommonToken token() {
    return raw.get(at);
  }

  /// The token `ahead` places further on; the last one if there are fewer.
  CommonToken next(int ahead) {
    if (ahead == 0) {
      return token();
    }
    int left = ahead;
    for (int i = at + 1; i < raw.size(); i++) {
      if (raw.get(i).getChannel() == Token.DEFAULT_CHANNEL && --left == 0) {
        return raw.get(i);
      }
    }
    return raw.getLast();
  }

  int nextType(int ahead) {
    return next(ahead).getType();
  }

  @Nullable CommonToken previous() {
    return previous;
  }

  int previousType() {
    return previous == null ? Token.EOF : previous.getType();
  }

  /// Where the text before the current token ends.
  int behindPrevious() {
    return previous == null ? 0 : previous.getStopIndex() + 1;
  }

  List<CommonToken> result() {
    return out;
  }

  /// Does the previous token, a `>`, close the `::<` of a path?
  boolean closesTurbofish() {
    int depth = 0;
    for (int i = out.size() - 1; i > 0 && i > out.size() - LOOK_BACK; i--) {
      if (out.get(i).getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      switch (out.get(i).getType()) {
        case NeuroLangLexer.GT -> depth++;
        case NeuroLangLexer.LT -> {
          if (--depth == 0) {
            return out.get(i - 1).getType() == NeuroLangLexer.PATH_SEP;
          }
        }
        case NeuroLangLexer.SEMI, NeuroLangLexer.LBRACE, NeuroLangLexer.BODY_LBRACE -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  /// Would `count` `>` here close the arguments of a type, as in `x: T<A>=v` and `fn() -> T<A>=f`?
  /// No expression looks so, because comparisons do not chain.
  boolean closesType(int count) {
    int angles = count;
    int brackets = 0;
    for (int i = out.size() - 1; i > 0 && i > out.size() - LOOK_BACK; i--) {
      int type = out.get(i).getType();
      if (out.get(i).getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      brackets -= balance(type);
      if (brackets < 0) {
        return false;
      }
      if (brackets > 0) {
        continue;
      }
      switch (type) {
        case NeuroLangLexer.GT -> angles++;
        case NeuroLangLexer.LT -> {
          if (--angles == 0) {
            return isTypeAt(i - 1);
          }
        }
        case NeuroLangLexer.SEMI, NeuroLangLexer.ASSIGN -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  /// Does a path end here that `:` or `->` stands before?
  private boolean isTypeAt(int end) {
    for (int i = end; i >= 0; i--) {
      CommonToken token = out.get(i);
      boolean inPath =
          token.getType() == NeuroLangLexer.IDENT || token.getType() == NeuroLangLexer.PATH_SEP;
      if (!inPath && token.getChannel() == Token.DEFAULT_CHANNEL) {
        return token.getType() == NeuroLangLexer.COLON || token.getType() == NeuroLangLexer.ARROW;
      }
    }
    return false;
  }

  // ------------------------------------------------------------------ writing

  /// Makes several tokens of the current one, of one character each.
  void split(int... types) {
    CommonToken whole = token();
    raw.remove(at);
    for (int i = 0; i < types.length; i++) {
      CommonToken part = new CommonToken(whole);
      part.setType(types[i]);
      part.setStartIndex(whole.getStartIndex() + i);
      part.setStopIndex(whole.getStartIndex() + i);
      raw.add(at + i, part);
    }
  }

  void emit(CommonToken token) {
    out.add(token);
    previous = token;
  }

  /// Writes a token that stands for missing text, behind the previous one.
  CommonToken emitVirtual(int type, String spelling) {
    CommonToken token = new Tape.Virtual(raw.get(Math.min(at, raw.size() - 1)), type, spelling);
    if (previous != null) {
      token.setStartIndex(behindPrevious());
      token.setStopIndex(behindPrevious() - 1);
    }
    emit(token);
    return token;
  }

  /// As [#emitVirtual], without counting as what stands before the next token.
  void emitTail() {
    CommonToken before = previous;
    emitVirtual(NeuroLangLexer.TAIL, "");
    previous = before;
  }

  /// Leaves out the token `ahead` places further on.
  void hideNext(int ahead) {
    next(ahead).setChannel(Token.HIDDEN_CHANNEL);
  }

  /// Leaves out the current token: it is written, but the parser does not see it.
  void hide() {
    token().setChannel(Token.HIDDEN_CHANNEL);
    out.add(token());
  }

  // ------------------------------------------------------------------ places

  /// Does the current token begin its line?
  boolean beginsLine() {
    return beginsLine(token());
  }

  boolean beginsLine(Token token) {
    int at = Math.min(token.getStartIndex(), text.length());
    while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
      at--;
    }
    return at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r';
  }

  /// The column of the first character of a token's line; a tab reaches to the next multiple of 8.
  int indentation(Token token) {
    int width = 0;
    for (int i = lineStart(token.getStartIndex()); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t') {
        return width;
      }
      width = c == '\t' ? (width / 8 + 1) * 8 : width + 1;
    }
    return width;
  }

  private int lineStart(int offset) {
    int start = Math.min(offset, text.length());
    while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
      start--;
    }
    return start;
  }

  /// How many places ahead the bracket closes that stands `from` places ahead (0 is the current
  /// token), or -1.
  int closes(int from) {
    int depth = 0;
    int ahead = 0;
    for (int i = at; i < Math.min(raw.size(), at + LOOK_AHEAD); i++) {
      CommonToken token = raw.get(i);
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      if (ahead >= from) {
        depth += balance(token.getType());
        if (depth <= 0) {
          return depth < 0 ? -1 : ahead;
        }
      }
      ahead++;
    }
    return -1;
  }

  static int balance(int type) {
    return switch (type) {
      case NeuroLangLexer.LPAREN,
          NeuroLangLexer.LBRACK,
          NeuroLangLexer.LBRACE,
          NeuroLangLexer.BODY_LBRACE,
          NeuroLangLexer.STRUCT_LBRACE ->
          1;
      case NeuroLangLexer.RPAREN, NeuroLangLexer.RBRACK, NeuroLangLexer.RBRACE -> -1;
      default -> 0;
    };
  }

  /// The text from the current token to the one `ahead` places further on.
  String textTo(int ahead) {
    return text.substring(token().getStartIndex(), next(ahead).getStopIndex() + 1);
  }

  String text() {
    return text;
  }
}
