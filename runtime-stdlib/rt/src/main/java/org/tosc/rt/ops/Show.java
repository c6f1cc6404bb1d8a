package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// Values as text. [#text] is what `print` and `str` give: strings raw. [#quoted] is the form
/// inside containers: strings in quotes with the language's escapes. A container inside itself
/// shows as `[...]` or `{...}`; an error shows as its message.
public final class Show {
  private Show() {}

  public static String text(@Nullable Object value) {
    return value instanceof Text text ? text.toString() : quoted(value);
  }

  /// The print form as a guest string.
  public static Text asText(@Nullable Object value) {
    return value instanceof Text text ? text : Text.of(quoted(value));
  }

  public static String quoted(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case Long number -> Long.toString(number);
      case Double number -> FloatText.of(number);
      case Text text -> quote(text.toString());
      default -> {
        StringBuilder out = new StringBuilder();
        write(out, value, new ArrayList<>());
        yield out.toString();
      }
    };
  }

  private static void write(StringBuilder out, @Nullable Object value, List<Object> open) {
    switch (value) {
      case ListValue list -> writeList(out, list, open);
      case DictValue dict -> writeDict(out, dict, open);
      case Text text -> appendQuoted(out, text.toString());
      case RangeValue range -> writeRange(out, range);
      case Instance instance -> out.append(instanceText(instance));
      case ErrorValue error -> out.append(error.message());
      case Double number -> out.append(FloatText.of(number));
      case null -> out.append("nil");
      default -> out.append(value);
    }
  }

  private static void writeList(StringBuilder out, ListValue list, List<Object> open) {
    if (isOpen(list, open)) {
      out.append("[...]");
      return;
    }
    open.add(list);
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      write(out, list.get(i), open);
    }
    out.append(']');
    open.removeLast();
  }

  private static void writeDict(StringBuilder out, DictValue dict, List<Object> open) {
    if (isOpen(dict, open)) {
      out.append("{...}");
      return;
    }
    open.add(dict);
    out.append('{');
    String separator = "";
    for (int i = dict.first(); i >= 0; i = dict.after(i)) {
      out.append(separator);
      write(out, dict.keyAt(i), open);
      out.append(": ");
      write(out, dict.valueAt(i), open);
      separator = ", ";
    }
    out.append('}');
    open.removeLast();
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isOpen(Object container, List<Object> open) {
    for (Object outer : open) {
      if (outer == container) {
        return true;
      }
    }
    return false;
  }

  private static void writeRange(StringBuilder out, RangeValue range) {
    out.append(range.start()).append(range.inclusive() ? " to " : "..").append(range.end());
    if (range.step() != 1) {
      out.append(" step ").append(range.step());
    }
  }

  private static String instanceText(Instance instance) {
    FunctionValue method = instance.type.findMethod("to_string");
    return method == null ? instance.toString() : text(method.call1(instance));
  }

  /// The print forms of a list's elements, with a separator between them.
  public static String joined(ListValue list, String separator) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.append(separator);
      }
      if (list.get(i) instanceof Text text) {
        text.appendTo(out);
      } else {
        out.append(quoted(list.get(i)));
      }
    }
    return out.toString();
  }

  /// A string in double quotes with the escapes that the language reads back.
  public static String quote(String s) {
    StringBuilder out = new StringBuilder(s.length() + 2);
    appendQuoted(out, s);
    return out.toString();
  }

  private static void appendQuoted(StringBuilder out, String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\0' -> out.append("\\0");
        case '$' -> out.append(i + 1 < s.length() && s.charAt(i + 1) == '{' ? "\\$" : "$");
        default -> {
          if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
