package org.tosc.backends.machines.mlir.exec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Use;

/// Which slot of a frame each name is in a region.
final class Scope {
  private final Map<String, Integer> slots = new HashMap<>();
  private final @Nullable Scope outer;
  private final Counter counter;

  /// How many slots a function has.
  private static final class Counter {
    private int count;
  }

  private Scope(@Nullable Scope outer, Counter counter) {
    this.outer = outer;
    this.counter = counter;
  }

  static Scope ofFunction() {
    return new Scope(null, new Counter());
  }

  Scope inner() {
    return new Scope(this, counter);
  }

  int size() {
    return counter.count;
  }

  int fresh() {
    return counter.count++;
  }

  int[] fresh(int count) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = fresh();
    }
    return all;
  }

  int define(Definition definition) {
    int slot = fresh();
    slots.put(definition.name() + "#" + definition.number(), slot);
    return slot;
  }

  int slot(Operation op, Use use) {
    String name = use.name() + "#" + use.number();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Integer slot = scope.slots.get(name);
      if (slot != null) {
        return slot;
      }
    }
    throw new Unsupported(op, "`" + use.text() + "` is not defined here");
  }
}
