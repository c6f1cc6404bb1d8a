package org.tosc.rt.builtin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Regular expressions in Java's syntax ([Pattern]), with `\w`, `\d` and `\s` for all of Unicode.
/// Flags are letters: `i` ignores case, `m` lets `^` and `$` match at lines, `s` lets `.` match
/// newlines, `x` allows space and comments in the pattern.
///
/// A search that looks at characters more often than [GuardedText#BUDGET] allows raises ValueError:
/// some patterns take exponential time otherwise.
final class RegexGroup {
  private RegexGroup() {}

  static List<Builtin> rows() {
    return List.of(
        row("regex_match", "", "whether the pattern occurs in the string", RegexGroup::match)
            .as("regex_test"),
        row(
            "regex_full_match",
            "",
            "whether the whole string fits the pattern",
            RegexGroup::fullMatch),
        row("regex_find", "", "the first part that fits, or nil", RegexGroup::find)
            .as("regex_search"),
        row("regex_find_all", "", "all parts that fit", RegexGroup::findAll),
        row(
            "regex_groups",
            "",
            "the first part that fits and its groups, as a list, or nil",
            RegexGroup::groups),
        row(
            "regex_index",
            "",
            "the position of the first part that fits, or -1",
            RegexGroup::index),
        row("regex_split", "", "the parts between those that fit", RegexGroup::split),
        row(
            "regex_replace",
            "replacement, ",
            "all parts that fit replaced; $1 or \\1 stands for a group",
            RegexGroup::replace),
        row("regex_count", "", "how many parts fit", RegexGroup::count),
        Builtin.of(
            "regex_escape(s)",
            "a pattern for exactly this string",
            (_, a) ->
                Text.of(Args.string("regex_escape", a[0]).replaceAll("[^\\w\\s]", "\\\\$0"))));
  }

  /// What a built-in does with a prepared search.
  @FunctionalInterface
  private interface Search {
    @Nullable Object run(Matcher matcher, Text text, @Nullable Object[] args);
  }

  private static Builtin row(String name, String more, String doc, Search search) {
    return Builtin.of(
            name + "(s, pattern, " + more + "flags=\"\")",
            doc,
            (session, a) -> {
              Text text = Args.text(name, a[0]);
              String flags = Args.string(name, a[a.length - 1]);
              Pattern pattern = compile(Args.string(name, a[1]), flags);
              try {
                return search.run(pattern.matcher(guard(session, text)), text, a);
              } catch (StackOverflowError _) {
                throw Errors.value(
                    "the pattern "
                        + Show.quote(pattern.pattern())
                        + " nests too deeply on this string");
              }
            })
        .on("string");
  }

  private static CharSequence guard(Session session, Text text) {
    return new GuardedText(session, text.toString());
  }

  private static Pattern compile(String pattern, String flags) {
    int bits = Pattern.UNICODE_CHARACTER_CLASS;
    for (int i = 0; i < flags.length(); i++) {
      char flag = flags.charAt(i);
      bits |=
          switch (flag) {
            case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'x' -> Pattern.COMMENTS;
            default -> throw Errors.value("a pattern's flags are i m s x, found `" + flag + "`");
          };
    }
    try {
      return Pattern.compile(pattern, bits);
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " at position " + e.getIndex();
      throw Errors.parse("the pattern " + Show.quote(pattern) + where + ": " + e.getDescription());
    }
  }

  private static Object match(Matcher m, Text text, @Nullable Object[] a) {
    return m.find();
  }

  private static Object fullMatch(Matcher m, Text text, @Nullable Object[] a) {
    return m.matches();
  }

  private static @Nullable Object find(Matcher m, Text text, @Nullable Object[] a) {
    return m.find() ? Text.of(m.group()) : null;
  }

  private static Object findAll(Matcher m, Text text, @Nullable Object[] a) {
    ListValue found = new ListValue();
    while (m.find()) {
      found.add(Text.of(m.group()));
    }
    return found;
  }

  private static @Nullable Object groups(Matcher m, Text text, @Nullable Object[] a) {
    if (!m.find()) {
      return null;
    }
    ListValue groups = new ListValue();
    for (int i = 0; i <= m.groupCount(); i++) {
      String group = m.group(i);
      groups.add(group == null ? null : Text.of(group));
    }
    return groups;
  }

  private static Object index(Matcher m, Text text, @Nullable Object[] a) {
    return m.find() ? (Object) (long) text.toString().codePointCount(0, m.start()) : -1L;
  }

  private static Object split(Matcher m, Text text, @Nullable Object[] a) {
    ListValue parts = new ListValue();
    String s = text.toString();
    int from = 0;
    while (m.find()) {
      if (m.end() > 0) {
        parts.add(Text.of(s.substring(from, m.start())));
        from = m.end();
      }
    }
    parts.add(Text.of(s.substring(from)));
    return parts;
  }

  private static Object replace(Matcher m, Text text, @Nullable Object[] a) {
    String replacement = Args.string("regex_replace", a[2]).replaceAll("\\\\([0-9])", "\\$$1");
    try {
      return Text.of(m.replaceAll(replacement));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw Errors.value(
          "the replacement "
              + Show.quote(replacement)
              + " names a group that the pattern does not have");
    }
  }

  private static Object count(Matcher m, Text text, @Nullable Object[] a) {
    return m.results().count();
  }
}
