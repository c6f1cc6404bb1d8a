package org.tosc.backends.jvm.code;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Value;

/// The values of a split function that more than one of its pieces uses: their places in the frame.
final class Shared {
  static final Shared NONE = new Shared();

  private final Map<Integer, Place.Framed> places = new HashMap<>();
  private final Map<Place.Bank, Integer> sizes = new EnumMap<>(Place.Bank.class);

  Place.@Nullable Framed place(Value value) {
    return places.isEmpty() ? null : places.get(value.id());
  }

  void add(Value value) {
    places.computeIfAbsent(value.id(), _ -> next(Repr.of(value)));
  }

  /// One more element, which no value owns.
  Place.Framed next(Repr repr) {
    Place.Bank bank = Place.Bank.of(repr.carrier());
    return new Place.Framed(bank, sizes.merge(bank, 1, Integer::sum) - 1);
  }

  int size(Place.Bank bank) {
    return sizes.getOrDefault(bank, 0);
  }
}
