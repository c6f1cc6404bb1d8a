package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The bar, on a clock of the test.
final class ProgressTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private long now;

  private Progress progress(Progress.Style style) {
    return new Progress(new PrintStream(shown, true, StandardCharsets.UTF_8), style, () -> now);
  }

  private String shown() {
    String text = shown.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "|");
    shown.reset();
    return text;
  }

  @Test
  void aBarSaysHowMuchIsLeft() {
    Progress progress = progress(Progress.Style.BAR);
    progress.show(0, "first");
    assertEquals("|[                    ]   0 %  first", shown());
    now = 10_000_000_000L;
    progress.show(0.25, "second");
    assertEquals("|[#####               ]  25 %  second  30 s left", shown());
    now += 50_000_000;
    progress.show(0.26, "second");
    assertEquals("", shown());
    now += 50_000_000;
    progress.show(0.5, "second");
    assertEquals("|[##########          ]  50 %  second  10 s left", shown());
    progress.end();
    assertEquals("|", shown());
  }

  @Test
  void elsewhereEachPartIsALine() {
    Progress progress = progress(Progress.Style.LINES);
    progress.show(0, "first");
    progress.show(0.1, "first");
    progress.show(0.5, "second");
    progress.end();
    assertEquals("first\nsecond\n", shown().replace("\r\n", "\n"));
    progress(Progress.Style.NONE).show(0, "first");
    assertEquals("", shown());
  }
}
