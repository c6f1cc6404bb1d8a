package org.tosc.rt.builtin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// C's `printf` formats, by way of [FormatSpec].
final class PrintfFormat {
  private static final Pattern FIELD =
      Pattern.compile("%(?:%|([-+ #0]*)([0-9]{0,5})(?:\\.([0-9]{0,5}))?[lhzjt]*([a-zA-Z]))");

  private PrintfFormat() {}

  static String format(String format, ListValue args) {
    StringBuilder out = new StringBuilder();
    Matcher fields = FIELD.matcher(format);
    int from = 0;
    int next = 0;
    while (fields.find()) {
      literal(out, format, from, fields.start());
      from = fields.end();
      if (fields.group().equals("%%")) {
        out.append('%');
        continue;
      }
      if (next == args.size()) {
        throw Errors.argument(
            "the format " + Show.quote(format) + " asks for more than " + next + " values");
      }
      out.append(field(fields, args.get(next++)));
    }
    literal(out, format, from, format.length());
    if (next < args.size()) {
      throw Errors.argument(
          "the format " + Show.quote(format) + " takes " + next + " values, found " + args.size());
    }
    return out.toString();
  }

  private static void literal(StringBuilder out, String format, int from, int to) {
    if (format.substring(from, to).indexOf('%') >= 0) {
      throw Errors.value("the format " + Show.quote(format) + " has a `%` without a type");
    }
    out.append(format, from, to);
  }

  private static String field(Matcher field, @Nullable Object value) {
    String flags = field.group(1);
    String width = field.group(2);
    String precision = field.group(3);
    char type = field.group(4).charAt(0);
    String spec = flags.indexOf('-') >= 0 ? "<" : "sc".indexOf(type) >= 0 ? ">" : "";
    spec += flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
    spec += flags.indexOf('#') >= 0 ? "#" : "";
    boolean zeros = flags.indexOf('0') >= 0 && flags.indexOf('-') < 0 && type != 's';
    spec += (zeros ? "0" : "") + width;
    String places = precision == null ? "" : "." + (precision.isEmpty() ? "0" : precision);
    return switch (type) {
      case 'd', 'i', 'u' -> FormatSpec.apply(integer(value), spec + "d");
      case 'x', 'X', 'o', 'b' -> FormatSpec.apply(integer(value), spec + type);
      case 'c' -> FormatSpec.apply(character(value), spec);
      case 's' -> FormatSpec.apply(Text.of(Show.text(value)), spec + places);
      case 'e', 'E', 'f', 'F', 'g', 'G' ->
          FormatSpec.apply(Args.number("printf", value), spec + places + type);
      default ->
          throw Errors.value(
              "printf() has no type `%" + type + "`; there are d i u x X o b c s f e g");
    };
  }

  private static long integer(@Nullable Object value) {
    return value instanceof Double number
        ? Conversions.truncate("printf", number)
        : Args.integer("printf", value);
  }

  private static Text character(@Nullable Object value) {
    return value instanceof Long code
        ? Text.ofCodePoint(Math.clamp(code, 0, 0x10FFFF))
        : Args.text("printf", value);
  }
}
