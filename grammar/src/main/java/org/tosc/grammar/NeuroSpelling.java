package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;

/// The spelling of Neuro-Lang's tokens.
final class NeuroSpelling extends Spelling {
  private static final Pattern ATTRIBUTE = Pattern.compile("#\\[\\s*(\\w+(?:\\(.*\\))?)\\s*]\\s*");

  NeuroSpelling(Faults faults) {
    super(faults);
  }

  @Override
  Check check(int type) {
    return switch (type) {
      case STRING -> Check.ESCAPES;
      case SMART_STRING -> Check.SMART_QUOTES;
      case BAD_NUMBER -> Check.NUMBER;
      case FOREIGN -> Check.OPERATOR;
      case UNKNOWN -> Check.CHARACTER;
      case SINGLE_QUOTED, HASH_COMMENT -> Check.SPECIAL;
      default -> Check.NOTHING;
    };
  }

  @Override
  int stringType() {
    return STRING;
  }

  @Override
  int numberType() {
    return INT;
  }

  @Override
  int foreignType() {
    return FOREIGN;
  }

  @Override
  Foreign.@Nullable Row operator(String text) {
    return NeuroForeign.operator(text);
  }

  @Override
  Foreign.@Nullable Row lookalike(String text) {
    return NeuroForeign.lookalike(text);
  }

  @Override
  String[] numberPrefixes() {
    return new String[] {"`0x`", "`0b`", "`0o`"};
  }

  @Override
  void special(CommonToken token) {
    if (token.getType() == SINGLE_QUOTED) {
      singleQuotes(token);
    } else {
      hash(token);
    }
  }

  private void singleQuotes(CommonToken token) {
    String text = token.getText();
    String inner = text.substring(1, text.length() - 1).replace("\"", "\\\"");
    String plain = "\"" + inner.replace("\\'", "'") + "\"";
    faults.add(FaultKind.SINGLE_QUOTES, token, whole(token, plain), "`\"`");
    token.setType(STRING);
  }

  private void hash(CommonToken token) {
    String text = token.getText();
    Matcher attribute = ATTRIBUTE.matcher(text);
    int start = token.getStartIndex();
    if (attribute.matches()) {
      String ours = "@" + attribute.group(1);
      SyntaxFault.Edit edit = new SyntaxFault.Edit(start, text.stripTrailing().length(), ours);
      int length = text.stripTrailing().length();
      faults.add(
          new SyntaxFault(
              FaultKind.HASH_ATTRIBUTE,
              start,
              length,
              text.stripTrailing(),
              List.of("`" + ours + "`"),
              null,
              edit));
      return;
    }
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, 1, "//");
    faults.add(
        new SyntaxFault(
            FaultKind.HASH_COMMENT, start, 1, "#", FaultKind.HASH_COMMENT.expected(), null, edit));
  }
}
