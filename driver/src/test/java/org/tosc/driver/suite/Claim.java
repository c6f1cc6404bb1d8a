package org.tosc.driver.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a comment such as `# error: E0401 [2, 3] [4, 5] axis 1 "transpose"` (in Neuro-Lang with
/// `//`) says about its line: a diagnostic starts here, perhaps with that code, and its text
/// contains each of the parts.
public record Claim(
    String file, int line, boolean isError, Optional<String> code, List<String> parts) {
  /// The file name of a program itself, in Pseudocode.
  public static final String MAIN = "main.pseudo";

  /// The file name of a program itself, in Neuro-Lang.
  public static final String NEURO_MAIN = "main.neuro";

  private static final Pattern COMMENT =
      Pattern.compile("(#|//)\\s*(?<severity>error|warning)\\b:?(?<rest>.*)$");
  private static final Pattern PART =
      Pattern.compile(
          "(?<code>[EW][0-9]{4})|(?<shape>\\[[^\\]]*\\])|(?<axis>axis [0-9]+)|\"(?<text>[^\"]*)\"");

  public Claim {
    parts = List.copyOf(parts);
  }

  /// The claims of a file's comments, in order of lines, which count from 1.
  static List<Claim> of(String file, String source) {
    List<Claim> claims = new ArrayList<>();
    String[] lines = source.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher comment = COMMENT.matcher(lines[i]);
      if (comment.find()) {
        claims.add(parse(file, i + 1, comment));
      }
    }
    return claims;
  }

  private static Claim parse(String file, int line, Matcher comment) {
    Optional<String> code = Optional.empty();
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(comment.group("rest"));
    while (part.find()) {
      if (part.group("code") != null) {
        code = Optional.of(part.group());
      } else {
        parts.add(part.group("text") != null ? part.group("text") : part.group());
      }
    }
    return new Claim(file, line, comment.group("severity").equals("error"), code, parts);
  }

  /// Whether a diagnostic of this severity and code, at this place and with this whole text, is the
  /// claimed one.
  public boolean accepts(
      boolean error, String foundCode, String foundFile, int foundLine, String text) {
    return isError == error
        && file.equals(foundFile)
        && line == foundLine
        && code.map(foundCode::equals).orElse(true)
        && parts.stream().allMatch(text::contains);
  }
}
