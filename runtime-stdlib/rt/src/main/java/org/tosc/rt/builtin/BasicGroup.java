package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Output;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// The built-ins that nearly every program uses: printing, input, length, kinds.
public final class BasicGroup {
  private BasicGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "print(values..., sep=\" \", end=\"\\n\")",
                "prints the values, separated and then ended by the given strings",
                BasicGroup::print)
            .as("println"),
        Builtin.of(
            "input(prompt=\"\")",
            "reads a line without its newline, after a prompt; nil at the end of the input",
            BasicGroup::input),
        Builtin.of("len(x)", "the number of elements, characters or keys", (_, a) -> len(a[0]))
            .as("length", "size")
            .on("list", "string", "dict", "range", "tensor"),
        Builtin.of("type(x)", "the name of the value's kind", (_, a) -> Text.of(Kind.of(a[0]))));
  }

  private static @Nullable Object print(Session session, @Nullable Object[] args) {
    Output out = session.out();
    ListValue values = Iterate.toList(args[0]);
    String end = Show.text(args[2]);
    String line =
        values.size() == 1 ? Show.text(values.get(0)) : Show.joined(values, Show.text(args[1]));
    if (end.equals("\n")) {
      out.line(line);
    } else {
      out.print(line);
      out.print(end);
    }
    return null;
  }

  /// `print x` with one value.
  public static void printLine(Session session, @Nullable Object value) {
    session.out().line(Show.text(value));
  }

  private static @Nullable Object input(Session session, @Nullable Object[] args) {
    session.out().print(Show.text(args[0]));
    String line = session.readLine();
    return line == null ? null : Text.of(line);
  }

  /// `len(x)`.
  public static long len(@Nullable Object x) {
    return switch (x) {
      case ListValue list -> list.size();
      case Text text -> text.length();
      case DictValue dict -> dict.size();
      case RangeValue range -> range.length();
      case EnumValue type -> type.members().size();
      case org.tosc.rt.tensor.Tensor t when t.rank() > 0 -> t.dim(0);
      case null, default -> throw Builtin.wrong("len", "something with a length", x);
    };
  }
}
