package org.tosc.rt.builtin;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Strings: case, space, parts, characters. Positions and lengths count code points.
public final class TextGroup {
  private TextGroup() {}

  static List<Builtin> rows() {
    return List.of(
        map("upper", "all letters in upper case", s -> s.toUpperCase(Locale.ROOT))
            .as("to_upper", "uppercase"),
        map("lower", "all letters in lower case", s -> s.toLowerCase(Locale.ROOT))
            .as("to_lower", "lowercase"),
        map(
            "capitalize",
            "the first letter in upper case, the others in lower",
            TextGroup::capital),
        map("title", "the first letter of every word in upper case", TextGroup::title),
        map("swapcase", "upper case to lower and the reverse", TextGroup::swapCase),
        strip("trim", "without space, or the given characters, at both ends", true, true)
            .as("strip"),
        strip("ltrim", "without space, or the given characters, at the start", true, false)
            .as("lstrip", "trim_start"),
        strip("rtrim", "without space, or the given characters, at the end", false, true)
            .as("rstrip", "trim_end"),
        Builtin.of(
                "replace(s, old, new, count=nil)",
                "all occurrences, or the first count, replaced",
                (_, a) -> replace(a))
            .on("string"),
        Builtin.of(
                "starts_with(s, prefix)",
                "whether s begins with the prefix",
                (_, a) -> string("starts_with", a[0]).startsWith(string("starts_with", a[1])))
            .as("startswith", "has_prefix")
            .on("string"),
        Builtin.of(
                "ends_with(s, suffix)",
                "whether s ends with the suffix",
                (_, a) -> string("ends_with", a[0]).endsWith(string("ends_with", a[1])))
            .as("endswith", "has_suffix")
            .on("string"),
        Builtin.of(
                "substr(s, start, count=nil)",
                "count characters from start on, or the rest; as many as there are",
                (_, a) -> substr(a))
            .as("substring")
            .on("string"),
        Builtin.of(
                "char_at(s, index)",
                "the character at an index",
                (_, a) -> Args.text("char_at", a[0]).at(Args.integer("char_at", a[1])))
            .on("string"),
        Builtin.of(
                "char_code(s, index=0)",
                "the code point of the character at an index",
                (_, a) ->
                    code("char_code", Args.text("char_code", a[0]).at(integer("char_code", a[1]))))
            .on("string"),
        Builtin.of("ord(c)", "the code point of a character", (_, a) -> ord(a[0])).on("string"),
        Builtin.of("char(code)", "the character of a code point", (_, a) -> character(a[0]))
            .as("chr", "from_char_code"),
        Builtin.of("repeat(x, n)", "a string or list n times over", (_, a) -> repeat(a[0], a[1]))
            .on("string", "list"),
        Builtin.of(
                "remove_prefix(s, prefix)", "without the prefix, if it has it", (_, a) -> prefix(a))
            .as("removeprefix")
            .on("string"),
        Builtin.of(
                "remove_suffix(s, suffix)", "without the suffix, if it has it", (_, a) -> suffix(a))
            .as("removesuffix")
            .on("string"),
        all("is_digit", "whether all characters are digits", Character::isDigit)
            .as("isdigit", "is_numeric"),
        all("is_alpha", "whether all characters are letters", Character::isLetter).as("isalpha"),
        all("is_alnum", "whether all characters are letters or digits", Character::isLetterOrDigit)
            .as("isalnum"),
        all("is_space", "whether all characters are space", TextGroup::isSpace).as("isspace"),
        Builtin.of(
                "is_upper(s)",
                "whether all letters are in upper case, and there is one",
                (_, a) -> isCase(string("is_upper", a[0]), true))
            .as("isupper")
            .on("string"),
        Builtin.of(
                "is_lower(s)",
                "whether all letters are in lower case, and there is one",
                (_, a) -> isCase(string("is_lower", a[0]), false))
            .as("islower")
            .on("string"));
  }

  private static String string(String builtin, @Nullable Object value) {
    return Args.string(builtin, value);
  }

  private static long integer(String builtin, @Nullable Object value) {
    return Args.integer(builtin, value);
  }

  private static Builtin map(String name, String doc, UnaryOperator<String> change) {
    return Builtin.of(name + "(s)", doc, (_, a) -> Text.of(change.apply(Args.string(name, a[0]))))
        .on("string");
  }

  /// A test on one code point.
  @FunctionalInterface
  private interface CodePointTest {
    boolean of(int codePoint);
  }

  private static Builtin all(String name, String doc, CodePointTest test) {
    return Builtin.of(
            name + "(s)",
            doc,
            (_, a) -> {
              String s = Args.string(name, a[0]);
              return !s.isEmpty() && s.codePoints().allMatch(test::of);
            })
        .on("string");
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private static boolean isCase(String s, boolean upper) {
    boolean found = false;
    for (int c : s.codePoints().toArray()) {
      if (upper ? Character.isLowerCase(c) : Character.isUpperCase(c)) {
        return false;
      }
      found |= upper ? Character.isUpperCase(c) : Character.isLowerCase(c);
    }
    return found;
  }

  private static String capital(String s) {
    if (s.isEmpty()) {
      return s;
    }
    int first = s.offsetByCodePoints(0, 1);
    return s.substring(0, first).toUpperCase(Locale.ROOT)
        + s.substring(first).toLowerCase(Locale.ROOT);
  }

  private static String title(String s) {
    StringBuilder out = new StringBuilder(s.length());
    boolean inWord = false;
    for (int c : s.codePoints().toArray()) {
      out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inWord = Character.isLetter(c);
    }
    return out.toString();
  }

  private static String swapCase(String s) {
    StringBuilder out = new StringBuilder(s.length());
    for (int c : s.codePoints().toArray()) {
      out.append(
          Character.isUpperCase(c)
              ? Character.toString(c).toLowerCase(Locale.ROOT)
              : Character.toString(c).toUpperCase(Locale.ROOT));
    }
    return out.toString();
  }

  private static Builtin strip(String name, String doc, boolean start, boolean end) {
    return Builtin.of(
            name + "(s, characters=nil)",
            doc,
            (_, a) -> {
              Text text = Args.text(name, a[0]);
              String strays = a[1] == null ? null : Args.string(name, a[1]);
              int from = 0;
              int to = text.length();
              while (start && from < to && isStray(text.codePointAt(from), strays)) {
                from++;
              }
              while (end && to > from && isStray(text.codePointAt(to - 1), strays)) {
                to--;
              }
              return text.substring(from, to);
            })
        .on("string");
  }

  private static boolean isStray(int codePoint, @Nullable String strays) {
    return strays == null ? isSpace(codePoint) : strays.indexOf(codePoint) >= 0;
  }

  private static Object replace(@Nullable Object[] a) {
    String s = string("replace", a[0]);
    String old = string("replace", a[1]);
    String fresh = string("replace", a[2]);
    long count = a[3] == null ? Long.MAX_VALUE : integer("replace", a[3]);
    if (a[3] == null) {
      return Text.of(s.replace(old, fresh));
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (long done = 0; done < count; done++) {
      int at = s.indexOf(old, from);
      if (at < 0 || old.isEmpty()) {
        break;
      }
      out.append(s, from, at).append(fresh);
      from = at + old.length();
    }
    return Text.of(out.append(s, from, s.length()).toString());
  }

  private static Text substr(@Nullable Object[] a) {
    Text text = Args.text("substr", a[0]);
    int n = text.length();
    long start = integer("substr", a[1]);
    long from = start < 0 ? start + n : start;
    if (from < 0 || from > n) {
      throw Errors.index("string", start, n);
    }
    long room = n - from;
    long count = a[2] == null ? room : Math.min(room, Args.count("substr", a[2]));
    return text.substring((int) from, (int) (from + count));
  }

  private static long ord(@Nullable Object c) {
    return code("ord", Args.text("ord", c));
  }

  private static long code(String builtin, Text c) {
    if (c.length() != 1) {
      throw Errors.value(builtin + "() expects one character, found " + c.length());
    }
    return c.codePointAt(0);
  }

  private static Text character(@Nullable Object code) {
    long point = integer("char", code);
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point < 0 || point > Character.MAX_CODE_POINT || surrogate) {
      throw Errors.value("char() expects a Unicode code point, found " + point);
    }
    return Text.ofCodePoint((int) point);
  }

  private static @Nullable Object repeat(@Nullable Object x, @Nullable Object n) {
    if (!(x instanceof Text || x instanceof ListValue)) {
      throw Args.wrong("repeat", "a string or list", x);
    }
    return Arithmetic.mul(x, integer("repeat", n));
  }

  private static Object prefix(@Nullable Object[] a) {
    String s = string("remove_prefix", a[0]);
    String prefix = string("remove_prefix", a[1]);
    return Text.of(s.startsWith(prefix) ? s.substring(prefix.length()) : s);
  }

  private static Object suffix(@Nullable Object[] a) {
    String s = string("remove_suffix", a[0]);
    String suffix = string("remove_suffix", a[1]);
    return Text.of(s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s);
  }

  /// `join(parts, separator)`; also `join(separator, parts)`, as Python's method reads.
  static Text join(@Nullable Object parts, @Nullable Object separator) {
    if (parts instanceof Text && !(separator instanceof Text)) {
      return join(separator, parts);
    }
    ListValue all = Args.elements("join", parts);
    return Text.of(Show.joined(all, Args.string("join", separator)));
  }

  /// The code point position of the first occurrence at or after a position, or -1.
  static long indexOf(Text text, Text part, long from) {
    String s = text.toString();
    int n = text.length();
    long start = from < 0 ? Math.max(0, from + n) : Math.min(from, n);
    int unit = text.allBmp() ? (int) start : s.offsetByCodePoints(0, (int) start);
    int found = s.indexOf(part.toString(), unit);
    return found < 0 || text.allBmp() ? found : s.codePointCount(0, found);
  }

  /// The code point position of the last occurrence, or -1.
  static long lastIndexOf(Text text, Text part) {
    String s = text.toString();
    int found = s.lastIndexOf(part.toString());
    return found < 0 ? -1 : s.codePointCount(0, found);
  }

  /// How often a part occurs without overlap; the empty string occurs around every character.
  static long count(Text text, Text part) {
    if (part.isEmpty()) {
      return text.length() + 1L;
    }
    String s = text.toString();
    String p = part.toString();
    long count = 0;
    for (int at = s.indexOf(p); at >= 0; at = s.indexOf(p, at + p.length())) {
      count++;
    }
    return count;
  }

  /// The characters in reverse order.
  static Text reversed(Text text) {
    return Text.of(new StringBuilder(text.toString()).reverse().toString());
  }

  /// Whether two strings are equal but for case.
  static boolean equalIgnoringCase(Text a, Text b) {
    return Compare.same(a, b) || a.toString().equalsIgnoreCase(b.toString());
  }
}
