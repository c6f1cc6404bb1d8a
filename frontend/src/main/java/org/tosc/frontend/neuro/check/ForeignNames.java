package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Span;

/// A file of Pseudocode as Neuro-Lang sees it: tensors are borrowed as views, results are owned,
/// and named extents are generic parameters.
///
/// ```text
/// fn smooth(x: tensor[n, f32], by: float) -> tensor[n, f32]     in Pseudocode is
/// fn smooth<n>(x: View<[n], f32>, by: f64) -> Tensor<[n], f32>
/// ```
final class ForeignNames {
  private final Map<String, GenericParam> generics = new LinkedHashMap<>();
  private final ForeignFunction function;

  private ForeignNames(ForeignFunction function) {
    this.function = function;
  }

  static Symbol.FileNames of(ForeignFile file) {
    Map<String, Symbol> symbols = new HashMap<>();
    for (ForeignFunction function : file.functions()) {
      TFunction seen = new ForeignNames(function).seen(file.name());
      symbols.put(function.name(), new Symbol.OfFunction(seen));
    }
    return new Symbol.FileNames(file.key(), file.name(), symbols, file.withheld());
  }

  private TFunction seen(String file) {
    List<TParam> params = new ArrayList<>();
    for (ForeignFunction.Parameter p : function.parameters()) {
      Variable variable = new Variable(p.name(), param(p.type()), false, p.span());
      params.add(new TParam(variable, literal(p.standard(), p.span())));
    }
    Type result = function.result();
    Ty type = result == null ? Ty.Basic.UNIT : result(result);
    return TFunction.foreign(
        file + "." + function.name(), function, List.copyOf(generics.values()), params, type);
  }

  private Ty param(Type type) {
    return type instanceof TensorType(var shape, var element)
        ? new Ty.View(extents(shape), prim(element), TileLayout.row(), false)
        : scalar(type);
  }

  private Ty result(Type type) {
    return type instanceof TensorType(var shape, var element)
        ? new Ty.Tensor(extents(shape), prim(element))
        : scalar(type);
  }

  private static Ty scalar(Type type) {
    return type == HostType.STR ? Ty.Basic.STR : prim((Scalar) type);
  }

  private static Ty prim(Scalar scalar) {
    return new Ty.Prim(scalar);
  }

  private List<Extent> extents(List<Dim> shape) {
    return shape.stream()
        .map(
            d ->
                switch (d) {
                  case Dim.Known(long size, _) -> Extent.of(size);
                  case Dim.Symbol(var name, _) -> Extent.of(generic(name));
                  case Dim.Unknown _ -> Extent.UNKNOWN;
                })
        .toList();
  }

  private GenericParam generic(String name) {
    return generics.computeIfAbsent(
        name,
        n ->
            new GenericParam(n, GenericParam.Kind.EXTENT, GenericParam.Bound.ANY, function.span()));
  }

  private static @Nullable Expr literal(@Nullable Object value, Span span) {
    return switch (value) {
      case null -> null;
      case Long number -> new Expr.IntLit(number, null, span);
      case Double number -> new Expr.FloatLit(number, null, span);
      case Boolean truth -> new Expr.BoolLit(truth, span);
      case String text -> new Expr.StrLit(text, span);
      default -> throw new IllegalStateException("a default value " + value);
    };
  }
}
