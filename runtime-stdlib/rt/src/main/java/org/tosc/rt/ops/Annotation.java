package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A type annotation as written in a program, parsed.
sealed interface Annotation {
  /// Accepts everything.
  record Any() implements Annotation {}

  /// A kind that `type` names, or the name of a class or enumeration.
  record Kinds(String name) implements Annotation {}

  record OfList(Annotation element) implements Annotation {}

  record OfDict(Annotation key, Annotation content) implements Annotation {}

  /// A tensor; `dims` are sizes as [Sizes] reads them, `dtype` is empty where any will do.
  record OfTensor(boolean isShaped, List<String> dims, String dtype) implements Annotation {
    public OfTensor {
      dims = List.copyOf(dims);
    }

    /// The size that a dimension states without knowing names, or -1.
    static long known(String dim) {
      return Sizes.of(dim, Map.of());
    }
  }

  /// `A | B`, or `A?` for A or nil.
  record OneOf(List<Annotation> choices) implements Annotation {
    public OneOf {
      choices = List.copyOf(choices);
    }
  }

  static Annotation parse(String text) {
    Parser parser = new Parser(text);
    Annotation parsed = parser.choice();
    parser.expectEnd();
    return parsed;
  }

  /// A recursive descent over the text; annotations are short, and the front end bounds their
  /// depth.
  final class Parser {
    private static final List<String> DTYPES =
        List.of(
            "f64", "f32", "f16", "bf16", "f8e4m3", "f8e5m2", "nvfp4", "i64", "i32", "i16", "i8",
            "i4", "u8", "bool");

    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private Annotation choice() {
      List<Annotation> choices = new ArrayList<>();
      do {
        choices.add(single());
        if (accept("?")) {
          choices.add(new Kinds("nil"));
        }
      } while (accept("|"));
      return choices.size() == 1 ? choices.getFirst() : new OneOf(choices);
    }

    private Annotation single() {
      if (accept("(")) {
        Annotation inner = choice();
        expect(")");
        return inner;
      }
      String name = word();
      return switch (name) {
        case "any" -> new Any();
        case "str" -> new Kinds("string");
        case "number" -> new OneOf(List.of(new Kinds("int"), new Kinds("float")));
        case "list", "array" -> list();
        case "dict" -> dict();
        case "fn", "function" -> function();
        case "tensor" -> tensor();
        default -> new Kinds(name);
      };
    }

    private Annotation list() {
      if (!accept("[")) {
        return new Kinds("list");
      }
      Annotation element = choice();
      expect("]");
      return new OfList(element);
    }

    private Annotation dict() {
      if (!accept("[")) {
        return new Kinds("dict");
      }
      Annotation key = choice();
      Annotation content = accept(",") ? choice() : new Any();
      expect("]");
      return new OfDict(key, content);
    }

    private Annotation function() {
      if (accept("(")) {
        while (!accept(")")) {
          choice();
          accept(",");
        }
        if (accept("->")) {
          choice();
        }
      }
      return new Kinds("function");
    }

    private Annotation tensor() {
      if (!accept("[")) {
        return new OfTensor(false, List.of(), "");
      }
      List<String> dims = new ArrayList<>();
      String dtype = "";
      while (!accept("]")) {
        String word = word();
        if (DTYPES.contains(word)) {
          dtype = word;
        } else {
          dims.add(computed(word));
        }
        accept(",");
      }
      return new OfTensor(!dims.isEmpty() || dtype.isEmpty(), dims, dtype);
    }

    /// The rest of a size whose first word was read, one space between words.
    private String computed(String first) {
      StringBuilder size = new StringBuilder(first);
      for (String operator = operator(); !operator.isEmpty(); operator = operator()) {
        size.append(' ').append(operator).append(' ').append(word());
      }
      return size.toString();
    }

    private String operator() {
      for (String operator : List.of("+", "-", "*", "div ")) {
        if (accept(operator)) {
          return operator.strip();
        }
      }
      return "";
    }

    private String word() {
      skipSpaces();
      int from = at;
      while (at < text.length() && isWordPart(text.charAt(at))) {
        at++;
      }
      if (from == at && !accept("?")) {
        throw wrong();
      }
      return text.substring(from, at);
    }

    private static boolean isWordPart(char c) {
      return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private void skipSpaces() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private boolean accept(String symbol) {
      skipSpaces();
      if (!text.startsWith(symbol, at)) {
        return false;
      }
      at += symbol.length();
      return true;
    }

    private void expect(String symbol) {
      if (!accept(symbol)) {
        throw wrong();
      }
    }

    private void expectEnd() {
      skipSpaces();
      if (at != text.length()) {
        throw wrong();
      }
    }

    private IllegalArgumentException wrong() {
      return new IllegalArgumentException("not a type annotation: " + text);
    }
  }
}
