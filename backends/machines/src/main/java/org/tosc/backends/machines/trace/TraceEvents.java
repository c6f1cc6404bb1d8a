package org.tosc.backends.machines.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/// A list of events as JSON that Perfetto and Chrome read ("Trace Event Format", Google, 2016):
/// each is of a process and of a track in it, at a time in microseconds.
public final class TraceEvents implements AutoCloseable {
  private final Appendable out;
  private String separator = "\n";

  /// Begins a list.
  ///
  /// @param out gets the text; the caller closes it
  public TraceEvents(Appendable out) {
    this.out = out;
    write("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
  }

  /// Names a process.
  public void process(int process, String name) {
    String format =
        "{\"ph\":\"M\",\"pid\":%d,\"name\":\"process_name\",\"args\":{\"name\":\"%s\"}}";
    item(format, process, escaped(name));
  }

  /// Names a track; tracks are shown by their numbers.
  public void track(int process, int track, String name) {
    item(
        "{\"ph\":\"M\",\"pid\":%d,\"tid\":%d,\"name\":\"thread_name\",\"args\":{\"name\":\"%s\"}}",
        process, track, escaped(name));
    item(
        "{\"ph\":\"M\",\"pid\":%d,\"tid\":%d,\"name\":\"thread_sort_index\","
            + "\"args\":{\"sort_index\":%d}}",
        process, track, track);
  }

  /// Something that takes a while.
  ///
  /// @param from whole, or with up to three places
  public void slice(
      int process, int track, double from, double length, String category, String name) {
    item(
        "{\"ph\":\"X\",\"pid\":%d,\"tid\":%d,\"ts\":%s,\"dur\":%s,\"cat\":\"%s\",\"name\":\"%s\"}",
        process, track, micros(from), micros(length), escaped(category), escaped(name));
  }

  /// The beginning or the end of something of which several may be under way at once.
  ///
  /// @param flight its number
  public void flight(
      boolean begins, int process, int track, double at, int flight, String category, String name) {
    item(
        "{\"ph\":\"%s\",\"pid\":%d,\"tid\":%d,\"ts\":%s,\"id\":%d,\"cat\":\"%s\",\"name\":\"%s\"}",
        begins ? "b" : "e", process, track, micros(at), flight, escaped(category), escaped(name));
  }

  /// A share at a time, which holds until the next one.
  public void counter(int process, double at, String name, double share) {
    item(
        "{\"ph\":\"C\",\"pid\":%d,\"ts\":%s,\"name\":\"%s\",\"args\":{\"share\":%.1f}}",
        process, micros(at), escaped(name), share);
  }

  private static String micros(double time) {
    boolean isWhole = time == Math.rint(time);
    return isWhole ? Long.toString((long) time) : String.format(Locale.ROOT, "%.3f", time);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else {
        escaped.append(c < ' ' ? ' ' : c);
      }
    }
    return escaped.toString();
  }

  private void item(String format, Object... values) {
    write(separator);
    write(String.format(Locale.ROOT, format, values));
    separator = ",\n";
  }

  private void write(String text) {
    try {
      out.append(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Writes the end.
  @Override
  public void close() {
    write("\n]}\n");
  }
}
