package org.tosc.passes.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.analysis.Mutators;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;

/// The engine of all rewrites: applies tables of rules to a module until none fires, in time linear
/// in the module. Rules of one operation are tried in the order of their tables.
///
/// Example: `Rewriter.run(module, List.of(CoreRules.TOPIC), work)`.
public final class Rewriter {
  private Rewriter() {}

  public static Module run(Module module, List<Topic> topics, Work work) {
    List<Set<Op>> ops = new ArrayList<>();
    Set<Op> present = new HashSet<>();
    for (Function function : module.functions()) {
      Set<Op> own = new HashSet<>();
      Graph.each(function.body(), o -> own.add(o.op()));
      ops.add(own);
      present.addAll(own);
    }
    Map<Op, List<Rule>> rules = rules(topics, present);
    return rules.isEmpty() ? module : run(module, rules, ops, work);
  }

  private static Module run(
      Module module, Map<Op, List<Rule>> rules, List<Set<Op>> ops, Work work) {
    Mutators mutators = Mutators.of(module);
    List<Function> functions = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < ops.size(); i++) {
      Function f = module.functions().get(i);
      boolean starts = !Collections.disjoint(ops.get(i), rules.keySet());
      Function made = starts ? new FunctionRewrite(f, rules, work, mutators.contains(f)).run() : f;
      same &= made == f;
      functions.add(made);
    }
    return same ? module : new Module(module.globals(), functions);
  }

  /// The rules that may start from an operation that is present.
  private static Map<Op, List<Rule>> rules(List<Topic> topics, Set<Op> present) {
    Set<Class<?>> families = new HashSet<>();
    present.forEach(op -> families.add(op.getClass()));
    Map<Op, List<Rule>> rules = new HashMap<>();
    for (Topic topic : topics) {
      if (families.contains(topic.family()) && !Collections.disjoint(topic.from().get(), present)) {
        for (Rule rule : topic.rules().get()) {
          rule.from().forEach(op -> rules.computeIfAbsent(op, o -> new ArrayList<>()).add(rule));
        }
      }
    }
    return rules;
  }
}
