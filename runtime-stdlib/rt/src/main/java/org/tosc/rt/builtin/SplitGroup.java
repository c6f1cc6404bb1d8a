package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Splitting, joining, padding and printing strings in a format.
final class SplitGroup {
  private SplitGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "split(x, separator=nil, limit=nil, axis=0)",
                "the parts between separators, or between runs of space; a tensor is cut into"
                    + " equal parts or into the sizes of a list",
                SplitGroup::split)
            .on("string", "tensor"),
        Builtin.of(
                "join(parts, separator=\"\")",
                "the parts as text with a separator between them",
                (_, a) -> TextGroup.join(a[0], a[1]))
            .on("list", "string"),
        Builtin.of(
                "lines(s)",
                "the lines without their ends",
                (_, a) -> lines(Args.string("lines", a[0])))
            .as("splitlines", "split_lines")
            .on("string"),
        Builtin.of("chars(s)", "the characters", (_, a) -> Iterate.toList(Args.text("chars", a[0])))
            .on("string"),
        Builtin.of(
                "words(s)",
                "the parts between runs of space",
                (_, a) -> words(Args.string("words", a[0]), Long.MAX_VALUE))
            .on("string"),
        Builtin.of(
                "partition(s, separator)",
                "[before, separator, after] at the first separator; [s, \"\", \"\"] without one",
                SplitGroup::partition)
            .on("string"),
        pad("pad_left", "filled up to a width on the left", true, false).as("rjust", "pad_start"),
        pad("pad_right", "filled up to a width on the right", false, true).as("ljust", "pad_end"),
        pad("center", "filled up to a width on both sides", true, true).as("pad_center"),
        Builtin.of(
                "zfill(s, width)",
                "a number's digits filled up with 0 on the left",
                SplitGroup::zfill)
            .on("string"),
        Builtin.of(
                "format(value, args...)",
                "the value in a Python format such as \".2f\"; or a template whose {} take the"
                    + " further arguments",
                (_, a) -> Templates.format(a[0], Iterate.toList(a[1])))
            .on("string"),
        Builtin.of(
                "sprintf(format, args...)",
                "the arguments in C's formats, such as \"%5.2f\"",
                (_, a) -> Text.of(sprintf(a)))
            .on(),
        Builtin.of(
            "printf(format, args...)",
            "prints the arguments in C's formats; the line is not ended",
            (s, a) -> {
              s.out().print(sprintf(a));
              return null;
            }));
  }

  private static String sprintf(@Nullable Object[] a) {
    return PrintfFormat.format(Args.string("printf", a[0]), Iterate.toList(a[1]));
  }

  private static @Nullable Object split(Session session, @Nullable Object[] a) {
    if (a[0] instanceof Tensor t) {
      return TensorCalls.split(t, a[1], a[3]);
    }
    String s = Args.string("split", a[0]);
    long limit = a[2] == null ? Long.MAX_VALUE : Args.integer("split", a[2]);
    if (a[1] == null) {
      return words(s, limit);
    }
    String separator = Args.string("split", a[1]);
    if (separator.isEmpty()) {
      return Iterate.toList((Text) a[0]);
    }
    ListValue parts = new ListValue();
    int from = 0;
    int at = s.indexOf(separator);
    while (at >= 0 && parts.size() < limit) {
      parts.add(Text.of(s.substring(from, at)));
      from = at + separator.length();
      at = s.indexOf(separator, from);
    }
    parts.add(Text.of(s.substring(from)));
    return parts;
  }

  private static ListValue words(String s, long limit) {
    ListValue parts = new ListValue();
    int n = s.length();
    int at = skipSpace(s, 0);
    while (at < n) {
      int end = at;
      while (end < n && !Character.isWhitespace(s.charAt(end))) {
        end++;
      }
      if (parts.size() >= limit) {
        end = n;
      }
      parts.add(Text.of(s.substring(at, end)));
      at = skipSpace(s, end);
    }
    return parts;
  }

  private static int skipSpace(String s, int from) {
    int at = from;
    while (at < s.length() && Character.isWhitespace(s.charAt(at))) {
      at++;
    }
    return at;
  }

  private static ListValue lines(String s) {
    return ListValue.ofAll(s.lines().map(Text::of).toList());
  }

  private static Object partition(Session session, @Nullable Object[] a) {
    String s = Args.string("partition", a[0]);
    String separator = Args.string("partition", a[1]);
    int at = s.indexOf(separator);
    if (at < 0) {
      return ListValue.of(a[0], Text.EMPTY, Text.EMPTY);
    }
    return ListValue.of(
        Text.of(s.substring(0, at)), a[1], Text.of(s.substring(at + separator.length())));
  }

  private static Builtin pad(String name, String doc, boolean left, boolean right) {
    return Builtin.of(
            name + "(s, width, fill=\" \")",
            doc,
            (_, a) -> {
              Text text = Args.text(name, a[0]);
              Text fill = Args.text(name, a[2]);
              if (fill.length() != 1) {
                throw Errors.value(name + "() fills with one character, found " + fill.length());
              }
              int width = (int) Math.min(Integer.MAX_VALUE, Args.integer(name, a[1]));
              int missing = Math.max(0, width - text.length());
              int before = left && right ? missing / 2 : left ? missing : 0;
              String f = fill.toString();
              return Text.of(f.repeat(before) + text + f.repeat(missing - before));
            })
        .on("string");
  }

  private static Object zfill(Session session, @Nullable Object[] a) {
    String s = Args.string("zfill", a[0]);
    int missing = (int) Math.max(0, Args.count("zfill", a[1]) - (long) ((Text) a[0]).length());
    int sign = s.startsWith("-") || s.startsWith("+") ? 1 : 0;
    return Text.of(s.substring(0, sign) + "0".repeat(missing) + s.substring(sign));
  }
}
