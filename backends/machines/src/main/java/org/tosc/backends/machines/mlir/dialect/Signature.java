package org.tosc.backends.machines.mlir.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// What an operation takes and gives: `(memref: M, indices*: index) -> elem(M)`.
///
/// @param kinds what variables have to be
public record Signature(List<Part> operands, List<Part> results, Map<String, Kind> kinds) {
  private static final Pattern PART =
      Pattern.compile("(?:(\\w+)([*?]?)\\s*:\\s*)?(elem|bool)?\\(?(\\w+)\\)?([*?]?)");

  /// One operand or result, or some.
  ///
  /// @param name what messages call it
  public record Part(String name, Count count, TypeExpr type) {}

  /// How often a part stands.
  public enum Count {
    ONE,
    OPTIONAL,
    MANY
  }

  public Signature {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
    kinds = Map.copyOf(kinds);
  }

  /// Reads `(a: T, b*: index) -> (T, i1)` and `T float, U int`.
  static Signature of(String text, String kinds) {
    int arrow = text.indexOf("->");
    return new Signature(
        parts(text.substring(0, arrow), "operand"),
        parts(text.substring(arrow + 2), "result"),
        kinds(kinds));
  }

  private static Map<String, Kind> kinds(String text) {
    Map<String, Kind> all = new LinkedHashMap<>();
    for (String kind : text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*", -1)) {
      String[] words = kind.split(" ", -1);
      all.put(words[0], Kind.of(words[1]));
    }
    return all;
  }

  private static List<Part> parts(String text, String fallback) {
    String inner = text.strip();
    boolean isList = inner.startsWith("(");
    inner = isList ? inner.substring(1, inner.length() - 1) : inner;
    List<Part> parts = new ArrayList<>();
    for (String part : inner.isBlank() ? new String[0] : inner.split("\\s*,\\s*", -1)) {
      Matcher match = PART.matcher(part.strip());
      if (!match.matches()) {
        throw new IllegalArgumentException("`" + part + "` in a row of operations");
      }
      String name = match.group(1) == null ? fallback : match.group(1);
      String count = match.group(1) == null ? match.group(5) : match.group(2);
      parts.add(new Part(name, count(count), type(match.group(3), match.group(4))));
    }
    return parts;
  }

  private static Count count(String sign) {
    return sign.equals("*") ? Count.MANY : sign.equals("?") ? Count.OPTIONAL : Count.ONE;
  }

  @SuppressWarnings("NullAway") // a group that may be missing
  private static TypeExpr type(String function, String name) {
    if (function != null) {
      return function.equals("elem") ? new TypeExpr.ElementOf(name) : new TypeExpr.BoolLike(name);
    }
    if (name.equals("any")) {
      return new TypeExpr.Any();
    }
    if (Character.isUpperCase(name.charAt(0))) {
      return new TypeExpr.Variable(name);
    }
    FloatKind kind = FloatKind.of(name);
    if (kind != null) {
      return new TypeExpr.Fixed(Type.f(kind));
    }
    return new TypeExpr.Fixed(
        name.equals("index") ? new Type.Index() : Type.i(Integer.parseInt(name.substring(1))));
  }

  /// Whether groups of operands are told apart by `operandSegmentSizes`.
  public boolean hasSegments() {
    return operands.stream().filter(p -> p.count() != Count.ONE).count() > 1;
  }
}
