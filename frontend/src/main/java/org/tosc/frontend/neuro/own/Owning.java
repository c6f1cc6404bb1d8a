package org.tosc.frontend.neuro.own;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Contents;
import org.tosc.frontend.neuro.types.Ty;

/// Which types own device memory, and which uses borrow.
public final class Owning {
  private Owning() {}

  /// Whether a value of this type owns a tensor. A generic type may: it is moved like one.
  public static boolean owns(Ty type) {
    return Contents.ownsTensor(type);
  }

  /// Whether a value of this type holds a view.
  public static boolean borrows(Ty type) {
    return Contents.holdsView(type);
  }

  /// Whether a function of the library leaves an argument with its owner.
  public static boolean borrowsArgument(LibraryFn fn) {
    return switch (fn) {
      case TO -> false;
      case VIEW, VIEW_MUT, SHAPE, DIM, DTYPE, TO_LIST, SAVE, SLICE, TRANSPOSE, COPY_FROM, LEN ->
          true;
      case PRINT, SHOW, TO_STR, ASSERT -> true;
      case DEVICE_GET, DEVICE_COUNT, DEVICE_ALL, TIME_NOW -> true;
      case TENSOR_ALLOC, TENSOR_ZEROS, TENSOR_ONES, TENSOR_FULL, TENSOR_RAND, TENSOR_RANDN -> true;
      case TENSOR_FROM_LIST, TENSOR_LOAD -> true;
      case MODEL_LOAD, GENERATE -> true;
    };
  }

  /// Whether a call leaves argument `i` with its owner: the receiver of a method.
  public static boolean borrowsArgument(TExpr.Call call, int i) {
    return i == 0 && call.function().isMethod();
  }

  /// Whether an expression names a place that outlives it: a variable or a part of one.
  public static boolean isPlace(TExpr expr) {
    return switch (expr) {
      case TExpr.Local _ -> true;
      case TExpr.Item(var object, _, _, _) -> isPlace(object);
      case TExpr.Element(var object, _, _, _) -> isPlace(object);
      case TExpr _ -> false;
    };
  }

  /// Whether a `match` takes the subject apart and moves what it owns: some arm binds an owner.
  public static boolean moves(TExpr.Match match) {
    return match.arms().stream()
        .flatMap(a -> bound(a.pattern()).stream())
        .anyMatch(v -> owns(v.type()));
  }

  /// The variables that a pattern binds.
  public static List<Variable> bound(TPattern pattern) {
    List<Variable> variables = new ArrayList<>();
    collect(pattern, variables);
    return variables;
  }

  private static void collect(TPattern pattern, List<Variable> into) {
    switch (pattern) {
      case TPattern.Any _, TPattern.Equal _, TPattern.Between _ -> {}
      case TPattern.Bind(var variable, _) -> into.add(variable);
      case TPattern.Items(var items, _) -> items.forEach(p -> collect(p, into));
      case TPattern.Variant(_, var fields, _) -> fields.forEach(p -> collect(p, into));
      case TPattern.Or(var alternatives, _) -> alternatives.forEach(p -> collect(p, into));
    }
  }
}
