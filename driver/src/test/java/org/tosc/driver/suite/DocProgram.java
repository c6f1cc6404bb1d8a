package org.tosc.driver.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One program of a documentation page with what the page says about it.
///
/// `page`, `section` and `line` say where it stands; `files` are the files it imports, by path;
/// `output` and `error` are the fences after it; `claims` are its `# error` comments.
public record DocProgram(
    String name,
    boolean isNeuro,
    String page,
    String section,
    int line,
    String source,
    Map<String, String> files,
    boolean checkOnly,
    String input,
    Optional<String> output,
    Optional<String> error,
    List<Claim> claims) {

  private static final Pattern PRINTS = Pattern.compile("// prints: ?(.*)");

  public DocProgram {
    files = Map.copyOf(files);
    claims = List.copyOf(claims);
  }

  /// The name of its file, which says its language.
  public String file() {
    return isNeuro ? Claim.NEURO_MAIN : Claim.MAIN;
  }

  /// Whether `tosc check` must refuse the program.
  public boolean isRefused() {
    return claims.stream().anyMatch(Claim::isError);
  }

  /// What the program must print: the fence after it, else its `// prints: …` comments, one line
  /// each; nothing where the page shows neither.
  public String expectedOutput() {
    return output.orElseGet(() -> String.join("", prints().stream().map(l -> l + "\n").toList()));
  }

  /// The lines of the `// prints: …` comments; Neuro-Lang only.
  public List<String> prints() {
    return isNeuro ? PRINTS.matcher(source).results().map(r -> r.group(1)).toList() : List.of();
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + name;
  }
}
