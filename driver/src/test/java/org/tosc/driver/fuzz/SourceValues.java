package org.tosc.driver.fuzz;

import java.util.List;
import java.util.function.Consumer;

/// Expressions of Pseudocode by kind.
final class SourceValues {
  private final int number;
  private final Choices c;
  private final Consumer<String> count;
  private boolean inHelper;

  SourceValues(int number, Choices c, Consumer<String> count) {
    this.number = number;
    this.c = c;
    this.count = count;
  }

  /// Helpers see fewer variables and do not call themselves.
  void inHelper(boolean value) {
    inHelper = value;
  }

  String integer(int depth) {
    if (depth <= 0) {
      return c.pick(
          List.of(
              "0", "1", "2", "7", "-3", "9223372036854775807", "63", "100", "4611686018427387904"));
    }
    return switch (c.below(inHelper ? 9 : 15)) {
      case 0 -> integer(0);
      case 1, 2 -> c.pick(List.of("i0", "i1"));
      case 3, 4, 5 -> {
        String sign = c.pick(List.of("+", "-", "*", "div", "%", "&", "|", "^", "<<", ">>"));
        count.accept("int " + sign);
        yield "(" + integer(depth - 1) + " " + sign + " " + integer(depth - 1) + ")";
      }
      case 6 -> "(" + c.pick(List.of("i0", "i1")) + " ** " + c.below(5) + ")";
      case 7 -> c.pick(List.of("abs", "-")) + "(" + integer(depth - 1) + ")";
      case 8 -> c.pick(List.of("max", "min")) + "(" + integer(depth - 1) + ", i0)";
      case 9 -> "len(" + (c.coin() ? "xs" : text(depth - 1)) + ")";
      case 10 -> "xs[" + integer(depth - 1) + "]";
      case 11, 12 -> "h" + number + "(" + integer(depth - 1) + ", " + real(depth - 1) + ")";
      case 13 -> "g(" + integer(depth - 1) + ")";
      default -> "o.step(" + integer(depth - 1) + ")";
    };
  }

  String real(int depth) {
    if (depth <= 0) {
      return c.pick(
          List.of("0.0", "1.5", "-0.0", "0.1", "1e16", "1e-7", "inf", "nan", "2.5", "1e308"));
    }
    return switch (c.below(7)) {
      case 0 -> real(0);
      case 1, 2 -> "f0";
      case 3, 4 -> {
        String sign = c.pick(List.of("+", "-", "*", "/", "%", "div", "**"));
        count.accept("float " + sign);
        yield "(" + real(depth - 1) + " " + sign + " " + real(depth - 1) + ")";
      }
      case 5 -> "float(" + integer(depth - 1) + ")";
      default -> "(" + integer(depth - 1) + " / " + real(depth - 1) + ")";
    };
  }

  String truth(int depth) {
    if (depth <= 0) {
      return c.coin() ? "true" : "false";
    }
    return switch (c.below(inHelper ? 4 : 9)) {
      case 0 -> truth(0);
      case 1, 2 -> {
        String sign = c.pick(List.of("<", "<=", ">", ">=", "==", "!="));
        yield c.coin()
            ? integer(depth - 1) + " " + sign + " " + integer(depth - 1)
            : real(depth - 1) + " " + sign + " " + integer(depth - 1);
      }
      case 3 -> "not (" + truth(depth - 1) + ")";
      case 4 -> "(" + truth(depth - 1) + c.pick(List.of(" and ", " or ")) + truth(depth - 1) + ")";
      case 5 -> "b0";
      case 6 -> integer(depth - 1) + " in xs";
      case 7 -> any(depth - 1) + " == " + any(depth - 1);
      default -> text(depth - 1) + " < " + text(depth - 1);
    };
  }

  String text(int depth) {
    if (depth <= 0) {
      return c.pick(List.of("\"\"", "\"a\"", "\"äö\"", "\"b c\"", "\"12\""));
    }
    return switch (c.below(7)) {
      case 0 -> text(0);
      case 1 -> "s0";
      case 2 -> "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
      case 3 -> "str(" + any(depth - 1) + ")";
      case 4 -> "\"<${" + (c.coin() ? "i0" : "f0") + "}>\"";
      case 5 -> "upper(" + text(depth - 1) + ")";
      default -> "(" + text(depth - 1) + " * " + c.below(3) + ")";
    };
  }

  String list(int depth) {
    return switch (c.below(6)) {
      case 0 -> "[" + integer(depth - 1) + ", " + integer(depth - 1) + "]";
      case 1 -> "xs + [" + integer(depth - 1) + "]";
      case 2 -> "xs[" + c.below(3) + ":" + c.below(4) + "]";
      case 3 -> "map(xs, x => x + i0)";
      case 4 -> "sorted(xs)";
      default -> "filter(xs, x => x % 2 == 0)";
    };
  }

  String any(int depth) {
    if (depth <= 0) {
      return inHelper ? "i0" : c.pick(List.of("u", "pick(i1 % 9)", "i0", "s0"));
    }
    return switch (c.below(9)) {
      case 0 -> "u";
      case 1 -> "pick(" + c.below(9) + ")";
      case 2 -> integer(depth - 1);
      case 3 -> real(depth - 1);
      case 4, 5 -> {
        String sign = c.pick(List.of("+", "-", "*", "/", "%", "div", "<", "=="));
        count.accept("any " + sign);
        yield "(pick(" + c.below(9) + ") " + sign + " " + (c.coin() ? "u" : any(0)) + ")";
      }
      case 6 -> "u[" + c.pick(List.of("0", "\"a\"", "-1", "i0")) + "]";
      case 7 -> "d[" + text(depth - 1) + "]";
      default -> "g(u)";
    };
  }
}
