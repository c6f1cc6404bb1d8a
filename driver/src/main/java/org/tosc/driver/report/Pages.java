package org.tosc.driver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tosc.tir.source.Code;

/// The explanation pages of diagnostic codes: the resources `errors/<code>.md`.
public final class Pages {
  private Pages() {}

  /// The page of a code, in Markdown.
  public static String of(Code code) {
    try (InputStream page = Pages.class.getResourceAsStream("/errors/" + code + ".md")) {
      return page == null
          ? "# " + code + ": " + code.title() + "\n"
          : new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
