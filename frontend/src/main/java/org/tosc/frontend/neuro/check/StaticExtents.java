package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Finds generic parameters that must be numbers when the program is compiled, because a tile or
/// array has them as extent, here or in a function that is called; and calls that give them an
/// extent known only when the program runs.
final class StaticExtents {
  private record Use(TFunction callee, Bindings bindings, Span span) {}

  private final Program program;
  private final Map<TFunction, Set<GenericParam>> needed = new HashMap<>();
  private final Map<TFunction, List<Use>> uses = new HashMap<>();

  private StaticExtents(Program program) {
    this.program = program;
  }

  static void check(Program program, List<TFunction> functions) {
    StaticExtents extents = new StaticExtents(program);
    functions.forEach(extents::collect);
    boolean grows = true;
    while (grows) {
      grows = false;
      for (TFunction function : functions) {
        grows |= extents.spread(function);
      }
    }
    functions.forEach(extents::report);
  }

  private void collect(TFunction function) {
    Set<GenericParam> own = new HashSet<>();
    List<Use> calls = new ArrayList<>();
    function.params().forEach(p -> needs(p.variable().type(), own));
    needs(function.result(), own);
    TBlock body = function.body();
    if (body != null) {
      Parts.each(
          body,
          e -> {
            needs(e.type(), own);
            use(e, calls);
          });
    }
    needed.put(function, own);
    uses.put(function, calls);
  }

  private static void use(TExpr expr, List<Use> into) {
    switch (expr) {
      case TExpr.Call c -> into.add(new Use(c.function(), c.bindings(), c.span()));
      case TExpr.Reference c -> into.add(new Use(c.function(), c.bindings(), c.span()));
      case TExpr.Lift c -> into.add(new Use(c.kernel(), c.bindings(), c.span()));
      case TExpr.Launch c -> into.add(new Use(c.kernel(), c.bindings(), c.span()));
      case TExpr e -> {}
    }
  }

  /// Adds the parameters that extents of tiles and lengths of arrays are made of.
  private static void needs(Ty type, Set<GenericParam> into) {
    switch (type.settled()) {
      case Ty.Tile(var shape, _, _) -> shape.forEach(e -> into.addAll(e.params()));
      case Ty.Array(var element, var length) -> {
        into.addAll(length.params());
        needs(element, into);
      }
      case Ty.Tuple(var items) -> items.forEach(t -> needs(t, into));
      case Ty.Fn(var params, var result) -> {
        params.forEach(t -> needs(t, into));
        needs(result, into);
      }
      case Ty.Named(var declared, var args) -> {
        Bindings bindings = Bindings.of(declared.params(), args);
        declared.variants().stream()
            .flatMap(v -> v.fields().stream())
            .filter(f -> !(f.type() instanceof Ty.Named))
            .forEach(f -> needs(bindings.apply(f.type()), into));
      }
      case Ty.Prim _, Ty.Basic _, Ty.Open _, Ty.Range _, Ty.Param _ -> {}
      case Ty.Tensor _, Ty.View _ -> {}
    }
  }

  /// What callees need of the caller's own parameters.
  private boolean spread(TFunction function) {
    Set<GenericParam> own = needed.getOrDefault(function, new HashSet<>());
    boolean grows = false;
    for (Use use : uses.getOrDefault(function, List.of())) {
      for (GenericParam param : needed.getOrDefault(use.callee(), Set.of())) {
        if (use.bindings().get(param) instanceof Extent extent) {
          grows |= own.addAll(extent.params());
        }
      }
    }
    return grows;
  }

  private void report(TFunction function) {
    for (Use use : uses.getOrDefault(function, List.of())) {
      for (GenericParam param : needed.getOrDefault(use.callee(), Set.of())) {
        if (use.bindings().get(param) instanceof Extent extent && extent.isUnknown()) {
          program.report(
              Diagnostic.of(
                      Code.E1406,
                      use.span(),
                      "`"
                          + param
                          + "` of `"
                          + use.callee().name()
                          + "` is the extent of a tile or array, and here it is known only when"
                          + " the program runs")
                  .label(param.span(), "`" + param + "`"));
        }
      }
    }
  }
}
