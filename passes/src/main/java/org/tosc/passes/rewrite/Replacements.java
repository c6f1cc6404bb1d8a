package org.tosc.passes.rewrite;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Which value stands for which, in one walk over a function. What stands for a value is itself not
/// replaced.
public final class Replacements {
  private final @Nullable Value[] instead;

  /// @param values how many ids the function has
  public Replacements(int values) {
    this.instead = new @Nullable Value[values];
  }

  public void put(Value old, Value now) {
    instead[old.id()] = now;
  }

  /// What stands for a value, or the value itself.
  public Value of(Value value) {
    Value known = instead[value.id()];
    return known == null ? value : known;
  }

  /// The operation with operands that are not replaced, or the same operation.
  public Operation of(Operation o) {
    for (Value operand : o.operands()) {
      if (instead[operand.id()] != null) {
        return Copy.with(o, o.operands().stream().map(this::of).toList(), o.regions());
      }
    }
    return o;
  }
}
