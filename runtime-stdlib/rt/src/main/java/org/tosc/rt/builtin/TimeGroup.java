package org.tosc.rt.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Text;

/// Time. Instants are seconds since 1970 in UTC, and calendars are UTC everywhere, so that a
/// program means the same in every time zone.
final class TimeGroup {
  private TimeGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of("time()", "seconds since 1970-01-01 in UTC", (_, _) -> now())
            .as("now", "timestamp"),
        Builtin.of("time_ms()", "milliseconds since 1970", (_, _) -> System.currentTimeMillis()),
        Builtin.of(
            "clock()",
            "seconds since the program began, for measuring",
            (s, _) -> s.elapsedSeconds()),
        Builtin.of("sleep(seconds)", "waits", TimeGroup::sleep),
        Builtin.of(
            "datetime(seconds=nil)",
            "a dict of year, month, day, hour, minute, second, weekday (Monday is 1) and yearday",
            (_, a) -> calendar(moment(a[0]))),
        Builtin.of(
            "make_time(year, month=1, day=1, hour=0, minute=0, second=0)",
            "the seconds since 1970 of a date and time",
            TimeGroup::makeTime),
        Builtin.of(
                "format_time(seconds=nil, format=\"%Y-%m-%d %H:%M:%S\")",
                "a time in a format of %Y %m %d %H %M %S %f %j %a %A %b %B %y %p %I %%",
                (_, a) ->
                    Text.of(TimeFormat.format(moment(a[0]), Args.string("format_time", a[1]))))
            .as("strftime"),
        Builtin.of(
                "parse_time(text, format=\"%Y-%m-%d %H:%M:%S\")",
                "the seconds since 1970 that a text in a format says",
                (_, a) ->
                    seconds(
                        TimeFormat.parse(
                            Args.string("parse_time", a[0]), Args.string("parse_time", a[1]))))
            .as("strptime"));
  }

  private static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  private static double seconds(LocalDateTime time) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }

  private static LocalDateTime moment(@Nullable Object seconds) {
    double at = seconds == null ? now() : Args.number("datetime", seconds);
    double whole = Math.floor(at);
    if (!(Math.abs(whole) < 1e12)) {
      throw Errors.value("the time " + at + " is beyond the calendar");
    }
    int nanos = (int) Math.min(999_999_999, Math.round((at - whole) * 1e9));
    return LocalDateTime.ofEpochSecond((long) whole, nanos, ZoneOffset.UTC);
  }

  private static DictValue calendar(LocalDateTime time) {
    return new DictValue()
        .with("year", (long) time.getYear())
        .with("month", (long) time.getMonthValue())
        .with("day", (long) time.getDayOfMonth())
        .with("hour", (long) time.getHour())
        .with("minute", (long) time.getMinute())
        .with("second", (long) time.getSecond())
        .with("weekday", (long) time.getDayOfWeek().getValue())
        .with("yearday", (long) time.getDayOfYear());
  }

  private static Object makeTime(Session session, @Nullable Object[] a) {
    int[] parts = new int[6];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Math.clamp(Args.integer("make_time", a[i]), -10_000_000, 10_000_000);
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
      return (double) time.toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Errors.value("make_time(): " + e.getMessage());
    }
  }

  private static @Nullable Object sleep(Session session, @Nullable Object[] a) {
    double seconds = Args.number("sleep", a[0]);
    if (!(seconds >= 0)) {
      throw Errors.value("sleep() expects at least 0 seconds");
    }
    session.out().flush();
    long end = System.nanoTime() + (long) Math.min(seconds * 1e9, 0x1p62);
    try (var _ = session.interruption().attentive()) {
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        Thread.sleep(Math.min(50, left / 1_000_000 + 1));
        session.checkInterrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Errors.of(ErrorKind.INTERRUPTED, "sleep() was interrupted");
    }
    return null;
  }
}
