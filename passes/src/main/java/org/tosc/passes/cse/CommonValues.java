package org.tosc.passes.cse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.analysis.Mutators;
import org.tosc.passes.analysis.Sharing;
import org.tosc.passes.rewrite.Copy;
import org.tosc.passes.rewrite.Replacements;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Computes equal things once: a pure operation takes the results of an equal one before it, in its
/// region or in one around it.
///
/// An operation that may raise is merged too, since the one before it did not. Constants are equal
/// by value but stay where they are: a constant costs nothing, a variable that lives long does.
public final class CommonValues {
  private record Key(Op op, List<Integer> operands, Attributes attributes, List<Type> results) {}

  private final Sharing sharing;
  private final Replacements instead;
  private final int[] constants;
  private final Map<Key, Operation> seen = new HashMap<>();
  private final Map<Key, Integer> firstConstants = new HashMap<>();

  private CommonValues(Function function, boolean mutates) {
    int values = Graph.of(function).nextId();
    this.sharing = new Sharing(function, mutates);
    this.instead = new Replacements(values);
    this.constants = new int[values];
    for (int i = 0; i < values; i++) {
      constants[i] = i;
    }
  }

  public static Module run(Module module, Work work) {
    Mutators mutators = Mutators.of(module);
    List<Function> functions = new ArrayList<>();
    boolean same = true;
    for (Function f : module.functions()) {
      CommonValues values = new CommonValues(f, mutators.contains(f));
      Function made = Copy.with(f, values.region(f.body()));
      same &= made == f;
      functions.add(made);
    }
    return same ? module : new Module(module.globals(), functions);
  }

  private Region region(Region region) {
    Deque<Key> here = new ArrayDeque<>();
    List<Operation> ops = new ArrayList<>(region.ops().size());
    boolean same = true;
    for (Operation found : region.ops()) {
      Operation o = instead.of(found);
      Key key = key(o);
      Operation before = key == null ? null : seen.get(key);
      if (before != null && merges(o, before)) {
        same = false;
        continue;
      }
      if (key != null && before == null) {
        seen.put(key, o);
        here.push(key);
      }
      Operation made = o.regions().isEmpty() ? o : inside(o);
      same &= made == found;
      ops.add(made);
    }
    here.forEach(seen::remove);
    return same ? region : new Region(region.params(), ops);
  }

  private Operation inside(Operation o) {
    List<Region> regions = new ArrayList<>();
    boolean same = true;
    for (Region region : o.regions()) {
      Region made = region(region);
      same &= made == region;
      regions.add(made);
    }
    return same ? o : Copy.with(o, o.operands(), regions);
  }

  /// What must agree for two operations to compute the same; null for one that may not be merged.
  private @Nullable Key key(Operation o) {
    if (!o.op().is(Trait.PURE) || !o.regions().isEmpty() || o.results().isEmpty()) {
      return null;
    }
    List<Integer> operands = new ArrayList<>();
    o.operands().forEach(v -> operands.add(constants[v.id()]));
    if (o.op().is(Trait.COMMUTATIVE)) {
      operands.sort(null);
    }
    Key key = new Key(o.op(), operands, o.attributes(), Value.types(o.results()));
    if (o.op() != CoreOp.CONST) {
      return key;
    }
    constants[o.result().id()] = firstConstants.computeIfAbsent(key, k -> o.result().id());
    return null;
  }

  /// Lets the results of an earlier operation stand for those of this one, if nobody can see it.
  private boolean merges(Operation o, Operation before) {
    if (!sharing.isFrozen(o)) {
      return false;
    }
    for (int i = 0; i < o.results().size(); i++) {
      if (!sharing.mayReplace(o, o.results().get(i), before.results().get(i))) {
        return false;
      }
    }
    for (int i = 0; i < o.results().size(); i++) {
      sharing.replaced(o.results().get(i), before.results().get(i));
      instead.put(o.results().get(i), before.results().get(i));
    }
    return true;
  }
}
