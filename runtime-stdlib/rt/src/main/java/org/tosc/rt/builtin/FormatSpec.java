package org.tosc.rt.builtin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.Text;

/// A number or string in Python's format language:
/// `[[fill]align][sign][#][0][width][,|_][.precision] [type]` (Python documentation, "Format
/// Specification Mini-Language"). Floats are rounded from their exact value, ties to even, as C's
/// `printf` does.
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    char group,
    int precision,
    char type) {
  private static final int MAX_WIDTH = 100_000;

  /// The value formatted by a spec such as `>8.2f`.
  static String apply(@Nullable Object value, String spec) {
    return parse(spec).format(value);
  }

  static FormatSpec parse(String spec) {
    return new Parser(spec).parse();
  }

  /// Reads a spec from left to right.
  private static final class Parser {
    private final String spec;
    private int at;

    Parser(String spec) {
      this.spec = spec;
    }

    FormatSpec parse() {
      int fill = ' ';
      char align = 0;
      if (!spec.isEmpty()) {
        int second = spec.offsetByCodePoints(0, 1);
        if (second < spec.length() && "<>^=".indexOf(spec.charAt(second)) >= 0) {
          fill = spec.codePointAt(0);
          align = spec.charAt(second);
          at = second + 1;
        }
      }
      align = align != 0 ? align : take("<>^=");
      char sign = take("+- ");
      boolean alternate = take("#") != 0;
      if (take("0") != 0 && align == 0) {
        fill = '0';
        align = '=';
      }
      int width = number(0);
      char group = take(",_");
      int precision = take(".") != 0 ? number(-1) : -1;
      if (precision < 0 && at > 0 && spec.charAt(at - 1) == '.') {
        throw bad();
      }
      char type = take("sdbcoxXeEfFgGn%");
      if (at != spec.length()) {
        throw bad();
      }
      return new FormatSpec(fill, align, sign, alternate, width, group, precision, type);
    }

    private char take(String choices) {
      if (at < spec.length() && choices.indexOf(spec.charAt(at)) >= 0) {
        return spec.charAt(at++);
      }
      return 0;
    }

    private int number(int absent) {
      int from = at;
      while (at < spec.length() && spec.charAt(at) >= '0' && spec.charAt(at) <= '9') {
        at++;
      }
      if (at == from) {
        return absent;
      }
      if (at - from > 6 || Integer.parseInt(spec.substring(from, at)) > MAX_WIDTH) {
        throw Errors.value("the format " + Show.quote(spec) + " asks for too wide a field");
      }
      return Integer.parseInt(spec.substring(from, at));
    }

    private GuestError bad() {
      return Errors.value(
          Show.quote(spec)
              + " is not a format; formats are such as \".2f\", \"5d\", \"<10\", \"x\"");
    }
  }

  String format(@Nullable Object value) {
    return switch (value) {
      case Long number ->
          "eEfFgG%".indexOf(type) >= 0 && type != 0
              ? formatFloat(number.doubleValue())
              : formatInt(number);
      case Double number -> formatFloat(number);
      case null, default -> formatText(value);
    };
  }

  private String formatText(@Nullable Object value) {
    if (type != 0 && type != 's') {
      throw mismatch(value);
    }
    String s = Show.text(value);
    if (precision >= 0 && s.codePointCount(0, s.length()) > precision) {
      s = s.substring(0, s.offsetByCodePoints(0, precision));
    }
    return pad("", s, align == 0 ? '<' : align);
  }

  private GuestError mismatch(@Nullable Object value) {
    return Errors.value("the format type `" + type + "` does not fit " + Kind.withArticle(value));
  }

  private String formatInt(long value) {
    if (type == 'c') {
      return pad("", Character.toString(Math.clamp(value, 0, 0x10FFFF)), align);
    }
    String magnitude =
        switch (type) {
          case 0, 'd', 'n' -> new java.math.BigInteger(Long.toString(value)).abs().toString();
          case 'b' -> absolute(value, 2);
          case 'o' -> absolute(value, 8);
          case 'x' -> absolute(value, 16);
          case 'X' -> absolute(value, 16).toUpperCase(Locale.ROOT);
          default -> throw mismatch(value);
        };
    if (precision >= 0) {
      throw Errors.value("an int has no precision in a format; use a type such as `f`");
    }
    String prefix = alternate && "boxX".indexOf(type) > -1 && type != 0 ? "0" + type : "";
    return pad(signOf(value < 0) + prefix, grouped(magnitude), align == 0 ? '>' : align);
  }

  private static String absolute(long value, int radix) {
    return value == Long.MIN_VALUE
        ? Long.toUnsignedString(value, radix)
        : Long.toString(Math.abs(value), radix);
  }

  private String formatFloat(double value) {
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    double magnitude = Math.abs(value);
    String digits;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      digits = Double.isNaN(value) ? "nan" : "inf";
      negative = negative && !Double.isNaN(value);
    } else {
      digits = finite(magnitude);
    }
    if (Character.isUpperCase(type)) {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    return pad(signOf(negative), grouped(digits), align == 0 ? '>' : align);
  }

  private String finite(double magnitude) {
    int places = precision < 0 ? 6 : precision;
    return switch (type) {
      case 'f', 'F' -> fixed(new BigDecimal(magnitude), places);
      case '%' -> fixed(new BigDecimal(magnitude).multiply(BigDecimal.valueOf(100)), places) + "%";
      case 'e', 'E' -> scientific(magnitude, places);
      case 'g', 'G', 'n' -> general(magnitude, Math.max(places, 1));
      case 0 -> precision < 0 ? Show.text(magnitude) : general(magnitude, Math.max(precision, 1));
      default -> throw mismatch(magnitude);
    };
  }

  private String fixed(BigDecimal exact, int places) {
    String digits = exact.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return alternate && places == 0 ? digits + "." : digits;
  }

  private static String scientific(double magnitude, int places) {
    if (magnitude == 0) {
      return (places == 0 ? "0" : "0." + "0".repeat(places)) + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(magnitude).round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal mantissa =
        rounded.movePointLeft(exponent).setScale(places, RoundingMode.UNNECESSARY);
    String e = Integer.toString(Math.abs(exponent));
    return mantissa.toPlainString()
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (e.length() < 2 ? "0" + e : e);
  }

  // C's %g: scientific where the exponent is below -4 or not below the precision; no trailing
  // zeros.
  private String general(double magnitude, int significant) {
    if (magnitude == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(magnitude).round(new MathContext(significant, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= significant) {
      String all = scientific(magnitude, significant - 1);
      int e = all.indexOf('e');
      return alternate ? all : trimZeros(all.substring(0, e)) + all.substring(e);
    }
    String plain = rounded.setScale(Math.max(0, significant - 1 - exponent)).toPlainString();
    return alternate ? plain : trimZeros(plain);
  }

  private static String trimZeros(String digits) {
    if (digits.indexOf('.') < 0) {
      return digits;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private String signOf(boolean negative) {
    return negative ? "-" : sign == '+' ? "+" : sign == ' ' ? " " : "";
  }

  private String grouped(String digits) {
    if (group == 0) {
      return digits;
    }
    int end = 0;
    while (end < digits.length() && Character.digit(digits.charAt(end), 16) >= 0) {
      end++;
    }
    int size = type != 0 && "boxX".indexOf(type) >= 0 ? 4 : 3;
    StringBuilder out = new StringBuilder(digits);
    for (int i = end - size; i > 0; i -= size) {
      out.insert(i, group);
    }
    return out.toString();
  }

  private String pad(String prefix, String body, char alignment) {
    int length = prefix.length() + body.codePointCount(0, body.length());
    int missing = Math.max(0, width - length);
    String filler = Character.toString(fill);
    return switch (alignment) {
      case '=' -> prefix + filler.repeat(missing) + body;
      case '<' -> prefix + body + filler.repeat(missing);
      case '^' -> filler.repeat(missing / 2) + prefix + body + filler.repeat(missing - missing / 2);
      default -> filler.repeat(missing) + prefix + body;
    };
  }

  /// The formatted value as a guest string.
  static Text text(@Nullable Object value, String spec) {
    return Text.of(apply(value, spec));
  }
}
