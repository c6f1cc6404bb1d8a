package org.tosc.passes.bounds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Follows the functions of a module from those that may be called from outside, each call with
/// what is known of its arguments; an access is proved where it is proved in every call.
///
/// Called from outside may be what nothing in the module calls, what is named otherwise than by a
/// call or launch, and `main`. A function that is called in too many ways is followed once more as
/// if nothing were known of its arguments, which covers all ways.
final class Calls {
  private static final int WAYS = 8;
  private static final int DEPTH = 24;

  private final Module module;
  private final Map<String, Body> bodies = new HashMap<>();
  private final Map<Operation, Access> accesses = new IdentityHashMap<>();
  private final Map<String, Integer> ways = new HashMap<>();
  private final Set<String> covered = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<String> active = new ArrayList<>();

  Calls(Module module) {
    this.module = module;
  }

  /// Follows everything.
  void run() {
    Set<String> called = new HashSet<>();
    Set<String> named = new HashSet<>();
    named.add(Module.MAIN);
    module.functions().forEach(f -> uses(f.body(), called, named));
    for (Function function : module.functions()) {
      if (named.contains(function.symbol()) || !called.contains(function.symbol())) {
        open.add(function.symbol());
      }
    }
    covered.addAll(open);
    coverOpen();
    for (Function function : module.functions()) {
      if (!ways.containsKey(function.symbol())) {
        cover(function.symbol());
        coverOpen();
      }
    }
  }

  private static void uses(Region region, Set<String> called, Set<String> named) {
    for (Operation o : region.ops()) {
      boolean calls = o.op() == CoreOp.CALL || o.op() == KernelOp.LAUNCH;
      symbols(o.attributes().asMap().values(), calls ? called : named);
      o.regions().forEach(r -> uses(r, called, named));
    }
  }

  private static void symbols(Collection<Attribute> attributes, Set<String> into) {
    for (Attribute attribute : attributes) {
      if (attribute instanceof Attribute.Symbol(String name)) {
        into.add(name);
      } else if (attribute instanceof Attribute.Array(List<Attribute> items)) {
        symbols(items, into);
      }
    }
  }

  /// Makes sure that a function is followed with arguments of which nothing is known.
  private void cover(String symbol) {
    if (covered.add(symbol)) {
      open.add(symbol);
    }
  }

  private void coverOpen() {
    while (!open.isEmpty()) {
      String symbol = open.remove();
      Body body = body(symbol);
      if (body != null) {
        Facts facts = new Facts();
        Numbers numbers = new Numbers(facts);
        List<Known> any =
            body.function().params().stream().map(p -> numbers.any(p.type())).toList();
        follow(symbol, body, any, Grid.any(numbers), numbers, facts);
      }
    }
  }

  private @Nullable Body body(String symbol) {
    Function function = module.function(symbol);
    return function == null ? null : bodies.computeIfAbsent(symbol, s -> new Body(function));
  }

  /// A call with what is known of its arguments and of the place that it is called from.
  void call(String symbol, List<Known> arguments, Grid grid, Numbers numbers, Facts facts) {
    Body body = body(symbol);
    if (body == null || covered.contains(symbol)) {
      return;
    }
    boolean tooMany = ways.getOrDefault(symbol, 0) >= WAYS || active.size() >= DEPTH;
    if (tooMany || active.contains(symbol)) {
      cover(symbol);
      return;
    }
    int mark = facts.mark();
    follow(symbol, body, arguments, grid, numbers, facts);
    facts.reset(mark);
  }

  private void follow(
      String symbol, Body body, List<Known> arguments, Grid grid, Numbers numbers, Facts facts) {
    ways.merge(symbol, 1, Integer::sum);
    active.add(symbol);
    new Walk(this, numbers, facts, body, grid).run(arguments);
    active.removeLast();
  }

  /// Keeps what was found of an access; in one way it may be proved and in another not.
  void judged(Access access) {
    accesses.merge(access.operation(), access, (before, now) -> before.isProved() ? now : before);
  }

  /// What was found of an operation, or null where it is no access or never reached.
  @Nullable Access access(Operation operation) {
    return accesses.get(operation);
  }
}
