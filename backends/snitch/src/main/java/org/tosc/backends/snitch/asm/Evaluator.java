package org.tosc.backends.snitch.asm;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Scope.Definition;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.asm.Value.Difference;
import org.tosc.backends.snitch.asm.Value.Known;
import org.tosc.tir.source.Span;

/// What expressions are worth at a place of the source. Where they are worth nothing that is told,
/// and the answer is null.
final class Evaluator {
  private final Scope scope;
  private final Set<String> sections;
  private final Set<String> linked;
  private final Faults faults;
  private final Address here;

  /// @param sections names of sections, which stand for their beginnings
  /// @param linked names of which other files may say what they are, although they are defined here
  /// @param here where the statement is
  Evaluator(Scope scope, Set<String> sections, Set<String> linked, Faults faults, Address here) {
    this.scope = scope;
    this.sections = sections;
    this.linked = linked;
    this.faults = faults;
    this.here = here;
  }

  @Nullable Value value(Expression expression) {
    return switch (expression) {
      case Expression.Whole(long value, _) -> new Known(value);
      case Expression.Real real -> {
        faults.operand(real.span(), "an integer is expected, not a number with a fraction");
        yield null;
      }
      case Expression.Name(String name, _) -> named(name);
      case Expression.Numeric numeric -> numeric(numeric);
      case Expression.Here _ -> here;
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Part part -> {
        faults.operand(part.span(), part.modifier().text() + " is not allowed here");
        yield null;
      }
    };
  }

  /// A value that must be a number.
  @Nullable Long number(Expression expression) {
    Value value = value(expression);
    return switch (value) {
      case null -> null;
      case Known(long number) -> number;
      case Address address -> {
        String name = address.section() == null ? address.symbol() : "";
        faults.symbol(
            expression.span(),
            name.isEmpty()
                ? "a number is expected; where this is only the linker knows"
                : "a number is expected; `" + name + "` is not defined here");
        yield null;
      }
      case Difference _ -> {
        faults.symbol(
            expression.span(),
            "a number is expected; how far these are apart only the linker knows");
        yield null;
      }
    };
  }

  private Value named(String name) {
    Definition found = scope.find(name);
    if (found == null) {
      return sections.contains(name) ? Address.at(name, name, 0) : Address.elsewhere(name);
    }
    return found.value() instanceof Address address && linked.contains(name)
        ? address.shared(name)
        : found.value();
  }

  private @Nullable Value numeric(Expression.Numeric numeric) {
    String name = scope.numericReference(numeric.label(), numeric.isForward());
    Definition found = scope.find(name);
    if (found == null) {
      String side = numeric.isForward() ? "below" : "above";
      faults.symbol(numeric.span(), "there is no label `" + numeric.label() + ":` " + side);
      return null;
    }
    return found.value();
  }

  private @Nullable Value unary(Expression.Unary unary) {
    Long of = number(unary.of());
    if (of == null) {
      return null;
    }
    return new Known(
        switch (unary.operator()) {
          case '-' -> -of;
          case '~' -> ~of;
          case '!' -> of == 0 ? 1 : 0;
          default -> of;
        });
  }

  private @Nullable Value binary(Expression.Binary binary) {
    Value left = value(binary.left());
    Value right = value(binary.right());
    if (left == null || right == null) {
      return null;
    }
    if (left instanceof Known(long l) && right instanceof Known(long r)) {
      return numbers(binary, l, r);
    }
    return switch (binary.operator()) {
      case "+" -> sum(left, right, binary.span());
      case "-" -> difference(left, right, binary.span());
      default -> unknown(binary.span());
    };
  }

  private @Nullable Value sum(Value left, Value right, Span at) {
    if (left instanceof Address a && right instanceof Known(long r)) {
      return a.plus(r);
    }
    return left instanceof Known(long l) && right instanceof Address a ? a.plus(l) : unknown(at);
  }

  private @Nullable Value difference(Value left, Value right, Span at) {
    if (left instanceof Address a && right instanceof Known(long r)) {
      return a.plus(-r);
    }
    if (!(left instanceof Address a && right instanceof Address b)) {
      return unknown(at);
    }
    return a.isNear(b) ? new Known(a.offset() - b.offset()) : new Difference(a, b);
  }

  private @Nullable Value unknown(Span at) {
    faults.symbol(
        at, "the linker can add numbers to places and tell how far these are apart, no more");
    return null;
  }

  private @Nullable Value numbers(Expression.Binary binary, long l, long r) {
    String operator = binary.operator();
    if ((operator.equals("/") || operator.equals("%")) && r == 0) {
      faults.operand(binary.span(), "a division by zero");
      return null;
    }
    return new Known(
        switch (operator) {
          case "+" -> l + r;
          case "-" -> l - r;
          case "*" -> l * r;
          case "/" -> l / r;
          case "%" -> l % r;
          case "&" -> l & r;
          case "|" -> l | r;
          case "^" -> l ^ r;
          case "!" -> l | ~r;
          case "<<" -> r >= 0 && r < 64 ? l << r : 0;
          case ">>" -> r >= 0 && r < 64 ? l >>> r : 0;
          case "&&" -> l != 0 && r != 0 ? 1 : 0;
          case "||" -> l != 0 || r != 0 ? 1 : 0;
          default -> compare(operator, l, r) ? -1 : 0;
        });
  }

  /// In GNU as, what is true is -1.
  private static boolean compare(String operator, long l, long r) {
    return switch (operator) {
      case "==" -> l == r;
      case "!=", "<>" -> l != r;
      case "<" -> l < r;
      case "<=" -> l <= r;
      case ">" -> l > r;
      default -> l >= r;
    };
  }
}
