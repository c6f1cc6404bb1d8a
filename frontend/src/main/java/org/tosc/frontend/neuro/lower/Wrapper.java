package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Span;

/// A function that owns the tensors that it is given, and calls another one with them or with views
/// of them: what a user would write to call a kernel with tensors.
///
/// ```text
/// fn owned(a: Tensor<[?, ?], f16>, b: Tensor<[?, ?], f16>) -> Tensor<[?, ?], f16> {
///     matmul(a.view(), b.view())
/// }
/// ```
final class Wrapper {
  private final NeuroLowering program;
  private final TFunction behind;
  private final List<Type> arguments;
  private final Bindings bindings;
  private final List<Variable> params = new ArrayList<>();
  private final Ty result;
  private final TFunction function;

  Wrapper(NeuroLowering program, TFunction behind, List<Type> arguments) {
    this.program = program;
    this.behind = behind;
    this.arguments = arguments;
    this.bindings = bindings();
    List<TExpr> args = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Variable given = behind.params().get(i).variable();
      Variable param = new Variable(given.name(), type(given.type(), i), false, given.span());
      params.add(param);
      args.add(argument(param, given.type()));
    }
    this.result =
        behind.isKernel() ? new Ty.Tensor(extents(), element()) : bindings.apply(behind.result());
    Span span = behind.span();
    TExpr call =
        behind.isKernel()
            ? new TExpr.Lift(behind, new Bindings(), args, result, span)
            : new TExpr.Call(behind, bindings, args, result, span);
    this.function = made(call);
  }

  private TFunction made(TExpr call) {
    Span span = behind.span();
    return TFunction.made(
        behind.symbol() + " owned",
        behind.name(),
        span,
        params.stream().map(p -> new TParam(p, null)).toList(),
        result,
        new TBlock(List.of(), call, result, span));
  }

  /// The function that is called in the end.
  TFunction behind() {
    return behind;
  }

  Instance instance() {
    return new Instance(function, List.of());
  }

  String want() {
    return program.want(instance());
  }

  Ty param(int i) {
    return params.get(i).type();
  }

  Ty result() {
    return result;
  }

  /// What derivatives go through; null where there is no such thing.
  @Nullable LiftGraph formula() {
    LiftGraph graph = behind.isKernel() ? program.graph(behind) : null;
    return graph != null && LiftedFormula.exists(graph) ? graph : null;
  }

  /// A generic extent is known where all arguments know it.
  private Bindings bindings() {
    Bindings known = new Bindings();
    for (GenericParam generic : behind.generics()) {
      Extent extent = null;
      for (int i = 0; i < arguments.size(); i++) {
        if (behind.params().get(i).variable().type() instanceof Ty.Shaped shaped) {
          for (int axis = 0; axis < shaped.rank(); axis++) {
            if (shaped.shape().get(axis).equals(Extent.of(generic))) {
              Extent given = extent(i, axis);
              extent = extent == null || extent.equals(given) ? given : Extent.UNKNOWN;
            }
          }
        }
      }
      known.put(generic, extent == null ? Extent.UNKNOWN : extent);
    }
    return known;
  }

  private Extent extent(int argument, int axis) {
    return ((TensorType) arguments.get(argument)).shape().get(axis) instanceof Dim.Known known
        ? Extent.of(known.size())
        : Extent.UNKNOWN;
  }

  /// A tensor for a tile, a tensor or a view; other types stay.
  private Ty type(Ty type, int i) {
    return switch (type) {
      case Ty.Tile(var shape, var element, _) -> {
        List<Extent> extents = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
          extents.add(extent(i, axis));
        }
        yield new Ty.Tensor(extents, element);
      }
      case Ty.View(var shape, var element, _, _) -> bindings.apply(new Ty.Tensor(shape, element));
      case Ty other -> bindings.apply(other);
    };
  }

  private TExpr argument(Variable param, Ty wanted) {
    TExpr local = new TExpr.Local(param, param.span());
    if (!(param.type() instanceof Ty.Tensor(var shape, var element))
        || wanted instanceof Ty.Tensor) {
      return local;
    }
    Ty view = new Ty.View(shape, element, TileLayout.row(), false);
    return new TExpr.Library(LibraryFn.VIEW, Arrays.asList(local), view, param.span());
  }

  private List<Extent> extents() {
    LiftGraph graph = program.graph(behind);
    return graph.result().whole().stream()
        .map(w -> w instanceof Whole.OfParam(int p, int axis) ? extent(p, axis) : Extent.ONE)
        .toList();
  }

  private Ty element() {
    return program.graph(behind).result().type().element();
  }
}
