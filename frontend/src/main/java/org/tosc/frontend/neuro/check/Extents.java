package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.typed.Condition;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Reads numbers of elements: literals, generic parameters, constants, and arithmetic of them.
final class Extents {
  private final Program program;
  private final Symbol.FileNames file;
  private final Map<String, GenericParam> generics;
  private final List<Symbol.Constant> open;
  private Predicate<String> variables = name -> false;
  private Function<String, @Nullable Extent> locals = name -> null;

  Extents(Program program, Symbol.FileNames file, Map<String, GenericParam> generics) {
    this(program, file, generics, new ArrayList<>());
  }

  private Extents(
      Program program,
      Symbol.FileNames file,
      Map<String, GenericParam> generics,
      List<Symbol.Constant> open) {
    this.program = program;
    this.file = file;
    this.generics = generics;
    this.open = open;
  }

  /// The local names in reach, which hide all others, and what the constants among them are.
  void variables(Predicate<String> inReach, Function<String, @Nullable Extent> constants) {
    variables = inReach;
    locals = constants;
  }

  List<Extent> all(List<Expr> items) {
    return items.stream().map(this::read).toList();
  }

  /// The extent that an expression writes; reports what is none and gives the unknown one.
  Extent read(Expr expr) {
    Extent value = value(expr);
    if (value == null) {
      notAnExtent(expr);
      return Extent.UNKNOWN;
    }
    if (value.constant().isPresent() && value.constant().getAsLong() < 0) {
      report(expr.span(), "a number of elements is at least 0, this is " + value);
      return Extent.UNKNOWN;
    }
    return value;
  }

  private void notAnExtent(Expr expr) {
    Expr.Path path = unknownName(expr);
    String name = path == null ? "" : path.text();
    GenericParam param = generics.get(name);
    boolean isVariable = variables.test(name);
    if (path != null && !isVariable && (Types.builtin(name) != null || param != null)) {
      String what = param == null ? "a type" : param.kind().words();
      program.report(
          Diagnostic.of(
              Code.E1205, path.span(), "`" + name + "` is " + what + ", an extent is needed here"));
    } else if (path != null && isVariable) {
      report(
          path.span(),
          "`"
              + name
              + "` is a variable, a number of elements here is known before the program runs");
    } else if (path != null && file.find(path.segments().getFirst().name().text()) == null) {
      Diagnostic diagnostic =
          Diagnostic.of(Code.E1201, path.span(), "nothing is called `" + name + "`");
      program.report(
          path.simple() == null
              ? diagnostic
              : diagnostic.note("a generic parameter is declared first: `fn f<" + name + ">(…)`"));
    } else {
      report(
          expr.span(), "a number of elements is made of numbers, constants and generic parameters");
    }
  }

  /// The first name in an arithmetic expression that has no value.
  private Expr.@Nullable Path unknownName(Expr expr) {
    return switch (expr) {
      case Expr.Path path -> value(path) == null ? path : null;
      case Expr.Binary(_, var left, var right, _, _) -> {
        Expr.Path first = unknownName(left);
        yield first != null ? first : unknownName(right);
      }
      case Expr other -> null;
    };
  }

  /// The value of a constant integer expression, which may be negative; null where it is none.
  @Nullable Extent value(Expr expr) {
    return switch (expr) {
      case Expr.IntLit(long value, _, _) -> Extent.of(value);
      case Expr.Path path -> name(path);
      case Expr.Binary(var op, var left, var right, _, var span) -> binary(op, left, right, span);
      case Expr.Unary(var op, var operand, _)
          when op == org.tosc.frontend.neuro.ast.UnaryOp.NEG -> {
        Extent value = value(operand);
        yield value == null ? null : Extent.of(0).minus(value);
      }
      case Expr.Call(Expr.Path callee, var args, _)
          when "ceil_div".equals(callee.simple()) && args.size() == 2 ->
          divided(Extent.Rounding.UP, args.getFirst().value(), args.getLast().value(), expr.span());
      case Expr.Cast(var value, _, _) -> value(value);
      case Expr other -> null;
    };
  }

  private @Nullable Extent name(Expr.Path path) {
    String name = path.simple();
    if ("?".equals(name)) {
      return Extent.UNKNOWN;
    }
    if (name != null && variables.test(name)) {
      return locals.apply(name);
    }
    GenericParam param = name == null ? null : generics.get(name);
    if (param != null) {
      return param.kind() == GenericParam.Kind.EXTENT ? Extent.of(param) : null;
    }
    Symbol found = file.follow(path.names()).whole(path.segments().size());
    return found instanceof Symbol.OfConstant(var constant) ? constant(constant, path) : null;
  }

  private @Nullable Extent constant(Symbol.Constant constant, Expr.Path use) {
    if (program.isCyclic(constant)) {
      return Extent.UNKNOWN;
    }
    if (open.contains(constant)) {
      program.cyclic(open);
      program.report(
          Diagnostic.of(
                  Code.E1206, use.span(), "the constant `" + use.text() + "` is defined by itself")
              .label(constant.syntax().name().span(), "declared here"));
      return Extent.UNKNOWN;
    }
    open.add(constant);
    Extent value =
        new Extents(program, constant.file(), Map.of(), open).value(constant.syntax().value());
    open.removeLast();
    return value;
  }

  private @Nullable Extent binary(BinaryOp op, Expr left, Expr right, Span span) {
    if (op == BinaryOp.DIV || op == BinaryOp.REM) {
      return divided(
          op == BinaryOp.DIV ? Extent.Rounding.DOWN : Extent.Rounding.REMAINDER, left, right, span);
    }
    Extent a = value(left);
    Extent b = value(right);
    if (a == null || b == null) {
      return null;
    }
    try {
      return switch (op) {
        case ADD -> a.plus(b);
        case SUB -> a.minus(b);
        case MUL -> a.times(b);
        case SHL ->
            b.constant().isPresent() && b.constant().getAsLong() < 63
                ? a.times(Extent.of(1L << b.constant().getAsLong()))
                : null;
        case DIV, REM, BIT_AND, BIT_OR, BIT_XOR, SHR, AND, OR, EQ, NE, LT, LE, GT, GE -> null;
      };
    } catch (ArithmeticException tooLarge) {
      report(span, "this does not fit in 64 bits");
      return Extent.UNKNOWN;
    }
  }

  private @Nullable Extent divided(Extent.Rounding rounding, Expr left, Expr right, Span span) {
    Extent a = value(left);
    Extent b = value(right);
    if (a == null || b == null) {
      return null;
    }
    if (b.isConstant(0)) {
      report(span, "a division by zero");
      return Extent.UNKNOWN;
    }
    return a.divided(rounding, b);
  }

  /// A condition of a `where` clause, or null where it is none (which is reported).
  @Nullable Condition condition(Expr expr) {
    if (expr instanceof Expr.Binary(var op, var left, var right, _, var span)) {
      switch (op) {
        case EQ, NE, LT, LE, GT, GE -> {
          Extent a = value(left);
          Extent b = value(right);
          if (a != null && b != null) {
            return new Condition(op, a, b, span);
          }
        }
        case ADD, SUB, MUL, DIV, REM, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR -> {}
      }
    }
    program.report(
        Diagnostic.of(
            Code.E1319,
            expr.span(),
            "a condition of `where` compares extents, as in `where K % 16 == 0`"));
    return null;
  }

  private void report(Span span, String message) {
    program.report(Diagnostic.of(Code.E1206, span, message));
  }
}
