package org.tosc.serve;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads streams of completions.
final class Streams {
  private static final Pattern TEXT = Pattern.compile("\"text\":\"([^\"]*)\"");

  private Streams() {}

  /// The pieces of a stream, put together.
  static String texts(String stream) {
    return TEXT.matcher(stream)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.joining());
  }
}
