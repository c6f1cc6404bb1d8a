package org.tosc.backends.machines.mlir.ir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How attributes are written.
final class AttributeText {
  private static final String BARE = "[A-Za-z_][A-Za-z0-9_$.]*";

  private AttributeText() {}

  static Map<String, Attribute> ordered(Map<String, Attribute> entries) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  static String hex(long bits, int width) {
    String digits = Long.toHexString(bits).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, (width + 3) / 4 - digits.length())) + digits;
  }

  static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
        text.append(c);
      } else {
        text.append('\\').append(hex(c & 0xFF, 8));
      }
    }
    return text.append('"').toString();
  }

  static String symbol(String name) {
    return "@" + (name.matches(BARE) ? name : quoted(name));
  }

  static String entry(String name, Attribute value) {
    String key = name.matches(BARE) ? name : quoted(name);
    return value instanceof Attribute.Unit ? key : key + " = " + value;
  }

  private static String element(long bits, Type type) {
    return switch (type) {
      case Type.Floating(FloatKind kind) -> "0x" + hex(bits, kind.width());
      case Type.Int(int width, Type.Sign sign) when width == 1 -> bits == 0 ? "false" : "true";
      case Type.Int(int width, Type.Sign sign) when sign == Type.Sign.NONE ->
          Long.toString(bits << (64 - width) >> (64 - width));
      case Type other -> Long.toString(bits);
    };
  }

  static String dense(Elements elements, Type.Shaped type) {
    StringBuilder text = new StringBuilder("dense<");
    if (elements.isSplat() && elements.size() > 0) {
      text.append(element(elements.get(0), type.element()));
    } else if (elements.size() > 0) {
      nested(text, elements, type, 0, 0, elements.size());
    }
    return text.append("> : ").append(type).toString();
  }

  private static void nested(
      StringBuilder text, Elements elements, Type.Shaped type, int axis, int from, int count) {
    List<Long> shape = type.shape();
    if (axis == shape.size()) {
      text.append(element(elements.get(from), type.element()));
      return;
    }
    int extent = Math.toIntExact(shape.get(axis));
    text.append('[');
    for (int i = 0; i < extent; i++) {
      text.append(i == 0 ? "" : ", ");
      nested(text, elements, type, axis + 1, from + i * (count / extent), count / extent);
    }
    text.append(']');
  }

  static String denseArray(Elements elements, Type element) {
    StringBuilder text = new StringBuilder("array<" + element);
    for (int i = 0; i < elements.size(); i++) {
      text.append(i == 0 ? ": " : ", ");
      String item =
          element instanceof Type.Floating(FloatKind kind)
              ? Double.toString(kind.decode(elements.get(i)))
              : element(elements.get(i), element);
      text.append(item);
    }
    return text.append('>').toString();
  }
}
