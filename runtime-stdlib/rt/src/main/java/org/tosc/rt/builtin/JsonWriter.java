package org.tosc.rt.builtin;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.FloatText;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// Writes values as JSON so that [JsonParser] reads back equal values of the same kinds: an
/// integral float keeps its `.0`. Keys that are not strings become strings; ranges and tensors
/// become lists. What JSON cannot say (`nan`, functions, instances) is an error.
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final int indent;
  private int depth;

  private JsonWriter(int indent) {
    this.indent = indent;
  }

  /// Compact JSON, or over several lines where `indent` is above 0.
  static String write(@Nullable Object value, int indent) {
    JsonWriter writer = new JsonWriter(indent);
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean b -> out.append(b);
      case Long number -> out.append(number);
      case Double number -> out.append(number(number));
      case Text text -> string(text.toString());
      case EnumMember member -> string(member.name());
      case ListValue list -> list(list);
      case RangeValue range -> list(range.toList());
      case DictValue dict -> dict(dict);
      case Tensor tensor -> value(Tensors.toNestedList(tensor));
      default -> throw cannot(value);
    }
  }

  private static GuestError cannot(Object value) {
    return Errors.type("JSON has no " + Kind.of(value));
  }

  private static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw Errors.value("JSON has no " + FloatText.of(number));
    }
    String text = FloatText.of(number);
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
  }

  private void list(ListValue list) {
    if (list.size() == 0) {
      out.append("[]");
      return;
    }
    open('[');
    for (int i = 0; i < list.size(); i++) {
      separate(i == 0);
      value(list.get(i));
    }
    close(']');
  }

  private void dict(DictValue dict) {
    if (dict.size() == 0) {
      out.append("{}");
      return;
    }
    open('{');
    for (int i = dict.first(), first = i; i >= 0; i = dict.after(i)) {
      separate(i == first);
      string(key(dict.keyAt(i)));
      out.append(indent > 0 ? ": " : ":");
      value(dict.valueAt(i));
    }
    close('}');
  }

  private static String key(@Nullable Object key) {
    return switch (key) {
      case null -> "null";
      case EnumMember member -> member.name();
      default -> Show.text(key);
    };
  }

  private void open(char bracket) {
    if (++depth > Copies.MAX_DEPTH) {
      throw Errors.value("the value is nested too deeply for JSON, or contains itself");
    }
    out.append(bracket);
  }

  private void separate(boolean first) {
    if (!first) {
      out.append(',');
    }
    newLine();
  }

  private void close(char bracket) {
    depth--;
    newLine();
    out.append(bracket);
  }

  private void newLine() {
    if (indent > 0) {
      out.append('\n').repeat(' ', indent * depth);
    }
  }

  private void string(String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
