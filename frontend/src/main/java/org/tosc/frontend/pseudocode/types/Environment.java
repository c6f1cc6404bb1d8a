package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.frontend.pseudocode.resolve.Variable;

/// The types of variables at one point of the flow, with a journal of changes, so that a branch
/// costs what it changes and not what there is.
final class Environment {
  private record Change(Variable variable, Ty before) {}

  private final Map<Variable, Ty> types = new HashMap<>();
  private final List<Change> journal = new ArrayList<>();
  private boolean dead;
  private int branches;

  /// A branch's outcome: the variables it changed, with their types at its end; null types never
  /// occur. `dead` when its end is not reached.
  record Branch(Map<Variable, Ty> changed, boolean dead) {}

  Ty get(Variable variable) {
    return types.getOrDefault(variable, Ty.UNSET);
  }

  void set(Variable variable, Ty ty) {
    Ty before = types.put(variable, ty);
    journal.add(new Change(variable, before == null ? Ty.UNSET : before));
  }

  /// Whether no branch is open, so that what is assigned stays assigned.
  boolean isTop() {
    return branches == 0;
  }

  boolean isDead() {
    return dead;
  }

  void die() {
    dead = true;
  }

  void revive() {
    dead = false;
  }

  /// Runs a branch, takes its changes back and gives them.
  Branch branch(Runnable body) {
    int mark = journal.size();
    boolean wasDead = dead;
    branches++;
    body.run();
    branches--;
    Map<Variable, Ty> changed = new LinkedHashMap<>();
    for (int i = mark; i < journal.size(); i++) {
      changed.put(journal.get(i).variable(), get(journal.get(i).variable()));
    }
    for (int i = journal.size() - 1; i >= mark; i--) {
      Change change = journal.removeLast();
      types.put(change.variable(), change.before());
    }
    Branch branch = new Branch(changed, dead);
    dead = wasDead;
    return branch;
  }

  /// Continues after alternatives of which one has run.
  void merge(List<Branch> branches) {
    List<Branch> alive = branches.stream().filter(b -> !b.dead()).toList();
    if (alive.isEmpty()) {
      dead = true;
      return;
    }
    Map<Variable, Ty> merged = new LinkedHashMap<>();
    for (Branch branch : alive) {
      branch.changed().keySet().forEach(v -> merged.put(v, Ty.NEVER));
    }
    merged.replaceAll((variable, none) -> joined(variable, alive));
    merged.forEach(this::set);
  }

  private Ty joined(Variable variable, List<Branch> alive) {
    Ty ty = Ty.NEVER;
    for (Branch branch : alive) {
      ty = join(ty, branch.changed().getOrDefault(variable, get(variable)));
    }
    return ty;
  }

  private static Ty join(Ty a, Ty b) {
    return a == Ty.NEVER ? b : Join.of(a, b);
  }
}
