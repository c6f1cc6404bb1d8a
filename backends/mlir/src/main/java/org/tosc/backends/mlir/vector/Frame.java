package org.tosc.backends.mlir.vector;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tosc.backends.mlir.scalar.Divisors;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// What the values of a function stand for while it is written, and what its slots hold: each
/// assignment makes a new value.
final class Frame {
  private final Map<Value, MlirValue> values = new HashMap<>();
  private final Map<Value, MlirValue> slots = new LinkedHashMap<>();

  private final Divisors divisors = new Divisors();

  Divisors divisors() {
    return divisors;
  }

  void define(Value value, MlirValue as) {
    values.put(value, as);
  }

  MlirValue value(Value value, Operation user) throws NoText {
    MlirValue found = values.get(value);
    if (found == null) {
      throw new NoText(user.span(), "a value that nothing before gives");
    }
    return found;
  }

  /// Whether a slot was declared, and holds anything known.
  boolean hasSlot(Value slot) {
    return slots.containsKey(slot);
  }

  void set(Value slot, MlirValue holds) {
    slots.put(slot, holds);
  }

  MlirValue get(Value slot, Operation user) throws NoText {
    MlirValue found = slots.get(slot);
    if (found == null) {
      throw new NoText(user.span(), "a counter that is read behind its loop");
    }
    return found;
  }

  void forget(Value slot) {
    slots.remove(slot);
  }
}
