package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.Output;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// The built-ins that nearly every program uses: printing, input, length, kinds, conversion.
public final class BasicGroup {
  private BasicGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "print(values..., sep=\" \", end=\"\\n\")",
                "prints the values, separated and ended by the given strings",
                BasicGroup::print)
            .as("println", "output"),
        Builtin.of(
            "input(prompt=\"\")",
            "reads a line without its newline, after a prompt; nil at the end of the input",
            BasicGroup::input),
        Builtin.of("len(x)", "the number of elements, characters or keys", (_, a) -> len(a[0]))
            .as("length", "size")
            .on("list", "string", "dict", "range", "tensor"),
        Builtin.of("type(x)", "the name of the value's kind", (_, a) -> Text.of(Kind.of(a[0])))
            .as("typeof"),
        Builtin.of("str(x)", "the value as `print` prints it", (_, a) -> Show.asText(a[0]))
            .as("string", "to_str"),
        Builtin.of("repr(x)", "the value as it prints inside a list", BasicGroup::repr),
        Builtin.of(
            "int(x, base=10)",
            "the value as an integer: floats truncate, strings are read in the base",
            (_, a) -> Conversions.toInt(a[0], Args.integer("int", a[1]))),
        Builtin.of("float(x)", "the value as a float", (_, a) -> Conversions.toFloat(a[0])),
        Builtin.of("bool(x)", "false for nil and false, otherwise true", (_, a) -> Truth.of(a[0])),
        Builtin.of(
            "list(x=absent)",
            "a new list of the elements, keys or characters",
            (_, a) -> Conversions.toList(a[0])),
        Builtin.of(
                "dict(pairs=absent)",
                "a new dict, empty or of [key, value] pairs or another dict's entries",
                (_, a) -> Conversions.toDict(a[0]))
            .as("dict_new"),
        Builtin.of(
            "range(start, end=absent, step=1)",
            "the integers from start (0 if only one number is given) up to, not including, end",
            (_, a) -> Conversions.range(a)),
        is("nil", x -> x == null).as("is_none", "is_null"),
        is("int", Long.class::isInstance),
        is("float", Double.class::isInstance),
        is("number", x -> x instanceof Long || x instanceof Double),
        is("bool", Boolean.class::isInstance),
        is("string", Text.class::isInstance).as("is_str"),
        is("list", ListValue.class::isInstance).as("is_array"),
        is("dict", DictValue.class::isInstance),
        is("range", RangeValue.class::isInstance),
        is("function", FunctionValue.class::isInstance).as("is_fn"),
        is("tensor", Tensor.class::isInstance),
        is("callable", Calls::isCallable).as("callable"),
        Builtin.of(
                "is_instance(x, type)",
                "whether x is an instance of the class or a subclass, or of the kind named",
                (_, a) -> isInstance(a[0], a[1]))
            .as("isinstance"));
  }

  /// A test on a value, for `is_...` rows.
  @FunctionalInterface
  private interface Test {
    boolean of(@Nullable Object value);
  }

  private static Builtin is(String kind, Test test) {
    return Builtin.of("is_" + kind + "(x)", "whether x is " + kind, (_, a) -> test.of(a[0]));
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
    session.checkInterrupt();
  }

  private static @Nullable Object input(Session session, @Nullable Object[] args) {
    session.out().print(Show.text(args[0]));
    String line = session.readLine();
    return line == null ? null : Text.of(line);
  }

  private static Object repr(Session session, @Nullable Object[] args) {
    return Text.of(Show.quoted(args[0]));
  }

  /// `len(x)`.
  public static long len(@Nullable Object x) {
    return switch (x) {
      case ListValue list -> list.size();
      case Text text -> text.length();
      case DictValue dict -> dict.size();
      case RangeValue range -> range.length();
      case EnumValue type -> type.members().size();
      case Tensor t when t.rank() > 0 -> t.dim(0);
      case null, default -> throw Args.wrong("len", "something with a length", x);
    };
  }

  private static boolean isInstance(@Nullable Object x, @Nullable Object type) {
    return switch (type) {
      case ClassValue c -> x instanceof Instance instance && instance.type.isSubclassOf(c);
      case EnumValue e -> x instanceof org.tosc.rt.value.EnumMember member && member.owner() == e;
      case Text kind -> Kind.is(x, kind.toString());
      case FunctionValue function when function.name() != null ->
          Kind.is(x, "str".equals(function.name()) ? "string" : function.name());
      case null, default -> throw Args.wrong("is_instance", "a class", type);
    };
  }
}
