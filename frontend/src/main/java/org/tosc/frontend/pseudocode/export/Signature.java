package org.tosc.frontend.pseudocode.export;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Offer;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Span;

/// The static types that the annotations of one function say.
final class Signature {
  private Signature() {}

  static Offer of(Stmt.FunctionDecl function) {
    List<ForeignFunction.Parameter> params = new ArrayList<>();
    for (Param param : function.params()) {
      Type type = param.type() == null || param.rest() ? null : type(param.type());
      if (type == null) {
        String why = param.type() == null ? "has no annotation" : "has no static type";
        return new Offer.Withheld("its parameter `" + param.name().text() + "` " + why);
      }
      Span span = param.name().span();
      params.add(
          new ForeignFunction.Parameter(
              param.name().text(), type, standard(param.defaultValue()), span, span));
    }
    Ident name = function.name();
    TypeExpr result = function.result();
    if (result == null) {
      return new Offer.Withheld("its result has no annotation (`-> nil` where it gives nothing)");
    }
    if (result instanceof TypeExpr.Named(Ident nil, _, _) && nil.text().equals("nil")) {
      return new Offer.Of(new ForeignFunction(name.text(), params, null, name.span()));
    }
    Type type = type(result);
    return type == null
        ? new Offer.Withheld("its result has no static type")
        : new Offer.Of(new ForeignFunction(name.text(), params, type, name.span()));
  }

  private static @Nullable Type type(TypeExpr annotation) {
    return switch (annotation) {
      case TypeExpr.Named(var name, _, _) -> scalar(name.text());
      case TypeExpr.Tensor(var dims, var dtype, _) -> dtype == null ? null : tensor(dims, dtype);
      case TypeExpr.Fn _, TypeExpr.Malformed _ -> null;
    };
  }

  private static @Nullable Type scalar(String name) {
    return switch (name) {
      case "int" -> Scalar.I64;
      case "float" -> Scalar.F64;
      case "bool" -> Scalar.I1;
      case "string", "str" -> HostType.STR;
      default -> null;
    };
  }

  private static @Nullable Type tensor(List<TypeExpr.Dim> dims, Ident dtype) {
    Scalar element = DTypes.wanted(dtype.text());
    List<Dim> shape = new ArrayList<>();
    for (TypeExpr.Dim dim : dims) {
      switch (dim) {
        case TypeExpr.Dim.Size(long size, _) -> shape.add(Dim.of(size));
        case TypeExpr.Dim.Symbol(var name, _) -> shape.add(Dim.of(name.text()));
        case TypeExpr.Dim.Computed _, TypeExpr.Dim.Unknown _ -> shape.add(Dim.unknown());
        case TypeExpr.Dim.Rest _ -> {
          return null;
        }
      }
    }
    return element == null ? null : new TensorType(shape, element);
  }

  /// A default value that both languages write alike; an argument must be given for others.
  private static @Nullable Object standard(@Nullable Expr value) {
    if (value instanceof Expr.IntLit(long number, _)) {
      return number;
    }
    if (value instanceof Expr.FloatLit(double number, _)) {
      return number;
    }
    return value instanceof Expr.BoolLit(boolean truth, _)
        ? (Object) truth
        : value instanceof Expr.StringLit text ? text.constant() : null;
  }
}
