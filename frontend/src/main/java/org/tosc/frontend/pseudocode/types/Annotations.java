package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.resolve.Suggestion;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Origin;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Reads type annotations.
final class Annotations {
  private static final Set<String> NAMES =
      Set.of(
          "int",
          "float",
          "bool",
          "string",
          "str",
          "list",
          "array",
          "dict",
          "range",
          "fn",
          "function",
          "any",
          "nil",
          "tensor",
          "number",
          "class",
          "model",
          "module",
          "error",
          "dtype",
          "instance");

  private final Function<String, @Nullable Variable> classes;
  private final Predicate<String> isKnown;
  private final Consumer<Diagnostic> report;

  Annotations(
      Function<String, @Nullable Variable> classes,
      Predicate<String> isKnown,
      Consumer<Diagnostic> report) {
    this.classes = classes;
    this.isKnown = isKnown;
    this.report = report;
  }

  /// What an annotation promises; what cannot be said statically is ANY and checked at run time.
  Ty type(TypeExpr annotation) {
    return switch (annotation) {
      case TypeExpr.Named(var name, var args, _) -> named(name, args);
      case TypeExpr.Tensor tensor -> tensor(tensor);
      case TypeExpr.Fn(var params, var result, _) -> {
        params.forEach(this::type);
        if (result != null) {
          type(result);
        }
        yield Ty.FN;
      }
      case TypeExpr.Malformed _ -> Ty.ANY;
    };
  }

  private Ty named(Ident name, List<TypeExpr> args) {
    args.forEach(this::type);
    return switch (name.text()) {
      case "int" -> Ty.INT;
      case "float" -> Ty.FLOAT;
      case "bool" -> Ty.BOOL;
      case "string", "str" -> Ty.STR;
      case "list", "array" -> Ty.LIST;
      case "dict" -> Ty.DICT;
      case "range" -> Ty.RANGE;
      case "fn", "function" -> Ty.FN;
      case "nil" -> Ty.NIL;
      case "tensor" -> Ty.TENSOR;
      case "error" -> Ty.ERROR;
      case "any", "number", "class", "model", "module", "dtype", "instance", "" -> Ty.ANY;
      default -> declared(name);
    };
  }

  private Ty declared(Ident name) {
    Variable variable = classes.apply(name.text());
    if (variable != null) {
      return new Ty.InstanceOf(variable);
    }
    if (isKnown.test(name.text())) {
      return Ty.ANY;
    }
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0301, name.span(), "there is no type named `" + name.text() + "`");
    report.accept(
        Suggestion.nearest(name.text(), NAMES.stream())
            .map(
                near ->
                    diagnostic.fix(
                        "use `" + near + "`", List.of(new Diagnostic.Edit(name.span(), near))))
            .orElse(
                diagnostic.note(
                    "types are int, float, bool, string, list, dict, range, fn, tensor, any, and"
                        + " classes")));
    return Ty.ANY;
  }

  private Ty tensor(TypeExpr.Tensor annotation) {
    Scalar element = null;
    if (annotation.dtype() != null) {
      element = DTypes.wanted(annotation.dtype().text());
      if (element == null) {
        report.accept(
            Diagnostic.of(
                    Code.E0302,
                    annotation.dtype().span(),
                    "there is no dtype named `" + annotation.dtype().text() + "`")
                .note("dtypes are " + String.join(", ", DTypes.names()) + ", bool"));
        return Ty.TENSOR;
      }
    }
    if (element == null
        || annotation.dims().stream().anyMatch(d -> d instanceof TypeExpr.Dim.Rest)) {
      return Ty.TENSOR;
    }
    List<Dim> dims = new ArrayList<>();
    annotation.dims().forEach(d -> dims.add(dim(d)));
    return new Ty.Tensor(new TensorType(dims, element));
  }

  private static Dim dim(TypeExpr.Dim dim) {
    Origin origin = new Origin(dim.span(), "this annotation");
    return switch (dim) {
      case TypeExpr.Dim.Size(long size, _) -> Dim.of(size).from(origin);
      case TypeExpr.Dim.Symbol(var name, _) -> Dim.of(name.text()).from(origin);
      case TypeExpr.Dim.Computed c -> computed(c).from(origin);
      case TypeExpr.Dim.Unknown _, TypeExpr.Dim.Rest _ -> Dim.unknown().from(origin);
    };
  }

  private static Dim computed(TypeExpr.Dim.Computed c) {
    if (!(dim(c.left()) instanceof Dim.Known(long a, _))
        || !(dim(c.right()) instanceof Dim.Known(long b, _))) {
      return Dim.unknown();
    }
    long value =
        c.op() == BinaryOp.ADD
            ? a + b
            : c.op() == BinaryOp.SUB
                ? a - b
                : c.op() == BinaryOp.MUL ? a * b : b == 0 ? -1 : Math.floorDiv(a, b);
    return value < 0 ? Dim.unknown() : Dim.of(value);
  }

  /// Whether a value of a known type is refused by an annotation for certain.
  static boolean refuses(Ty wanted, Ty found) {
    if (wanted == Ty.ANY || found == Ty.ANY || found == Ty.NEVER || found instanceof Ty.Maybe) {
      return false;
    }
    Ty wide = found.widened();
    if (wanted.equals(wide)) {
      return false;
    }
    return switch (wanted) {
      case Ty.Simple s ->
          switch (s) {
            case FLOAT -> !(found instanceof Ty.Int);
            case TENSOR -> !found.isTensor() && !(found instanceof Ty.ListOf);
            case FN -> !(found instanceof Ty.Function) && !(found instanceof Ty.ClassOf);
            case NEVER, UNSET, ANY -> false;
            case NIL, BOOL, DICT, RANGE, ERROR -> true;
          };
      case Ty.Tensor _ -> !found.isTensor() && !(found instanceof Ty.ListOf);
      // A subclass may be meant; the run-time check decides.
      case Ty.InstanceOf _ -> !(found instanceof Ty.InstanceOf);
      case Ty.Int _,
          Ty.Str _,
          Ty.ListOf _,
          Ty.DType _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.Module _,
          Ty.Maybe _ ->
          true;
    };
  }

  /// What a value holds after it has passed an annotation.
  static Ty narrowed(Ty wanted, Ty value) {
    if (wanted == Ty.ANY) {
      return value;
    }
    if (wanted instanceof Ty.Tensor(var type)
        && value instanceof Ty.Tensor(var known)
        && known.rank() == type.rank()) {
      return known.isStatic() ? value : wanted;
    }
    if (wanted == Ty.TENSOR && value instanceof Ty.Tensor) {
      return value;
    }
    return wanted;
  }
}
