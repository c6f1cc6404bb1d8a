package org.tosc.passes.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// The def-use index of one function: which operation defines a value, and which use it.
///
/// It is made once, in time linear in the function, and describes the function as it was then.
///
/// ```java
/// Graph graph = Graph.of(function);
/// boolean fusible = graph.uses(product.result()).size() == 1;
/// ```
public final class Graph implements Definitions {
  /// Operand number `operand` of `user` is the value.
  public record Use(Operation user, int operand) {}

  private final Function function;
  private final List<Operation> operations = new ArrayList<>();
  private @Nullable Operation[] definitions = new @Nullable Operation[16];
  private final List<@Nullable List<Use>> uses = new ArrayList<>();
  private int nextId;

  private Graph(Function function) {
    this.function = function;
  }

  public static Graph of(Function function) {
    Graph graph = new Graph(function);
    function.params().forEach(graph::seen);
    each(function.body(), graph::add);
    return graph;
  }

  /// Visits all operations of a region and the regions inside, each before what stands in it.
  public static void each(Region region, Consumer<Operation> visit) {
    for (Operation o : region.ops()) {
      visit.accept(o);
      for (Region inner : o.regions()) {
        each(inner, visit);
      }
    }
  }

  public Function function() {
    return function;
  }

  /// All operations in the order of the text.
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  @Override
  public @Nullable Operation of(Value value) {
    return value.id() < definitions.length ? definitions[value.id()] : null;
  }

  /// Where a value is used, in the order of the text.
  public List<Use> uses(Value value) {
    List<Use> found = value.id() < uses.size() ? uses.get(value.id()) : null;
    return found == null ? List.of() : List.copyOf(found);
  }

  public boolean isUsed(Value value) {
    return value.id() < uses.size() && uses.get(value.id()) != null;
  }

  /// The only operation that uses a value, once; null where there is none, or more.
  public @Nullable Operation onlyUser(Value value) {
    List<Use> found = uses(value);
    return found.size() == 1 ? found.getFirst().user() : null;
  }

  /// The first number that no value of the function has.
  public int nextId() {
    return nextId;
  }

  private void add(Operation o) {
    operations.add(o);
    for (int i = 0; i < o.operands().size(); i++) {
      int id = o.operand(i).id();
      while (uses.size() <= id) {
        uses.add(null);
      }
      List<Use> list = uses.get(id);
      if (list == null) {
        list = new ArrayList<>(2);
        uses.set(id, list);
      }
      list.add(new Use(o, i));
    }
    for (Value result : o.results()) {
      seen(result);
      if (result.id() >= definitions.length) {
        definitions =
            java.util.Arrays.copyOf(definitions, Math.max(result.id() + 1, definitions.length * 2));
      }
      definitions[result.id()] = o;
    }
    for (Region region : o.regions()) {
      region.params().forEach(this::seen);
    }
  }

  private void seen(Value value) {
    nextId = Math.max(nextId, value.id() + 1);
  }
}
