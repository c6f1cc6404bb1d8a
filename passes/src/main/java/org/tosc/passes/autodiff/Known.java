package org.tosc.passes.autodiff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Graph;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// What is known of a module: its functions, and which function a variable of the file holds that
/// is set once.
final class Known {
  private final Module module;
  private final Map<String, String> held = new HashMap<>();
  private final Map<String, Type> globals = new HashMap<>();

  private Known(Module module) {
    this.module = module;
    module.globals().forEach(g -> globals.put(g.symbol(), g.type()));
  }

  static Known of(Module module) {
    Known known = new Known(module);
    Set<String> set = new HashSet<>();
    for (Function f : module.functions()) {
      Map<Integer, String> closures = new HashMap<>();
      Graph.each(f.body(), o -> known.look(o, closures, set));
    }
    return known;
  }

  private void look(Operation o, Map<Integer, String> closures, Set<String> set) {
    if (o.op() == HostOp.CLOSURE && o.operands().isEmpty()) {
      closures.put(o.result().id(), o.attributes().symbol("function"));
    }
    if (o.op() != CoreOp.GLOBAL_SET) {
      return;
    }
    String variable = o.attributes().symbol("global");
    Value value = o.operand(0);
    String function = closures.get(value.id());
    boolean first = set.add(variable);
    if (first && function != null && globals.get(variable) == HostType.FN) {
      held.put(variable, function);
    } else {
      held.remove(variable);
    }
  }

  @Nullable Function function(String symbol) {
    return module.function(symbol);
  }

  /// The symbol of the function that a variable holds, or null.
  @Nullable String held(String variable) {
    return held.get(variable);
  }
}
