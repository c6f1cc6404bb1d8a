package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.rewrite.Copy;
import org.tosc.passes.specialise.Refusal;
import org.tosc.passes.tensors.TensorCalls;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Replaces calls of derivatives by calls of functions that compute them: `grad(f)(x)` where it is
/// known which function `f` is and which shape `x` has.
///
/// ```text
/// %2 = host.closure {function = @f}
/// %3 = host.builtin(%2) {name = "grad"}     ->
/// %4 = host.call(%3, %1)                           %5 = core.call(%1) {callee = @main.grad0}
///                                                  %4 = host.box(%5)
/// ```
///
/// What stays is done by the tape when the program runs; a note says why.
final class GradientCalls {
  /// How often a function is gone through: derivatives of one round are arguments of the next.
  private static final int ROUNDS = 4;

  private final Known known;
  private final Set<String> taken = new HashSet<>();
  private final Work work;
  private final List<Function> made = new ArrayList<>();

  private GradientCalls(Module module, Work work) {
    this.known = Known.of(module);
    this.work = work;
    module.functions().forEach(f -> taken.add(f.symbol()));
  }

  static Module run(Module module, Work work) {
    if (module.functions().stream().noneMatch(GradientCalls::asks)) {
      return module;
    }
    GradientCalls calls = new GradientCalls(module, work);
    List<Function> functions = new ArrayList<>();
    module.functions().forEach(f -> functions.add(asks(f) ? calls.function(f) : f));
    functions.addAll(calls.made);
    return calls.made.isEmpty() ? module : new Module(module.globals(), functions);
  }

  private static boolean asks(Function f) {
    boolean[] found = {false};
    Graph.each(f.body(), o -> found[0] |= Site.isGrad(o));
    return found[0];
  }

  private Function function(Function f) {
    Function now = f;
    for (int round = 0; round < ROUNDS; round++) {
      Caller caller = new Caller(now);
      Function next = Copy.with(now, caller.region(now.body()));
      if (next == now || round == ROUNDS - 1) {
        caller.notes.forEach(work::note);
        return next;
      }
      Module alone = new Module(List.of(), List.of(new Unused(next, caller.unused).removed()));
      now = TensorCalls.run(alone, new Work(Set.of())).functions().getFirst();
    }
    return now;
  }

  private String symbol(Function f) {
    int n = 0;
    while (!taken.add(f.symbol() + ".grad" + n)) {
      n++;
    }
    return f.symbol() + ".grad" + n;
  }

  /// One function that calls derivatives.
  private final class Caller {
    private final Function f;
    private final Graph graph;
    private final Map<Span, String> notes = new LinkedHashMap<>();
    private final BitSet unused = new BitSet();
    private int nextId;

    Caller(Function f) {
      this.f = f;
      this.graph = Graph.of(f);
      this.nextId = graph.nextId();
    }

    Region region(Region region) {
      List<Operation> out = new ArrayList<>();
      for (Operation o : region.ops()) {
        Operation callee = o.op() == HostOp.CALL ? graph.of(o.operand(0)) : null;
        if (callee == null || !Site.isGrad(callee) || !isReplaced(o, out)) {
          out.add(inside(o));
        }
      }
      return out.equals(region.ops()) ? region : new Region(region.params(), out);
    }

    private Operation inside(Operation o) {
      List<Region> regions = o.regions().stream().map(this::region).toList();
      return regions.equals(o.regions()) ? o : Copy.with(o, o.operands(), regions);
    }

    private boolean isReplaced(Operation call, List<Operation> out) {
      String symbol = symbol(f);
      try {
        replace(call, Site.of(known, graph, call, symbol), out);
        return true;
      } catch (Refusal refusal) {
        taken.remove(symbol);
        notes.put(call.span(), "left to the tape: " + refusal.why());
        return false;
      }
    }

    private void replace(Operation call, Site.Made site, List<Operation> out) {
      Span span = call.span();
      made.add(site.function());
      List<Value> arguments = new ArrayList<>(site.arguments());
      site.globals()
          .forEach(
              (symbol, like) -> {
                Attributes of = Attributes.of("global", new Attribute.Symbol(symbol));
                arguments.addAll(
                    add(out, CoreOp.GLOBAL_GET, List.of(), of, List.of(like.type()), span));
              });
      Attributes callee = Attributes.of("callee", new Attribute.Symbol(site.function().symbol()));
      List<Value> results =
          add(out, CoreOp.CALL, arguments, callee, site.function().results(), span);
      List<Value> one =
          site.several()
              ? add(out, HostOp.LIST, results, Attributes.NONE, List.of(HostType.LIST), span)
              : results;
      out.add(new Operation(HostOp.BOX, one, Attributes.NONE, List.of(), call.results(), span));
      unused.set(call.operand(0).id());
      work.hit("derivative");
    }

    private List<Value> add(
        List<Operation> out,
        Op op,
        List<Value> operands,
        Attributes attributes,
        List<Type> types,
        Span span) {
      List<Value> results = types.stream().map(t -> new Value(nextId++, t)).toList();
      out.add(new Operation(op, operands, attributes, List.of(), results, span));
      return results;
    }
  }
}
