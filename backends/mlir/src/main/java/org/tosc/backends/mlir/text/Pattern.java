package org.tosc.backends.mlir.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// A form as one line. Marks stand for parts of the operation, all else for itself:
///
/// | mark | what it writes |
/// |---|---|
/// | `$1`, `$-1` | an operand, counted from the first or the last |
/// | `$1..`, `$1..-2` | operands from one on, up to one that is not written |
/// | `~0`, `~0..` | types of operands |
/// | `~=0`, `~=..` | the type of a result, of all results |
/// | `~()` | the type of a function from the operands to the results |
/// | `@name`, `@name!` | an attribute, with its type |
/// | `[name? …]` | what is written only where there is that attribute |
/// | `[$? …]` | what is written only where there are operands |
/// | `^0`, `^0-` | a region; without its end |
/// | `{}` | the other attributes |
///
/// ```java
/// Pattern.of("$1, $0[$2..]{} : ~0");     // memref.store
/// ```
public final class Pattern implements AssemblyFormat {
  private static final java.util.regex.Pattern MARK =
      java.util.regex.Pattern.compile(
          "(?<operands>\\$(-?\\d+)(\\.\\.(-?\\d+)?)?)"
              + "|(?<types>~(=?)(?:(-?\\d+)?(\\.\\.)|(-?\\d+)))"
              + "|(?<function>~\\(\\))"
              + "|(?<attribute>@([A-Za-z_]+)(!?))"
              + "|(?<region>\\^(\\d+)(-?))"
              + "|(?<group>\\[([A-Za-z_]+|\\$)\\?([^]]*)])"
              + "|(?<others>\\{})");

  private final List<AssemblyFormat> parts;

  private Pattern(List<AssemblyFormat> parts) {
    this.parts = List.copyOf(parts);
  }

  /// The form of one line.
  ///
  /// @param text behind the name of the operation and a space; nothing where it is empty
  public static Pattern of(String text) {
    List<String> hidden = new ArrayList<>();
    Matcher named =
        java.util.regex.Pattern.compile("@([A-Za-z_]+)|\\[([A-Za-z_]+)\\?").matcher(text);
    while (named.find()) {
      hidden.add(named.group(1) != null ? named.group(1) : named.group(2));
    }
    boolean isClose =
        text.isEmpty() || text.startsWith("{}") || text.startsWith("[") || text.startsWith("(");
    return parse(isClose ? text : " " + text, hidden);
  }

  private static Pattern parse(String text, List<String> hidden) {
    List<AssemblyFormat> parts = new ArrayList<>();
    int from = 0;
    Matcher matcher = MARK.matcher(text);
    while (matcher.find()) {
      literal(text.substring(from, matcher.start()), parts);
      parts.add(mark(matcher.toMatchResult(), hidden));
      from = matcher.end();
    }
    literal(text.substring(from), parts);
    return new Pattern(parts);
  }

  private static void literal(String text, List<AssemblyFormat> parts) {
    if (!text.isEmpty()) {
      parts.add((_, out) -> out.text(text));
    }
  }

  private static AssemblyFormat mark(MatchResult found, List<String> hidden) {
    if (found.group("operands") != null) {
      int from = Integer.parseInt(found.group(2));
      boolean isList = found.group(3) != null;
      @Nullable String to = found.group(4);
      return (op, out) -> out.values(part(op.operands(), from, isList, to));
    }
    if (found.group("types") != null) {
      return types(found);
    }
    if (found.group("function") != null) {
      return (op, out) ->
          out.type(new MlirType.Func(typesOf(op.operands()), typesOf(op.results())));
    }
    if (found.group("attribute") != null) {
      String name = found.group(12);
      boolean isTyped = !found.group(13).isEmpty();
      return (op, out) -> attribute(op, name, isTyped, out);
    }
    if (found.group("region") != null) {
      int number = Integer.parseInt(found.group(15));
      boolean isOpen = found.group(16).isEmpty();
      return (op, out) -> region(op.regions().get(number), isOpen, out);
    }
    if (found.group("group") != null) {
      return group(found.group(18), parse(found.group(19), hidden));
    }
    return (op, out) -> out.others(op, hidden);
  }

  private static AssemblyFormat types(MatchResult found) {
    boolean isOfResults = !found.group(6).isEmpty();
    boolean isList = found.group(8) != null;
    String number = isList ? found.group(7) : found.group(9);
    int from = number == null ? 0 : Integer.parseInt(number);
    return (op, out) -> {
      List<MlirValue> all = isOfResults ? op.results() : op.operands();
      out.types(typesOf(part(all, from, isList, null)));
    };
  }

  private static void attribute(
      MlirOperation operation, String name, boolean isTyped, OperationText out) {
    MlirAttribute attribute = operation.attribute(name);
    if (attribute == null) {
      throw new IllegalArgumentException(operation.name() + " lacks `" + name + "`");
    }
    if (isTyped) {
      out.typed(attribute);
    } else {
      out.attribute(attribute);
    }
  }

  private static void region(MlirRegion region, boolean isOpen, OperationText out) {
    if (isOpen) {
      out.region(region);
    } else {
      out.regionWithoutEnd(region);
    }
  }

  private static AssemblyFormat group(String condition, Pattern inside) {
    return (op, out) -> {
      boolean holds =
          condition.equals("$") ? !op.operands().isEmpty() : op.attribute(condition) != null;
      if (holds) {
        inside.write(op, out);
      }
    };
  }

  private static List<MlirValue> part(
      List<MlirValue> all, int from, boolean isList, @Nullable String to) {
    int first = from < 0 ? all.size() + from : from;
    if (!isList) {
      return all.subList(first, first + 1);
    }
    int last = to == null ? all.size() : Integer.parseInt(to);
    return all.subList(first, last < 0 ? all.size() + last : last);
  }

  private static List<MlirType> typesOf(List<MlirValue> values) {
    return values.stream().map(MlirValue::type).toList();
  }

  @Override
  public void write(MlirOperation operation, OperationText out) {
    parts.forEach(part -> part.write(operation, out));
  }
}
