package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Origin;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// The tensors that nested list literals make.
final class Literals {
  private Literals() {}

  static Ty tensor(Program program, Expr at, Ty value, @Nullable Scalar element) {
    if (value instanceof Ty.Tensor(var type)) {
      return element == null || element == type.element()
          ? value
          : new Ty.Tensor(new TensorType(type.shape(), element));
    }
    List<Dim> dims = new ArrayList<>();
    Ty level = value;
    Expr expr = at;
    while (level instanceof Ty.ListOf(List<Ty> items)) {
      if (items == null) {
        return Ty.TENSOR;
      }
      dims.add(Dim.of(items.size()).from(new Origin(expr.span(), "this list")));
      if (!regular(program, expr, items)) {
        return Ty.TENSOR;
      }
      if (items.isEmpty()) {
        break;
      }
      expr =
          expr instanceof Expr.ListLit(var parts, _) && !parts.isEmpty() ? parts.getFirst() : expr;
      level = items.getFirst();
    }
    Scalar scalar = element != null ? element : standard(value);
    boolean known =
        scalar != null && (level.isNumber() || level == Ty.BOOL || level instanceof Ty.ListOf);
    return known ? new Ty.Tensor(new TensorType(dims, Objects.requireNonNull(scalar))) : Ty.TENSOR;
  }

  /// The tensor that a regular list of known numbers makes, without complaints.
  static Ty shape(Ty value, Scalar element) {
    List<Dim> dims = new ArrayList<>();
    Ty level = value;
    while (level instanceof Ty.ListOf(List<Ty> items) && items != null && !items.isEmpty()) {
      dims.add(Dim.of(items.size()));
      level = items.getFirst();
    }
    return level.isNumber() ? new Ty.Tensor(new TensorType(dims, element)) : Ty.TENSOR;
  }

  /// Booleans make a bool tensor, numbers one of the default dtype.
  private static @Nullable Scalar standard(Ty value) {
    Ty leaf = value;
    while (leaf instanceof Ty.ListOf(List<Ty> items) && items != null && !items.isEmpty()) {
      leaf = items.getFirst();
    }
    return leaf == Ty.BOOL
        ? Scalar.I1
        : leaf.isNumber() || leaf instanceof Ty.ListOf ? Scalar.F32 : null;
  }

  private static boolean regular(Program program, Expr at, List<Ty> items) {
    int first = length(items.isEmpty() ? Ty.ANY : items.getFirst());
    for (int i = 1; i < items.size(); i++) {
      int length = length(items.get(i));
      if (length != first && length >= -1 && first >= -1) {
        Expr row = at instanceof Expr.ListLit(var parts, _) && i < parts.size() ? parts.get(i) : at;
        program.report(
            Diagnostic.of(
                Code.E0412,
                row.span(),
                "the rows of a tensor must have one length: row 0 has "
                    + words(first)
                    + ", row "
                    + i
                    + " has "
                    + words(length)));
        return false;
      }
    }
    return true;
  }

  private static String words(int length) {
    return length < 0 ? "no items, it is a number" : length + " item" + (length == 1 ? "" : "s");
  }

  /// The length of a list; -1 for a number, -2 where it is not known.
  private static int length(Ty ty) {
    return switch (ty) {
      case Ty.ListOf(List<Ty> items) -> items == null ? -2 : items.size();
      case Ty.Int _ -> -1;
      case Ty.Simple s -> s == Ty.Simple.FLOAT || s == Ty.Simple.BOOL ? -1 : -2;
      case Ty.Str _,
          Ty.Tensor _,
          Ty.DType _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.InstanceOf _,
          Ty.Module _,
          Ty.Maybe _ ->
          -2;
    };
  }
}
