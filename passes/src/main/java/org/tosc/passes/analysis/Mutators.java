package org.tosc.passes.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Trait;

/// Which functions may change a tensor in place while they run.
///
/// Tensors of TIR are values, but host code may replace elements of one: `t[0] = 1` is `host.set`.
/// A function whose operations are of the families `core`, `tensor` and `kernel`, and which calls
/// only such functions, leaves every tensor as it is; kernels write buffers, which are copies.
public final class Mutators {
  private final Set<String> symbols;

  private Mutators(Set<String> symbols) {
    this.symbols = symbols;
  }

  public static Mutators of(Module module) {
    Map<String, List<String>> callers = new HashMap<>();
    Set<String> found = new HashSet<>();
    for (Function function : module.functions()) {
      Graph.each(function.body(), o -> look(function.symbol(), o, callers, found));
    }
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (String caller : callers.getOrDefault(open.remove(), List.of())) {
        if (found.add(caller)) {
          open.add(caller);
        }
      }
    }
    return new Mutators(found);
  }

  private static void look(
      String symbol, Operation o, Map<String, List<String>> callers, Set<String> found) {
    if (mutates(o)) {
      found.add(symbol);
    }
    if (o.op() == CoreOp.CALL) {
      callers.computeIfAbsent(o.attributes().symbol("callee"), s -> new ArrayList<>()).add(symbol);
    }
  }

  private static boolean mutates(Operation o) {
    return switch (o.op()) {
      case CoreOp core -> core == CoreOp.CALL_ADDRESS;
      case HostOp host -> !host.is(Trait.PURE) && !checks(host) && !Facts.isFact(o);
      case TensorOp _, KernelOp _, FusedOp _ -> false;
    };
  }

  /// What looks at a value and raises, but changes nothing.
  private static boolean checks(HostOp op) {
    return op == HostOp.CHECK || op == HostOp.CHECK_DIMS;
  }

  /// Whether a function may change a tensor.
  public boolean contains(Function function) {
    return symbols.contains(function.symbol());
  }
}
