package org.tosc.rt.builtin;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;

/// Times in C's `strftime` formats, in English whatever the locale.
final class TimeFormat {
  private TimeFormat() {}

  static String format(LocalDateTime time, String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
      } else {
        out.append(field(time, format.charAt(++i)));
      }
    }
    return out.toString();
  }

  private static String field(LocalDateTime time, char field) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (field) {
      case 'Y' -> padded(time.getYear(), 4);
      case 'y' -> padded(Math.floorMod(time.getYear(), 100), 2);
      case 'm' -> padded(time.getMonthValue(), 2);
      case 'd' -> padded(time.getDayOfMonth(), 2);
      case 'H' -> padded(time.getHour(), 2);
      case 'I' -> padded(hour12, 2);
      case 'M' -> padded(time.getMinute(), 2);
      case 'S' -> padded(time.getSecond(), 2);
      case 'f' -> padded(time.getNano() / 1000, 6);
      case 'j' -> padded(time.getDayOfYear(), 3);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case '%' -> "%";
      default -> throw unknown(field);
    };
  }

  private static GuestError unknown(char field) {
    return Errors.value("a time format has no `%" + field + "`");
  }

  private static String padded(int value, int width) {
    String digits = Integer.toString(Math.abs(value));
    return (value < 0 ? "-" : "") + "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  static LocalDateTime parse(String text, String format) {
    Map<Character, Integer> fields = new HashMap<>();
    int at = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length() && format.charAt(i + 1) != '%') {
        char field = format.charAt(++i);
        int end = endOfDigits(text, at, width(field));
        if (end == at) {
          throw mismatch(text, format);
        }
        fields.put(field, Integer.parseInt(text.substring(at, end)));
        at = end;
      } else {
        i += c == '%' && i + 1 < format.length() ? 1 : 0;
        if (at >= text.length() || text.charAt(at++) != c) {
          throw mismatch(text, format);
        }
      }
    }
    if (at != text.length()) {
      throw mismatch(text, format);
    }
    return of(fields, text, format);
  }

  private static LocalDateTime of(Map<Character, Integer> fields, String text, String format) {
    try {
      return LocalDateTime.of(
          fields.getOrDefault('Y', 1970),
          fields.getOrDefault('m', 1),
          fields.getOrDefault('d', 1),
          fields.getOrDefault('H', 0),
          fields.getOrDefault('M', 0),
          fields.getOrDefault('S', 0),
          fields.getOrDefault('f', 0) * 1000);
    } catch (DateTimeException _) {
      throw mismatch(text, format);
    }
  }

  private static int width(char field) {
    return switch (field) {
      case 'Y' -> 4;
      case 'm', 'd', 'H', 'M', 'S' -> 2;
      case 'f' -> 6;
      default -> throw Errors.value("parse_time() does not read `%" + field + "`");
    };
  }

  private static int endOfDigits(String text, int from, int most) {
    int at = from;
    while (at < text.length()
        && at < from + most
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static GuestError mismatch(String text, String format) {
    return Errors.value(
        "the time " + Show.quote(text) + " does not fit the format " + Show.quote(format));
  }
}
