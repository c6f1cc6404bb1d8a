package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The constants of files: literals, other constants, and integer arithmetic of them. What is wrong
/// is reported once, where the constant is declared.
final class Constants {
  /// A literal; its type is null where only the declaration or the use decides it.
  private record Value(Object value, boolean negated, @Nullable Ty type) {
    boolean fits(Ty wanted) {
      if (type != null) {
        return type.equals(wanted);
      }
      return value instanceof Double ? wanted.isFloat() : wanted.isNumber();
    }

    String words() {
      return type != null
          ? "`" + type + "`"
          : value instanceof Double ? "a number with a fraction" : "an integer";
    }
  }

  private final Program program;
  private final List<Symbol.Constant> open = new ArrayList<>();

  private Constants(Program program) {
    this.program = program;
  }

  /// Checks a declaration.
  static void check(Program program, Symbol.Constant constant) {
    int before = program.reported();
    Value value = new Constants(program).value(constant);
    Ty declared = declared(program, constant);
    Expr written = constant.syntax().value();
    boolean isKnown = program.reported() > before || program.isCyclic(constant);
    if (isKnown || written instanceof Expr.Malformed) {
      return;
    }
    if (value == null) {
      program.report(
          Diagnostic.of(
              Code.E1206,
              written.span(),
              "the value of a constant is a literal, or integer arithmetic of constants"));
    } else if (declared != null && !declared.isSilent() && !value.fits(declared)) {
      wrong(program, constant, declared, value);
    } else {
      Ty type = declared != null ? declared : value.type();
      String complaint =
          type == null
              ? null
              : Literals.complaint(
                  new TExpr.Const(value.value(), type, written.span()), value.negated());
      if (complaint != null) {
        program.report(Diagnostic.of(Code.E1307, written.span(), complaint));
      }
    }
  }

  private static void wrong(Program program, Symbol.Constant constant, Ty declared, Value value) {
    Expr written = constant.syntax().value();
    var type = constant.syntax().type();
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E1301, written.span(), "expected `" + declared + "`, found " + value.words());
    program.report(
        type == null ? diagnostic : diagnostic.label(type.span(), "this asks for the type"));
  }

  /// The constant as a value. What is wrong with it is reported at its declaration.
  static TExpr of(FunctionChecker in, Symbol.Constant constant, Span span) {
    Program silent = new Program(d -> {});
    Value value = new Constants(silent).value(constant);
    Ty declared = declared(silent, constant);
    if (value == null || (declared != null && !value.fits(declared))) {
      return new TExpr.Broken(span);
    }
    Ty type = declared != null ? declared : value.type();
    return type != null
        ? new TExpr.Const(value.value(), type, span)
        : in.literal(
            value.value(), value.negated(), in.open(value.value() instanceof Double), span);
  }

  private static @Nullable Ty declared(Program program, Symbol.Constant constant) {
    var type = constant.syntax().type();
    return type == null ? null : new Types(program, constant.file(), Map.of(), null).read(type);
  }

  private @Nullable Value value(Symbol.Constant constant) {
    open.add(constant);
    Value value = value(constant, constant.syntax().value());
    open.removeLast();
    return value;
  }

  private @Nullable Value value(Symbol.Constant constant, Expr expr) {
    return switch (expr) {
      case Expr.BoolLit(boolean value, _) -> new Value(value, false, Ty.Prim.BOOL);
      case Expr.StrLit(String value, _) -> new Value(value, false, Ty.Basic.STR);
      case Expr.IntLit(long value, var suffix, _) -> new Value(value, false, type(suffix));
      case Expr.FloatLit(double value, var suffix, _) -> new Value(value, false, type(suffix));
      case Expr.Unary(var op, Expr.IntLit(long value, var suffix, _), _) when op == UnaryOp.NEG ->
          new Value(-value, true, type(suffix));
      case Expr.Unary(var op, Expr.FloatLit(double value, var suffix, _), _)
          when op == UnaryOp.NEG ->
          new Value(-value, true, type(suffix));
      case Expr.Path path
          when named(constant, path) instanceof Symbol.OfConstant(var other)
              && !open.contains(other) ->
          value(other);
      case Expr other -> integer(constant, other);
    };
  }

  private static @Nullable Symbol named(Symbol.Constant constant, Expr.Path path) {
    return constant.file().follow(path.names()).whole(path.segments().size());
  }

  private static @Nullable Ty type(@Nullable String suffix) {
    return suffix == null ? null : Types.builtin(suffix);
  }

  private @Nullable Value integer(Symbol.Constant constant, Expr expr) {
    Types types = new Types(program, constant.file(), Map.of(), null);
    Extent extent = types.extents().value(expr);
    if (extent == null || extent.constant().isEmpty()) {
      return null;
    }
    long value = extent.constant().getAsLong();
    return new Value(value, value < 0, null);
  }
}
