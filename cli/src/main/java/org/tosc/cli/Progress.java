package org.tosc.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.tosc.driver.measure.Clock;

/// How far a command has come, on the error stream: a bar that is drawn over itself on a terminal,
/// a line for each new part elsewhere, nothing with `--quiet`.
///
/// ```text
/// [########            ]  40 %  mlp on jvm  12 s left
/// ```
final class Progress {
  private static final int WIDTH = 20;
  private static final long REDRAW = 100_000_000;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final Style style;
  private final Clock clock;
  private final long start;
  private long drawn;
  private String last = "";

  /// Where it is shown.
  enum Style {
    BAR,
    LINES,
    NONE
  }

  Progress(PrintStream err, Style style, Clock clock) {
    this.err = err;
    this.style = style;
    this.clock = clock;
    this.start = clock.nanos();
    this.drawn = start - REDRAW;
  }

  static Progress of(Console console) {
    Style style = console.quiet() ? Style.NONE : console.isErrTerminal() ? Style.BAR : Style.LINES;
    return new Progress(console.err(), style, Clock.SYSTEM);
  }

  /// @param done from 0 to 1
  /// @param what is being done now
  void show(double done, String what) {
    boolean isNew = !what.equals(last);
    last = what;
    switch (style) {
      case BAR -> bar(done, what, isNew);
      case LINES -> {
        if (isNew) {
          err.println(what);
        }
      }
      case NONE -> {}
    }
  }

  private void bar(double done, String what, boolean isNew) {
    long now = clock.nanos();
    if (!isNew && now - drawn < REDRAW) {
      return;
    }
    drawn = now;
    int filled = (int) Math.clamp(done * WIDTH, 0, WIDTH);
    String left =
        done <= 0 ? "" : "  " + Math.round((now - start) / 1e9 * (1 - done) / done) + " s left";
    err.print(
        String.format(
            Locale.ROOT,
            "%s[%s%s] %3d %%  %s%s",
            CLEAR,
            "#".repeat(filled),
            " ".repeat(WIDTH - filled),
            Math.round(done * 100),
            what,
            left));
    err.flush();
  }

  /// Takes the bar away.
  void end() {
    if (style == Style.BAR) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
