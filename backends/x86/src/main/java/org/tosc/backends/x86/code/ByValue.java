package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Value;

/// One thing for each value of a function, made when it is first asked for. Their numbers lie close
/// together, so this is a list.
final class ByValue<T> {
  private final Supplier<T> make;
  private final List<@Nullable T> all = new ArrayList<>();

  ByValue(Supplier<T> make) {
    this.make = make;
  }

  T of(Value value) {
    int id = value.id();
    while (id >= all.size()) {
      all.add(null);
    }
    T known = all.get(id);
    if (known == null) {
      known = make.get();
      all.set(id, known);
    }
    return known;
  }
}
