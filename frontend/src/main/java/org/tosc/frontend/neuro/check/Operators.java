package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks operators and the functions of scalars that tiles apply element by element.
final class Operators {
  private final FunctionChecker in;

  Operators(FunctionChecker in) {
    this.in = in;
  }

  /// A chain `a + b + c …` leans left as far as the source is long, so it is followed in a loop.
  TExpr chain(Expr.Binary last, @Nullable Ty expected) {
    List<Expr.Binary> chain = new ArrayList<>();
    Expr innermost = last;
    while (innermost instanceof Expr.Binary binary) {
      chain.add(binary);
      innermost = binary.left();
    }
    Ty wanted = gives(last.op()) == ScalarFn.Gives.SAME ? expected : null;
    TExpr left = in.expressions.of(innermost, wanted);
    for (Expr.Binary binary : chain.reversed()) {
      left = step(binary, left);
    }
    return left;
  }

  private TExpr step(Expr.Binary binary, TExpr left) {
    if (binary.op() == BinaryOp.AND || binary.op() == BinaryOp.OR) {
      TExpr a = truth(left);
      TExpr b = in.expressions.condition(binary.right());
      return new TExpr.Lazy(binary.op() == BinaryOp.AND, a, b, binary.span());
    }
    Ty type = left.type().settled();
    Ty wanted = type instanceof Ty.Tile tile ? tile.element() : type;
    TExpr right = in.expressions.of(binary.right(), wanted instanceof Ty.Open ? null : wanted);
    return binary(binary.op(), left, right, binary.opSpan(), binary.span());
  }

  private TExpr truth(TExpr value) {
    Ty type = value.type().settled();
    return type.isSilent() || type.equals(Ty.Prim.BOOL)
        ? value
        : in.error(Code.E1306, value.span(), "a condition is a `bool`, found `" + type + "`");
  }

  private static ScalarFn.Gives gives(BinaryOp op) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, REM, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR -> ScalarFn.Gives.SAME;
      case AND, OR, EQ, NE, LT, LE, GT, GE -> ScalarFn.Gives.BOOL;
    };
  }

  private static ScalarFn fn(BinaryOp op) {
    return switch (op) {
      case ADD -> ScalarFn.ADD;
      case SUB -> ScalarFn.SUB;
      case MUL -> ScalarFn.MUL;
      case DIV -> ScalarFn.DIV;
      case REM -> ScalarFn.REM;
      case BIT_AND -> ScalarFn.BIT_AND;
      case BIT_OR -> ScalarFn.BIT_OR;
      case BIT_XOR -> ScalarFn.BIT_XOR;
      case SHL -> ScalarFn.SHL;
      case SHR -> ScalarFn.SHR;
      case EQ -> ScalarFn.EQ;
      case NE -> ScalarFn.NE;
      case LT -> ScalarFn.LT;
      case LE -> ScalarFn.LE;
      case GT -> ScalarFn.GT;
      case GE -> ScalarFn.GE;
      case AND, OR -> throw new IllegalArgumentException(op + " is no function of scalars");
    };
  }

  /// An operator other than `&&` and `||` on two checked operands.
  TExpr binary(BinaryOp op, TExpr left, TExpr right, Span opSpan, Span span) {
    if (left.type().isSilent() || right.type().isSilent()) {
      return new TExpr.Broken(span);
    }
    if (left.type() == Ty.Basic.STR && right.type() == Ty.Basic.STR && isOfTexts(op)) {
      Ty type = op == BinaryOp.ADD ? Ty.Basic.STR : Ty.Prim.BOOL;
      return new TExpr.Apply(fn(op), List.of(left, right), type, span);
    }
    return apply(fn(op), List.of(left, right), opSpan, span);
  }

  private static boolean isOfTexts(BinaryOp op) {
    return op == BinaryOp.ADD || op == BinaryOp.EQ || op == BinaryOp.NE;
  }

  TExpr unary(UnaryOp op, Expr operand, @Nullable Ty expected, Span span) {
    TExpr value = in.expressions.of(operand, expected);
    boolean isDigits = operand instanceof Expr.IntLit || operand instanceof Expr.FloatLit;
    if (op == UnaryOp.NEG && isDigits && value instanceof TExpr.Const literal) {
      in.forget(literal);
      switch (literal.value()) {
        case Long number -> {
          return in.literal(-number, true, literal.type(), span);
        }
        case Double number -> {
          return in.literal(-number, true, literal.type(), span);
        }
        case Object other -> {}
      }
    }
    if (value.type().isSilent()) {
      return value;
    }
    return apply(op == UnaryOp.NEG ? ScalarFn.NEG : ScalarFn.NOT, List.of(value), span, span);
  }

  TExpr cast(TExpr value, Ty target, Span span) {
    Ty from = value.type().settled();
    if (from.isSilent() || target.isSilent()) {
      return new TExpr.Broken(span);
    }
    if (from instanceof Ty.Tile && Packed.isMade(in, target, span)) {
      return new TExpr.Broken(span);
    }
    if (from instanceof Ty.Tile tile && isScalar(target)) {
      Ty type = new Ty.Tile(tile.shape(), target, tile.layout());
      return new TExpr.Apply(ScalarFn.CAST, List.of(value), type, span);
    }
    if (isScalar(from) && isScalar(target)) {
      return new TExpr.Apply(ScalarFn.CAST, List.of(value), target, span);
    }
    return in.error(
        Code.E1308, span, "`as` converts between numbers, not `" + from + "` to `" + target + "`");
  }

  private static boolean isScalar(Ty type) {
    return switch (type.settled()) {
      case Ty.Prim(Scalar s) -> s.kind() != Scalar.Kind.BLOCK;
      case Ty.Open _, Ty.Param _ -> true;
      case Ty.Basic _, Ty.Tuple _, Ty.Array _, Ty.Fn _, Ty.Range _, Ty.Named _ -> false;
      case Ty.Tile _, Ty.Tensor _, Ty.View _ -> false;
    };
  }

  // Element by element.

  /// A function of scalars on scalars or tiles.
  TExpr apply(ScalarFn fn, List<TExpr> args, Span at, Span span) {
    for (TExpr arg : args) {
      if (arg.type().isSilent()) {
        return new TExpr.Broken(span);
      }
      if (!isScalar(arg.type()) && !(arg.type() instanceof Ty.Tile)) {
        return notScalar(fn, arg, args, at);
      }
    }
    List<TExpr> values = fn == ScalarFn.WHERE ? args.subList(1, args.size()) : args;
    Ty element = element(fn, values, at);
    if (element == null || !(fn != ScalarFn.WHERE || isCondition(args.getFirst()))) {
      return new TExpr.Broken(span);
    }
    if (!inDomain(fn.domain(), element)) {
      return domain(fn, element, at);
    }
    Ty result = fn.gives() == ScalarFn.Gives.BOOL ? Ty.Prim.BOOL : element;
    Ty.@Nullable Tile shape = shape(args, at);
    if (shape == null) {
      return args.stream().anyMatch(a -> a.type() instanceof Ty.Tile)
          ? new TExpr.Broken(span)
          : new TExpr.Apply(fn, args, result, span);
    }
    return Packed.isMade(in, result, at)
        ? new TExpr.Broken(span)
        : new TExpr.Apply(fn, args, new Ty.Tile(shape.shape(), result, shape.layout()), span);
  }

  private boolean isCondition(TExpr condition) {
    Ty type = condition.type().settled();
    boolean holds = elementOf(type).equals(Ty.Prim.BOOL);
    if (!holds) {
      in.report(
          Code.E1306,
          condition.span(),
          "the condition of `where` is of `bool`, found `" + type + "`");
    }
    return holds;
  }

  private TExpr notScalar(ScalarFn fn, TExpr arg, List<TExpr> args, Span at) {
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E1303, at, "`" + fn.text() + "` is not defined for `" + arg.type() + "`");
    for (TExpr each : args) {
      diagnostic = diagnostic.label(each.span(), "this is `" + each.type().settled() + "`");
    }
    boolean isMemory = arg.type() instanceof Ty.Tensor || arg.type() instanceof Ty.View;
    in.report(
        isMemory
            ? diagnostic.note("tensors and views are computed by kernels: `load` a tile first")
            : diagnostic);
    return new TExpr.Broken(arg.span());
  }

  /// The one element type of all operands, or null where they differ (which is reported).
  private @Nullable Ty element(ScalarFn fn, List<TExpr> args, Span at) {
    TExpr first = args.getFirst();
    Ty element = elementOf(first.type());
    for (TExpr arg : args.subList(1, args.size())) {
      Ty other = elementOf(arg.type());
      if (!Unify.fits(element, other)) {
        different(fn, first, arg, at);
        return null;
      }
      if (element.settled() instanceof Ty.Open) {
        element = other;
      }
    }
    return element.settled();
  }

  private static Ty elementOf(Ty type) {
    return type.settled() instanceof Ty.Tile tile ? tile.element().settled() : type.settled();
  }

  private void different(ScalarFn fn, TExpr a, TExpr b, Span at) {
    Ty x = elementOf(a.type());
    Ty y = elementOf(b.type());
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.E1302,
                at,
                "`"
                    + fn.text()
                    + "` needs operands of one element type, found `"
                    + x
                    + "` and `"
                    + y
                    + "`")
            .label(a.span(), "`" + a.type().settled() + "`")
            .label(b.span(), "`" + b.type().settled() + "`");
    in.report(
        x.isNumber() && y.isNumber()
            ? diagnostic.note("numbers are converted explicitly: `x as " + x + "`")
            : diagnostic);
  }

  private static boolean inDomain(ScalarFn.Domain domain, Ty element) {
    return switch (domain) {
      case NUMBER -> element.isNumber();
      case FLOAT -> element.isFloat();
      case INT -> element.isInteger();
      case INT_OR_BOOL -> element.isInteger() || element.equals(Ty.Prim.BOOL);
      case SCALAR -> true;
    };
  }

  private TExpr domain(ScalarFn fn, Ty element, Span at) {
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E1303,
            at,
            "`"
                + fn.text()
                + "` is defined for "
                + fn.domain().words()
                + ", not for `"
                + element
                + "`");
    if (element instanceof Ty.Param(GenericParam p)) {
      diagnostic =
          diagnostic
              .label(p.span(), "`" + p.name() + "` may be " + p.bound().words())
              .note("a bound says more: `<" + p.name() + ": Float>`");
    }
    in.report(diagnostic);
    return new TExpr.Broken(at);
  }

  /// The type of tile that the operands make together: extents agree or are 1; null where there is
  /// no tile, or where they do not agree (which is reported).
  private Ty.@Nullable Tile shape(List<TExpr> args, Span at) {
    Ty.Tile result = null;
    TExpr from = null;
    for (TExpr arg : args) {
      if (arg.type().settled() instanceof Ty.Tile tile) {
        if (result == null || from == null) {
          result = tile;
        } else {
          result = broadcast(result, tile, from, arg, at);
          if (result == null) {
            return null;
          }
        }
        from = arg;
      }
    }
    return result;
  }

  private Ty.@Nullable Tile broadcast(Ty.Tile a, Ty.Tile b, TExpr left, TExpr right, Span at) {
    if (a.rank() != b.rank()) {
      disagree(left, right, at, "they have " + a.rank() + " and " + b.rank() + " axes");
      return null;
    }
    List<Extent> shape = new ArrayList<>();
    for (int axis = 0; axis < a.rank(); axis++) {
      Extent x = a.shape().get(axis);
      Extent y = b.shape().get(axis);
      if (x.same(y) || y.isConstant(1)) {
        shape.add(x);
      } else if (x.isConstant(1)) {
        shape.add(y);
      } else {
        disagree(
            left, right, at, "on axis " + axis + " they have " + x + " and " + y + " elements");
        return null;
      }
    }
    if (!a.layout().equals(b.layout())) {
      in.report(
          Declarations.label(
              Diagnostic.of(
                      Code.E1405,
                      at,
                      "the operands have the layouts `" + a.layout() + "` and `" + b.layout() + "`")
                  .label(left.span(), "`" + a + "`")
                  .label(right.span(), "`" + b + "`")
                  .note("`x.to_layout(" + a.layout() + ")` changes the layout"),
              List.of(left, right)));
      return null;
    }
    return new Ty.Tile(shape, a.element(), a.layout());
  }

  private void disagree(TExpr left, TExpr right, Span at, String why) {
    in.report(
        Declarations.label(
            Diagnostic.of(
                    Code.E1403,
                    at,
                    "the tiles "
                        + text(left)
                        + " and "
                        + text(right)
                        + " do not fit together: "
                        + why)
                .label(left.span(), "`" + left.type().settled() + "`")
                .label(right.span(), "`" + right.type().settled() + "`")
                .note("extents must agree, or one of them is 1"),
            List.of(left, right)));
  }

  private static String text(TExpr value) {
    return value.type().settled() instanceof Ty.Shaped shaped ? shaped.shapeText() : "";
  }
}
