package org.tosc.passes.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.analysis.Sharing;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Applies rules to one function: operations go, in order, from a work list to the new function.
///
/// What a rule makes goes back to the front of the work list, so a rule sees operands that are
/// final, and one walk is enough. Regions are work lists on a stack, not calls. An operation made
/// by rules more than [#MOST_STEPS] times over means that rules do not settle.
final class FunctionRewrite {
  private static final int MOST_STEPS = 40;
  private static final int MOST_PER_OPERATION = 50;

  /// An operation that waits, and how many rules led to it.
  private record Item(Operation operation, int steps) {}

  /// A region on its way: what it still holds, and what it has become.
  private static final class Frame {
    final Region region;
    final @Nullable Item owner;
    final List<Region> finished = new ArrayList<>();
    final Deque<Item> first = new ArrayDeque<>();
    final List<Operation> out = new ArrayList<>();
    int next;
    boolean changed;

    Frame(Region region, @Nullable Item owner, List<Region> finished) {
      this.region = region;
      this.owner = owner;
      this.finished.addAll(finished);
    }

    @Nullable Item take() {
      if (!first.isEmpty()) {
        return first.pop();
      }
      return next < region.ops().size() ? new Item(region.ops().get(next++), 0) : null;
    }

    Region end() {
      return changed ? new Region(region.params(), out) : region;
    }
  }

  private final Function function;
  private final Map<Op, List<Rule>> rules;
  private final Work work;
  private final Sharing sharing;
  private final Deque<Frame> open = new ArrayDeque<>();
  private @Nullable Operation[] definitions;
  private @Nullable Value[] instead;
  private int nextId;
  private int fuel;

  FunctionRewrite(Function function, Map<Op, List<Rule>> rules, Work work, boolean mutates) {
    this.function = function;
    this.rules = rules;
    this.work = work;
    this.sharing = new Sharing(function, mutates);
    Graph graph = Graph.of(function);
    this.nextId = graph.nextId();
    this.definitions = new @Nullable Operation[nextId + 16];
    this.instead = new @Nullable Value[nextId];
    this.fuel = MOST_PER_OPERATION * (graph.operations().size() + 1);
  }

  /// The function rewritten, or the same where no rule fired.
  Function run() {
    open.push(new Frame(function.body(), null, List.of()));
    while (true) {
      Frame frame = open.element();
      Item item = frame.take();
      if (item != null) {
        step(frame, item);
        continue;
      }
      open.pop();
      Region region = frame.end();
      if (frame.owner == null) {
        return region == function.body()
            ? function
            : new Function(
                function.symbol(),
                function.results(),
                region,
                function.attributes(),
                function.span());
      }
      ended(frame.owner, frame.finished, region);
    }
  }

  private void step(Frame frame, Item item) {
    Operation o = resolved(item.operation());
    frame.changed |= o != item.operation();
    if (fires(frame, new Item(o, item.steps()))) {
      return;
    }
    if (o.regions().isEmpty()) {
      commit(frame, o);
    } else {
      open.push(new Frame(o.region(0), new Item(o, item.steps()), List.of()));
    }
  }

  /// A region of an operation is done: the next one follows, or the operation.
  private void ended(Item owner, List<Region> before, Region region) {
    List<Region> finished = new ArrayList<>(before);
    finished.add(region);
    Operation o = owner.operation();
    if (finished.size() < o.regions().size()) {
      open.push(new Frame(o.region(finished.size()), owner, finished));
      return;
    }
    Frame frame = open.element();
    boolean same = true;
    for (int i = 0; i < finished.size(); i++) {
      same &= finished.get(i) == o.region(i);
    }
    if (same) {
      commit(frame, o);
      return;
    }
    frame.changed = true;
    Operation rebuilt = Copy.with(o, o.operands(), finished);
    if (!fires(frame, new Item(rebuilt, owner.steps()))) {
      commit(frame, rebuilt);
    }
  }

  private void commit(Frame frame, Operation o) {
    frame.out.add(o);
    for (Value result : o.results()) {
      if (result.id() >= definitions.length) {
        definitions = Arrays.copyOf(definitions, Math.max(result.id() + 1, nextId * 2));
      }
      definitions[result.id()] = o;
    }
  }

  private boolean fires(Frame frame, Item item) {
    Operation o = item.operation();
    for (Rule rule : rules.getOrDefault(o.op(), List.of())) {
      Match match = new Match(this, o.span());
      List<Value> values = rule.body().replace(o, match);
      if (values != null && isAllowed(rule, o, values, match)) {
        replace(frame, item, rule, values, match);
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(Rule rule, Operation o, List<Value> values, Match match) {
    if (!Value.types(values).equals(Value.types(o.results()))) {
      throw new IllegalStateException(
          "rule `%s` gives %s for %s of %s"
              .formatted(
                  rule.name(), Value.types(values), Value.types(o.results()), o.op().mnemonic()));
    }
    for (int i = 0; i < values.size(); i++) {
      Value stands = values.get(i);
      boolean made = match.made().stream().anyMatch(m -> m.results().contains(stands));
      if (!made && !sharing.mayReplace(o, o.results().get(i), stands)) {
        return false;
      }
    }
    return true;
  }

  private void replace(Frame frame, Item item, Rule rule, List<Value> values, Match match) {
    if (item.steps() >= MOST_STEPS || --fuel < 0) {
      throw new IllegalStateException("rule `" + rule.name() + "` does not settle");
    }
    work.hit(rule.name());
    frame.changed = true;
    match.made().forEach(sharing::made);
    List<Value> results = item.operation().results();
    for (int i = 0; i < results.size(); i++) {
      sharing.replaced(results.get(i), values.get(i));
      become(results.get(i), values.get(i));
    }
    List<Item> next = new ArrayList<>();
    match.moved().forEach(m -> next.add(new Item(m, 0)));
    match.made().forEach(m -> next.add(new Item(m, item.steps() + 1)));
    next.reversed().forEach(frame.first::push);
  }

  private void become(Value old, Value now) {
    if (old.id() >= instead.length) {
      instead = Arrays.copyOf(instead, Math.max(old.id() + 1, nextId * 2));
    }
    instead[old.id()] = now;
  }

  /// The operation with operands that are not replaced.
  private Operation resolved(Operation o) {
    for (int i = 0; i < o.operands().size(); i++) {
      if (o.operand(i) != resolved(o.operand(i))) {
        return Copy.with(o, o.operands().stream().map(this::resolved).toList(), o.regions());
      }
    }
    return o;
  }

  private Value resolved(Value value) {
    Value now = value;
    while (true) {
      Value next = now.id() < instead.length ? instead[now.id()] : null;
      if (next == null) {
        return now;
      }
      now = next;
    }
  }

  Value fresh(Type type) {
    return new Value(nextId++, type);
  }

  /// The operation that defines a value, where neither it nor what it read has changed since.
  @Nullable Operation readable(Value value) {
    Operation found = value.id() < definitions.length ? definitions[value.id()] : null;
    return found != null && sharing.isFrozen(value) && sharing.isFrozen(found) ? found : null;
  }
}
