package org.tosc.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Cuts a text into tokens, of either language. A string may span lines, so one forgotten quote
/// turns the rest of the file inside out; if the text ends inside a string, the culprit is sought:
/// the string that, when ended at its line's end, leaves the fewest strings over several lines
/// behind it.
abstract class TokenCutter {
  private static final int MAX_CULPRITS = 8;

  final String text;
  final Faults faults;
  private final int[] lineBreaks;

  TokenCutter(String text, Faults faults) {
    this.text = text;
    this.faults = faults;
    this.lineBreaks = lineBreaks(text);
  }

  /// One attempt: the tokens, the strings over several lines, and the string open at the end.
  record Attempt(
      List<CommonToken> tokens,
      List<CommonToken> longStrings,
      @Nullable CommonToken open,
      int openComment,
      boolean tooMany) {}

  List<CommonToken> cut() {
    Set<Integer> cutShort = new HashSet<>();
    Attempt attempt = attempt(cutShort);
    while (attempt.open != null && cutShort.size() < Limits.FAULTS) {
      CommonToken culprit = culprit(attempt, attempt.open, cutShort);
      cutShort.add(culprit.getStartIndex());
      faults.add(unterminated(culprit));
      attempt = attempt(cutShort);
    }
    reportRest(attempt);
    spelling().check(attempt.tokens);
    return attempt.tokens;
  }

  /// What checks the spelling of single tokens.
  abstract Spelling spelling();

  /// Cuts the text, where the strings that begin at these places end with their lines.
  abstract Attempt attempt(Set<Integer> cutShort);

  private void reportRest(Attempt attempt) {
    List<CommonToken> tokens = attempt.tokens;
    if (attempt.openComment >= 0) {
      faults.add(
          new SyntaxFault(
              FaultKind.UNTERMINATED_COMMENT,
              attempt.openComment,
              2,
              "/*",
              List.of("`*/`"),
              null,
              new SyntaxFault.Edit(text.length(), 0, "*/")));
    }
    if (attempt.tooMany) {
      faults.add(FaultKind.TOO_MANY_TOKENS, tokens.getLast());
      tokens.getLast().setType(Token.EOF); // nothing before it is read
      tokens.subList(0, tokens.size() - 1).clear();
    }
  }

  private CommonToken culprit(Attempt attempt, CommonToken open, Set<Integer> cutShort) {
    CommonToken best = open;
    int fewest = Integer.MAX_VALUE;
    List<CommonToken> candidates = new ArrayList<>(attempt.longStrings);
    candidates.add(open);
    for (CommonToken candidate : candidates.subList(0, Math.min(MAX_CULPRITS, candidates.size()))) {
      Set<Integer> trial = new HashSet<>(cutShort);
      trial.add(candidate.getStartIndex());
      Attempt outcome = attempt(trial);
      int score = outcome.longStrings.size() * 2 + (outcome.open == null ? 0 : 1);
      if (score < fewest) {
        fewest = score;
        best = candidate;
      }
    }
    return best;
  }

  private SyntaxFault unterminated(CommonToken opener) {
    int start = opener.getStartIndex();
    int end = endOfLine(start);
    String line = text.substring(start, end);
    int hole = line.lastIndexOf("${");
    if (hole >= 0 && line.indexOf('}', hole) < 0) {
      SyntaxFault.Edit close = new SyntaxFault.Edit(end, 0, "}" + text.charAt(start));
      return new SyntaxFault(
          FaultKind.UNTERMINATED_INTERPOLATION,
          start + hole,
          2,
          "${",
          List.of("`}`"),
          new SyntaxFault.Construct("string", start),
          close);
    }
    String quote = text.substring(start, start + 1);
    return new SyntaxFault(
        FaultKind.UNTERMINATED_STRING,
        start,
        1,
        quote,
        List.of("`" + quote + "`"),
        null,
        new SyntaxFault.Edit(end, 0, quote));
  }

  /// Makes a string's token reach to the end of its line only; gives the offset of that end.
  final int shorten(CommonToken token, int stringType) {
    int end = endOfLine(token.getStartIndex());
    token.setType(stringType);
    token.setStopIndex(end - 1);
    String line = text.substring(token.getStartIndex(), end);
    int kept = line.length();
    while (kept > 0 && line.charAt(kept - 1) == '\\') {
      kept--;
    }
    token.setText(line.substring(0, kept) + line.charAt(0));
    return end;
  }

  final boolean spansLines(int start, int stop) {
    int next = Arrays.binarySearch(lineBreaks, start);
    next = next < 0 ? -next - 1 : next;
    return next < lineBreaks.length && lineBreaks[next] < stop;
  }

  private static int[] lineBreaks(String text) {
    int[] breaks = new int[text.length() / 16 + 16];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        breaks = count == breaks.length ? Arrays.copyOf(breaks, 2 * count) : breaks;
        breaks[count++] = i;
      }
    }
    return Arrays.copyOf(breaks, count);
  }

  private int endOfLine(int offset) {
    int end = offset;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }
}
