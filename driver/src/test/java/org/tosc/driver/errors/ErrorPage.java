package org.tosc.driver.errors;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.driver.report.TerminalReport;
import org.tosc.tir.source.Code;

/// The page that `tosc explain` shows: a heading, what is wrong, a program with the fault, one
/// without it, and links to the language pages.
record ErrorPage(String text, List<String> fences, List<String> links) {
  private static final Pattern FENCE =
      Pattern.compile("^```[a-z]*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("`(docs/[^`]+)`");

  static ErrorPage of(Code code) {
    String resource = "/errors/" + code + ".md";
    try (InputStream in = TerminalReport.class.getResourceAsStream(resource)) {
      assertNotNull(in, "there is no page " + resource);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ErrorPage(text, all(FENCE, text), all(LINK, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
