package org.tosc.models.train;

import java.util.Locale;
import java.util.function.Consumer;

/// How far a run is, in one line: step, loss, speed and the time that is left.
///
/// A terminal has one line that is written again and again; elsewhere there is a new line every few
/// seconds.
public final class ProgressLine {
  /// Where lines go.
  public enum Style {
    TERMINAL(200),
    LINES(5000),
    NONE(Long.MAX_VALUE);

    private final long millis;

    Style(long millis) {
      this.millis = millis;
    }
  }

  private static final double NANOS = 1e9;

  private final Style style;
  private final Consumer<String> out;
  private final long steps;
  private long first;
  private long start;
  private long last;
  private boolean isOpen;

  /// A line about a run of so many steps.
  public ProgressLine(Style style, Consumer<String> out, long steps) {
    this.style = style;
    this.out = out;
    this.steps = steps;
  }

  /// After a step, counted from 1.
  public void step(long step, double loss) {
    long now = System.nanoTime();
    if (start == 0) { // the first step compiles; what follows tells the speed
      start = now;
      first = step;
      last = now;
    }
    if (style == Style.NONE || ((now - last) / 1_000_000 < style.millis && step < steps)) {
      return;
    }
    last = now;
    String text = text(step, steps, step - first, loss, (now - start) / NANOS);
    switch (style) {
      case TERMINAL -> {
        isOpen = true;
        out.accept("\r" + text + "\u001b[K");
      }
      case LINES -> out.accept(text + "\n");
      case NONE -> {}
    }
  }

  /// Something else to say about the run.
  public void say(String text) {
    if (style != Style.NONE) {
      end();
      out.accept(text + "\n");
    }
  }

  public void end() {
    if (isOpen) {
      isOpen = false;
      out.accept("\n");
    }
  }

  /// @param done steps in these seconds; where there are none, nothing tells the speed
  static String text(long step, long steps, long done, double loss, double seconds) {
    String far =
        String.format(
            Locale.ROOT,
            "train: step %d/%d (%d %%), loss %.4f",
            step,
            steps,
            100 * step / Math.max(1, steps),
            loss);
    if (done == 0) {
      return far;
    }
    double rate = done / Math.max(1e-9, seconds);
    String left = time((steps - step) / Math.max(1e-9, rate));
    return far + String.format(Locale.ROOT, ", %.1f steps/s, %s left", rate, left);
  }

  private static String time(double seconds) {
    long all = Math.round(Math.min(seconds, 1e9));
    return all < 60 ? all + " s" : String.format(Locale.ROOT, "%d:%02d min", all / 60, all % 60);
  }
}
