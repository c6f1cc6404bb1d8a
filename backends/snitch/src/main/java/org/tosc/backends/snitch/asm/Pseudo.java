package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tosc.backends.snitch.asm.Statement.Operation;
import org.tosc.backends.snitch.isa.Names;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// What pseudo-instructions stand for: [PseudoRows], read.
final class Pseudo {
  private static final Map<String, List<Row>> ROWS = rows();

  /// @param parameters the operands that it takes
  private record Row(List<String> parameters, List<Operation> meaning) {}

  private Pseudo() {}

  private static Map<String, List<Row>> rows() {
    Map<String, List<Row>> rows = new HashMap<>();
    for (String line : PseudoRows.ROWS.strip().split("\n", -1)) {
      String[] halves = line.split(" : ", -1);
      String[] head = halves[0].strip().split(" ", 2);
      List<String> parameters = head.length < 2 ? List.of() : List.of(head[1].split(", ", -1));
      Row row = new Row(parameters, operations(halves[1]));
      rows.computeIfAbsent(head[0], _ -> new ArrayList<>()).add(row);
    }
    return Map.copyOf(rows);
  }

  private static List<Operation> operations(String text) {
    List<Operation> operations = new ArrayList<>();
    for (Statement statement : StatementReader.read(new Source("", text), new Faults())) {
      operations.add((Operation) statement);
    }
    return List.copyOf(operations);
  }

  static Set<String> names() {
    return ROWS.keySet();
  }

  static boolean isKnown(String mnemonic) {
    return ROWS.containsKey(mnemonic);
  }

  /// The operands that a pseudo-instruction takes, as text.
  static String usage(String mnemonic) {
    List<String> forms = new ArrayList<>();
    for (Row row : ROWS.getOrDefault(mnemonic, List.of())) {
      forms.add(
          row.parameters.isEmpty() ? "no operands" : "`" + String.join(", ", row.parameters) + "`");
    }
    return String.join(" or ", forms);
  }

  /// The instructions for one; empty where it is none, or none with such operands.
  static Optional<List<Operation>> expand(Operation operation) {
    for (Row row : ROWS.getOrDefault(operation.mnemonic(), List.of())) {
      if (fits(row.parameters, operation.arguments())) {
        List<Operation> expanded = new ArrayList<>();
        for (Operation meant : row.meaning) {
          expanded.add(substitute(meant, row.parameters, operation));
        }
        return Optional.of(expanded);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(List<String> parameters, List<Argument> arguments) {
    if (parameters.size() != arguments.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (!fits(parameters.get(i), arguments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(String parameter, Argument argument) {
    if (!(argument instanceof Argument.Plain(Expression value))) {
      return argument instanceof Argument.Indexed && parameter.equals("mem");
    }
    String name = value instanceof Expression.Name(String text, _) ? text : "";
    return switch (parameter.charAt(0)) {
      case 'r' -> Names.x(name).isPresent();
      case 'f' -> Names.f(name).isPresent();
      case 'm' -> false;
      default -> Names.x(name).isEmpty();
    };
  }

  private static Operation substitute(Operation meant, List<String> parameters, Operation actual) {
    List<Argument> arguments = new ArrayList<>();
    for (Argument argument : meant.arguments()) {
      arguments.add(
          switch (argument) {
            case Argument.Plain(Expression.Name(String name, _)) when name.equals("mem") ->
                actual.arguments().get(parameters.indexOf(name));
            case Argument.Plain(Expression value) ->
                new Argument.Plain(substitute(value, parameters, actual));
            case Argument.Indexed(Expression offset, Expression.Name base, _) ->
                new Argument.Indexed(
                    substitute(offset, parameters, actual),
                    (Expression.Name) substitute(base, parameters, actual),
                    actual.span());
            case Argument.Text _, Argument.Kind _ -> argument;
          });
    }
    return new Operation(meant.mnemonic(), arguments, actual.name(), actual.span());
  }

  private static Expression substitute(
      Expression value, List<String> parameters, Operation actual) {
    Span at = actual.span();
    if (value instanceof Expression.Name(String name, _)) {
      int index = parameters.indexOf(name);
      return index >= 0 && actual.arguments().get(index) instanceof Argument.Plain(Expression given)
          ? given
          : new Expression.Name(name, at);
    }
    return value instanceof Expression.Unary(char sign, Expression.Whole(long of, _), _)
        ? new Expression.Whole(sign == '-' ? -of : of, at)
        : value instanceof Expression.Whole(long of, _) ? new Expression.Whole(of, at) : value;
  }
}
