package org.tosc.driver.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One program of a documentation page with what the page says about it.
///
/// `page`, `section` and `line` say where it stands; `files` are the files it imports, by path;
/// `output` and `error` are the fences after it; `claims` are its `# error` comments.
public record DocProgram(
    String name,
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

  public DocProgram {
    files = Map.copyOf(files);
    claims = List.copyOf(claims);
  }

  /// Whether `tosc check` must refuse the program.
  public boolean isRefused() {
    return claims.stream().anyMatch(Claim::isError);
  }

  /// What the program must print: nothing where the page shows no output.
  public String expectedOutput() {
    return output.orElse("");
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + name;
  }
}
