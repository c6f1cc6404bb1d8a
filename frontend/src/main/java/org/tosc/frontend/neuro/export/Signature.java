package org.tosc.frontend.neuro.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Offer;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Param;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Span;

/// How Pseudocode sees one function: numbers are ints and floats whatever their width, tensors and
/// views are tensors, and so are the tiles of a kernel that is lifted.
final class Signature {
  private Signature() {}

  static Offer of(TFunction function) {
    if (function.generics().stream().anyMatch(g -> g.kind() != GenericParam.Kind.EXTENT)) {
      return new Offer.Withheld(
          "it is generic over a type or a layout; offer a function for the type that is needed");
    }
    if (function.isGridKernel()) {
      return new Offer.Withheld("it runs on a grid; offer a function that launches it");
    }
    return function.isKernel() ? lifted(function) : plain(function);
  }

  // Kernels on tiles.

  private static Offer lifted(TFunction kernel) {
    if (!kernel.generics().isEmpty()) {
      return new Offer.Withheld("the extents of its tiles are open; offer a kernel that says them");
    }
    return switch (LiftGraph.read(kernel)) {
      case LiftGraph.Reading.Refused(_, String why) ->
          new Offer.Withheld("it has no reading over whole tensors: " + why);
      case LiftGraph.Reading.Graph(LiftGraph graph) -> {
        LiftedExtents extents = new LiftedExtents(graph);
        List<ForeignFunction.Parameter> params = new ArrayList<>();
        for (int i = 0; i < kernel.params().size(); i++) {
          Ty type = kernel.params().get(i).variable().type();
          Type seen =
              type instanceof Ty.Tile(_, var element, _)
                  ? tensor(extents.ofParam(i), element)
                  : scalar(type);
          if (seen == null) {
            yield unknown(kernel.params().get(i));
          }
          params.add(parameter(kernel, i, seen));
        }
        Type result = tensor(extents.ofResult(), graph.result().type().element());
        yield result == null
            ? new Offer.Withheld("Pseudocode has no tensors of " + graph.result().type().element())
            : new Offer.Of(new ForeignFunction(kernel.name(), params, result, kernel.span()));
      }
    };
  }

  // Functions.

  private static Offer plain(TFunction function) {
    List<ForeignFunction.Parameter> params = new ArrayList<>();
    for (int i = 0; i < function.params().size(); i++) {
      TParam param = function.params().get(i);
      Type seen =
          param.variable().type() instanceof Ty.View view && view.mutable()
              ? null
              : seen(param.variable().type(), function);
      if (seen == null) {
        return unknown(param);
      }
      params.add(parameter(function, i, seen));
    }
    for (GenericParam generic : function.generics()) {
      if (function.params().stream().noneMatch(p -> hasAxis(p.variable().type(), generic))) {
        return new Offer.Withheld("its `" + generic + "` is not the extent of an argument");
      }
    }
    Ty result = function.result();
    if (result == Ty.Basic.UNIT) {
      return new Offer.Of(new ForeignFunction(function.name(), params, null, function.span()));
    }
    Type seen = result instanceof Ty.View ? null : seen(result, function);
    return seen == null
        ? new Offer.Withheld("it gives `" + result + "`, which Pseudocode has no values of")
        : new Offer.Of(new ForeignFunction(function.name(), params, seen, function.span()));
  }

  private static boolean hasAxis(Ty type, GenericParam generic) {
    return type instanceof Ty.Shaped shaped && shaped.shape().contains(Extent.of(generic));
  }

  private static @Nullable Type seen(Ty type, TFunction function) {
    return switch (type) {
      case Ty.Tensor(var shape, var element) -> tensor(dims(shape, function), element);
      case Ty.View(var shape, var element, _, _) -> tensor(dims(shape, function), element);
      case Ty other -> scalar(other);
    };
  }

  private static List<Dim> dims(List<Extent> shape, TFunction function) {
    List<Dim> dims = new ArrayList<>();
    for (Extent extent : shape) {
      dims.add(
          extent.constant().isPresent()
              ? Dim.of(extent.constant().getAsLong())
              : function.generics().stream()
                  .filter(g -> extent.equals(Extent.of(g)))
                  .findFirst()
                  .map(g -> Dim.of(symbol(g, function)))
                  .orElse(Dim.unknown()));
    }
    return dims;
  }

  /// Names of extents are lower-case in Pseudocode; of `N` and `n` the second becomes `n1`.
  private static String symbol(GenericParam generic, TFunction function) {
    String name = generic.name().toLowerCase(Locale.ROOT);
    int at = function.generics().indexOf(generic);
    boolean isTaken =
        function.generics().subList(0, at).stream()
            .anyMatch(g -> g.name().toLowerCase(Locale.ROOT).equals(name));
    return isTaken ? name + at : name;
  }

  // Types.

  private static @Nullable Type tensor(List<Dim> dims, Ty element) {
    Scalar scalar = element.scalar();
    boolean isKnown = scalar != null && DTypes.wanted(DTypes.name(scalar)) != null;
    return isKnown ? new TensorType(dims, Objects.requireNonNull(scalar)) : null;
  }

  private static @Nullable Type scalar(Ty type) {
    if (type == Ty.Basic.STR) {
      return HostType.STR;
    }
    Scalar scalar = type.scalar();
    if (scalar == null) {
      return null;
    }
    return scalar == Scalar.I1 ? Scalar.I1 : scalar.isFloat() ? Scalar.F64 : Scalar.I64;
  }

  private static Offer unknown(TParam param) {
    return new Offer.Withheld(
        "its parameter `"
            + param.variable().name()
            + "` is a `"
            + param.variable().type()
            + "`, which Pseudocode has no values of");
  }

  private static ForeignFunction.Parameter parameter(TFunction function, int i, Type type) {
    Param syntax = function.syntax().params().get(i);
    Span typeSpan = syntax.type() == null ? syntax.span() : syntax.type().span();
    return new ForeignFunction.Parameter(
        syntax.name().text(),
        type,
        standard(syntax.defaultValue()),
        syntax.name().span(),
        typeSpan);
  }

  /// A default value that both languages write alike; an argument must be given for others.
  private static @Nullable Object standard(@Nullable Expr value) {
    if (value instanceof Expr.IntLit(long number, _, _)) {
      return number;
    }
    if (value instanceof Expr.FloatLit(double number, _, _)) {
      return number;
    }
    if (value instanceof Expr.Unary(UnaryOp op, Expr operand, _) && op == UnaryOp.NEG) {
      return negated(standard(operand));
    }
    return value instanceof Expr.BoolLit(boolean truth, _)
        ? (Object) truth
        : value instanceof Expr.StrLit(String text, _) ? text : null;
  }

  private static @Nullable Object negated(@Nullable Object number) {
    if (number instanceof Long whole) {
      return -whole;
    }
    return number instanceof Double real ? -real : null;
  }
}
