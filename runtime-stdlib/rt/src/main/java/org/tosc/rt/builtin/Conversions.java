package org.tosc.rt.builtin;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.FloatText;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.PairIter;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// Conversions between kinds: `int float list dict range`.
final class Conversions {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private Conversions() {}

  static Object toInt(@Nullable Object x, long base) {
    return switch (x) {
      case Long number -> number;
      case Double number -> truncate("int", number);
      case Boolean b -> b ? 1L : 0L;
      case Text text -> parseInt(text.toString(), base);
      case EnumMember member -> member.value();
      case Tensor t -> toInt(item(t), base);
      case null, default -> throw Args.wrong("int", "a number, string or bool", x);
    };
  }

  /// The integer part of a float; a ValueError for `nan`, an OverflowError beyond 64 bits.
  static long truncate(String builtin, double x) {
    if (Double.isNaN(x)) {
      throw Errors.value(builtin + "() of nan is not an integer");
    }
    if (x >= -0x1p63 && x < 0x1p63) {
      return (long) x;
    }
    throw Errors.overflow(builtin + "() of " + FloatText.of(x) + " does not fit a 64-bit integer");
  }

  static Object item(Tensor t) {
    try {
      return t.item();
    } catch (TensorFault fault) {
      throw Tensors.fault(fault);
    }
  }

  private static long parseInt(String text, long base) {
    if (base < 2 || base > 36) {
      throw Errors.value("int() reads bases 2 to 36, found base " + base);
    }
    String digits = text.strip();
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = (int) base;
    int prefixed = prefixRadix(digits);
    if (prefixed != 0 && (base == 10 || base == prefixed)) {
      radix = prefixed;
      digits = digits.substring(2);
    }
    if (!isDigits(digits, radix)) {
      throw Errors.value("int() cannot read " + Show.quote(text) + " as an integer");
    }
    BigInteger value = new BigInteger(digits.replace("_", ""), radix);
    value = negative ? value.negate() : value;
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw Errors.overflow("int() of " + Show.quote(text) + " does not fit a 64-bit integer");
    }
    return value.longValue();
  }

  private static int prefixRadix(String digits) {
    if (digits.length() < 3 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  // ASCII digits with single underscores between them; short enough for exact conversion to be
  // fast.
  private static boolean isDigits(String s, int radix) {
    if (s.isEmpty() || s.length() > 1000 || s.endsWith("_") || s.startsWith("_")) {
      return false;
    }
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean separator = c == '_' && s.charAt(i - 1) != '_';
      if (!separator && (c >= 128 || Character.digit(c, radix) < 0)) {
        return false;
      }
    }
    return true;
  }

  static double toFloat(@Nullable Object x) {
    return switch (x) {
      case Double number -> number;
      case Long number -> number.doubleValue();
      case Boolean b -> b ? 1.0 : 0.0;
      case Text text -> parseFloat(text.toString());
      case EnumMember member -> member.value();
      case Tensor t -> toFloat(item(t));
      case null, default -> throw Args.wrong("float", "a number, string or bool", x);
    };
  }

  private static double parseFloat(String text) {
    String s = text.strip();
    boolean signed = s.startsWith("-") || s.startsWith("+");
    String magnitude = signed ? s.substring(1) : s;
    double value =
        switch (magnitude.toLowerCase(java.util.Locale.ROOT)) {
          case "inf", "infinity" -> Double.POSITIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> parseDecimal(magnitude, text);
        };
    return s.startsWith("-") ? -value : value;
  }

  private static double parseDecimal(String magnitude, String text) {
    if (!isDecimal(magnitude)) {
      throw notFloat(text);
    }
    return Double.parseDouble(magnitude.replace("_", ""));
  }

  private static GuestError notFloat(String text) {
    return Errors.value("float() cannot read " + Show.quote(text) + " as a number");
  }

  // digits [. digits] [e [sign] digits], with digits on at least one side of the point.
  private static boolean isDecimal(String s) {
    int i = skipDigits(s, 0);
    int digits = i;
    if (i < s.length() && s.charAt(i) == '.') {
      int end = skipDigits(s, i + 1);
      digits += end - i - 1;
      i = end;
    }
    if (digits == 0) {
      return false;
    }
    if (i < s.length() && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
      int from = i + 1;
      if (from < s.length() && (s.charAt(from) == '-' || s.charAt(from) == '+')) {
        from++;
      }
      i = skipDigits(s, from);
      if (i == from) {
        return false;
      }
    }
    return i == s.length();
  }

  private static int skipDigits(String s, int from) {
    int i = from;
    while (i < s.length()) {
      char c = s.charAt(i);
      boolean separator = c == '_' && i > from && i + 1 < s.length() && s.charAt(i - 1) != '_';
      if ((c < '0' || c > '9') && !separator) {
        return i;
      }
      i++;
    }
    return i;
  }

  static ListValue toList(@Nullable Object x) {
    return switch (x) {
      case Missing _ -> new ListValue();
      case Tensor t when Tensors.toNestedList(t) instanceof ListValue nested -> nested;
      case null, default -> {
        ListValue elements = Args.elements("list", x);
        yield elements == x ? elements.copy() : elements;
      }
    };
  }

  static DictValue toDict(@Nullable Object x) {
    if (x instanceof DictValue dict) {
      return dict.copy();
    }
    DictValue made = new DictValue();
    if (x != Missing.VALUE) {
      for (PairIter pairs = Iterate.pairs(x); pairs.hasNext(); ) {
        pairs.advance();
        made.put(pairs.key(), pairs.value());
      }
    }
    return made;
  }

  static RangeValue range(@Nullable Object[] args) {
    long step = Args.integer("range", args[2]);
    long first = Args.integer("range", args[0]);
    return args[1] == Missing.VALUE
        ? new RangeValue(0, first, step, false)
        : new RangeValue(first, Args.integer("range", args[1]), step, false);
  }
}
