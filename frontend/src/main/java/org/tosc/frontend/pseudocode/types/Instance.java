package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;

/// One routine analysed for one list of argument types.
///
/// What the analysis found is kept by node: types of expressions, targets of direct calls,
/// instances of nested routines. The lowering reads it.
public final class Instance {
  enum State {
    NEW,
    RUNNING,
    DONE
  }

  private final Routine routine;
  private final List<Ty> arguments;
  private final @Nullable Instance outer;
  private final String symbol;
  private final Map<Node, Ty> types = new IdentityHashMap<>();
  private final Map<Node, Instance> callees = new IdentityHashMap<>();
  private final Map<Node, Instance> nested = new IdentityHashMap<>();
  private final Map<Variable, Ty> locals = new HashMap<>();
  private final Set<Variable> unset = new LinkedHashSet<>();
  private final Set<Variable> globalsRead = new LinkedHashSet<>();

  State state = State.NEW;
  Ty result = Ty.NEVER;
  int depth;
  int lowest;
  boolean readsProvisional;

  Instance(Routine routine, List<Ty> arguments, @Nullable Instance outer, String symbol) {
    this.routine = routine;
    this.arguments = List.copyOf(arguments);
    this.outer = outer;
    this.symbol = symbol;
  }

  public Routine routine() {
    return routine;
  }

  /// The types of the parameters as callers pass them, before annotations are checked.
  public List<Ty> arguments() {
    return arguments;
  }

  /// The instance around a nested routine.
  public @Nullable Instance outer() {
    return outer;
  }

  public String symbol() {
    return symbol;
  }

  /// What calls give.
  public Ty result() {
    return result == Ty.NEVER ? Ty.ANY : result;
  }

  /// The type of an expression where it is evaluated.
  public Ty type(Node expression) {
    return types.getOrDefault(expression, Ty.ANY);
  }

  /// The instance that a call reaches directly.
  public @Nullable Instance callee(Node call) {
    return callees.get(call);
  }

  public @Nullable Instance nested(Node node) {
    return nested.get(node);
  }

  /// All values that a local variable may hold.
  public Ty local(Variable variable) {
    return locals.getOrDefault(variable, Ty.ANY);
  }

  /// Whether a local variable may be read before it is assigned.
  public boolean mayBeUnset(Variable variable) {
    return unset.contains(variable);
  }

  void noteMayBeUnset(Variable variable) {
    unset.add(variable);
  }

  Set<Variable> globalsRead() {
    return globalsRead;
  }

  List<Instance> allNested() {
    return new ArrayList<>(nested.values());
  }

  void record(Node expression, Ty ty) {
    types.put(expression, ty);
  }

  void callee(Node call, Instance callee) {
    callees.put(call, callee);
  }

  void noCallee(Node call) {
    callees.remove(call);
  }

  void nested(Node node, Instance instance) {
    nested.put(node, instance);
  }

  void widenLocal(Variable variable, Ty ty) {
    locals.merge(variable, ty, Join::of);
  }

  @Override
  public String toString() {
    return symbol + arguments;
  }
}
