package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Proves that accesses to memory lie inside: single elements, tiles and slices.
///
/// What is proved gets `bounds = "proved"`; nothing else changes. A proof holds for every run of
/// the module that begins with a function that nothing in it calls, one that it names otherwise
/// than by a call or launch, or `main`.
///
/// It rests on constants, loops that count, the grids of launches, `min max`, divisions by
/// constants, conditions on the way, extents, and earlier accesses that would have raised. See
/// [Facts] for how these are put together, and [Walk] for where they come from.
public final class InBounds {
  /// The module with its proved accesses, and what was found of each access, by function.
  public record Result(Module module, Map<String, List<Access>> accesses) {
    public Result {
      accesses = Map.copyOf(accesses);
    }
  }

  private final Calls calls;
  private final Map<String, List<Access>> found = new LinkedHashMap<>();

  private InBounds(Calls calls) {
    this.calls = calls;
  }

  /// Proves what it can.
  public static Result prove(Module module) {
    if (module.functions().stream().noneMatch(f -> hasAccess(f.body()))) {
      return new Result(module, Map.of());
    }
    Calls calls = new Calls(module);
    calls.run();
    return new InBounds(calls).result(module);
  }

  private static boolean hasAccess(Region region) {
    for (Operation o : region.ops()) {
      if (o.op() instanceof KernelOp || o.regions().stream().anyMatch(InBounds::hasAccess)) {
        return true;
      }
    }
    return false;
  }

  private Result result(Module module) {
    List<Function> functions = new ArrayList<>();
    for (Function f : module.functions()) {
      List<Access> accesses = new ArrayList<>();
      Region body = region(f.body(), accesses);
      found.put(f.symbol(), List.copyOf(accesses));
      functions.add(
          body == f.body()
              ? f
              : new Function(f.symbol(), f.results(), body, f.attributes(), f.span()));
    }
    return new Result(new Module(module.globals(), functions), found);
  }

  private Region region(Region region, List<Access> accesses) {
    List<Operation> ops = new ArrayList<>(region.ops().size());
    boolean same = true;
    for (Operation o : region.ops()) {
      Operation made = operation(o, accesses);
      same &= made == o;
      ops.add(made);
    }
    return same ? region : new Region(region.params(), ops);
  }

  private Operation operation(Operation o, List<Access> accesses) {
    Access access = calls.access(o);
    if (access != null) {
      accesses.add(access);
      return access.isProved() ? proved(o) : o;
    }
    if (o.regions().isEmpty()) {
      return o;
    }
    List<Region> regions = new ArrayList<>();
    boolean same = true;
    for (Region inner : o.regions()) {
      Region made = region(inner, accesses);
      same &= made == inner;
      regions.add(made);
    }
    return same
        ? o
        : new Operation(o.op(), o.operands(), o.attributes(), regions, o.results(), o.span());
  }

  private static Operation proved(Operation o) {
    return new Operation(
        o.op(),
        o.operands(),
        o.attributes().without("pad").with("bounds", Attribute.of("proved")),
        o.regions(),
        o.results(),
        o.span());
  }
}
