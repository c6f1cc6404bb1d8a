package org.tosc.grammar;

import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Checks the spelling of single tokens, and puts the token that is meant in place of one that the
/// language does not have. Subclasses know the types of a language's tokens.
abstract class Spelling {
  /// What of a token is checked.
  enum Check {
    NOTHING,
    ESCAPES,
    SMART_QUOTES,
    NUMBER,
    OPERATOR,
    CHARACTER,
    /// Whatever [#special] does.
    SPECIAL
  }

  private static final Pattern PREFIX = Pattern.compile("0[xXbBoO].*");
  private static final Pattern OPEN_EXPONENT = Pattern.compile("[0-9_]+(\\.[0-9_]+)?[eE]");
  private static final Pattern SEPARATORS = Pattern.compile("[0-9_]+(\\.[0-9_]+)?");

  final Faults faults;

  Spelling(Faults faults) {
    this.faults = faults;
  }

  void check(List<CommonToken> tokens) {
    for (CommonToken token : tokens) {
      int length = token.getStopIndex() - token.getStartIndex();
      if (length > Limits.LITERAL) {
        faults.add(FaultKind.LITERAL_TOO_LONG, token);
      }
      switch (check(token.getType())) {
        case NOTHING -> {}
        case ESCAPES -> checkEscapes(token);
        case SMART_QUOTES -> smartString(token);
        case NUMBER -> badNumber(token);
        case OPERATOR -> foreign(token);
        case CHARACTER -> unknown(token);
        case SPECIAL -> special(token);
      }
    }
  }

  /// What of a token of this type is checked.
  abstract Check check(int type);

  abstract int stringType();

  abstract int numberType();

  /// The type of operators of other languages.
  abstract int foreignType();

  abstract Foreign.@Nullable Row operator(String text);

  abstract Foreign.@Nullable Row lookalike(String text);

  /// What stands before the digits of a number that is not decimal.
  abstract String[] numberPrefixes();

  void special(CommonToken token) {}

  // ------------------------------------------------------------------ strings

  final void checkEscapes(CommonToken token) {
    String text = token.getText();
    int i = text.indexOf('\\');
    while (i >= 0 && i + 1 < text.length()) {
      int end = text.charAt(i + 1) == 'u' ? unicodeEscape(token, text, i) : simple(token, text, i);
      i = text.indexOf('\\', end);
    }
  }

  private int simple(CommonToken token, String text, int at) {
    if ("ntr\\\"'0$".indexOf(text.charAt(at + 1)) < 0) {
      int length = 1 + Character.charCount(text.codePointAt(at + 1));
      report(FaultKind.BAD_ESCAPE, token, at, text.substring(at, at + length), "\\\\");
    }
    return at + 2;
  }

  private int unicodeEscape(CommonToken token, String text, int at) {
    int close = text.indexOf('}', at);
    boolean braces = text.startsWith("{", at + 2) && close > 0 && close <= at + 12;
    String digits = braces ? text.substring(at + 3, close) : "";
    if (isCodePoint(digits)) {
      return close + 1;
    }
    int end = braces ? close + 1 : at + 2;
    SyntaxFault.Edit none = null;
    faults.add(
        new SyntaxFault(
            FaultKind.BAD_UNICODE_ESCAPE,
            token.getStartIndex() + at,
            end - at,
            text.substring(at, end),
            List.of("`\\u{1F600}`"),
            null,
            none));
    return end;
  }

  private static boolean isCodePoint(String digits) {
    if (digits.isEmpty() || digits.length() > 6) {
      return false;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), 16) < 0 || digits.charAt(i) > 'f') {
        return false;
      }
    }
    int point = Integer.parseInt(digits, 16);
    return Character.isValidCodePoint(point) && (point < 0xD800 || point > 0xDFFF);
  }

  private void report(FaultKind kind, CommonToken token, int at, String found, String insert) {
    int offset = token.getStartIndex() + at;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(offset, 1, insert);
    faults.add(new SyntaxFault(kind, offset, found.length(), found, List.of(), null, edit));
  }

  private void smartString(CommonToken token) {
    String text = token.getText();
    String plain = "\"" + text.substring(1, text.length() - 1).replace("\"", "\\\"") + "\"";
    faults.add(FaultKind.SMART_QUOTES, token, whole(token, plain), "`\"`");
    token.setText(plain);
    token.setType(stringType());
  }

  // ------------------------------------------------------------------ numbers

  private void badNumber(CommonToken token) {
    String text = token.getText();
    if (text.startsWith(".")) {
      faults.add(FaultKind.INCOMPLETE_FRACTION, token, whole(token, "0" + text), "a digit");
    } else if (PREFIX.matcher(text).matches()) {
      faults.add(FaultKind.BAD_NUMBER_PREFIX, token, null, numberPrefixes());
    } else if (OPEN_EXPONENT.matcher(text).matches()) {
      faults.add(FaultKind.INCOMPLETE_EXPONENT, token, whole(token, text + "0"), "a digit");
    } else if (SEPARATORS.matcher(text).matches()) {
      String right = text.replaceAll("_+", "_").replaceAll("_(\\.|$)", "$1");
      faults.add(FaultKind.BAD_DIGIT_SEPARATOR, token, whole(token, right), "a digit");
    } else {
      faults.add(FaultKind.BAD_NUMBER, token, null, "an operator", "a space");
    }
    token.setText("0");
    token.setType(numberType());
  }

  // ------------------------------------------------------------------ operators and characters

  private void foreign(CommonToken token) {
    Foreign.Row row = operator(token.getText());
    if (row == null) {
      faults.add(FaultKind.FOREIGN_OPERATOR, token);
      return;
    }
    if (row.kind() == FaultKind.SEMICOLON) {
      return; // Layout knows whether it separates or only ends
    }
    SyntaxFault.Edit edit = row.text().isEmpty() ? null : whole(token, row.text());
    String[] expected =
        row.text().isEmpty() ? new String[0] : new String[] {"`" + row.text().strip() + "`"};
    faults.add(row.kind(), token, edit, expected);
    replace(token, row.type());
  }

  private void unknown(CommonToken token) {
    Foreign.Row row = lookalike(token.getText());
    if (row == null) {
      faults.add(FaultKind.UNKNOWN_CHARACTER, token, whole(token, ""));
      token.setChannel(Token.HIDDEN_CHANNEL);
      return;
    }
    if (row.type() == foreignType()) {
      token.setType(foreignType());
      return;
    }
    faults.add(row.kind(), token, whole(token, row.text()), "`" + row.text() + "`");
    replace(token, row.type());
  }

  private static void replace(CommonToken token, int type) {
    if (type == 0) {
      token.setChannel(Token.HIDDEN_CHANNEL);
    } else {
      token.setType(type);
    }
  }

  static SyntaxFault.Edit whole(CommonToken token, String replacement) {
    int start = token.getStartIndex();
    return new SyntaxFault.Edit(start, token.getStopIndex() + 1 - start, replacement);
  }
}
