package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;

/// What follows a product, on one finished register tile: a row after the other, in vectors.
///
/// @param kept buffers whose elements are needed afterwards
record TileEnd(Contraction product, int rows, int vectors, int columns, Set<Value> kept) {
  /// A kernel may have several products, each with an end of its own.
  String name() {
    return "end" + product.c().buffer().id() + "_" + rows + "x" + columns;
  }

  /// The buffers that it touches besides the tile, in the order of its parameters.
  List<Value> buffers() {
    Set<Value> all = new LinkedHashSet<>();
    if (kept.contains(product.c().buffer())) {
      all.add(product.c().buffer());
    }
    Set<Value> made = new LinkedHashSet<>(List.of(product.c().buffer()));
    for (Stage end : product.ends()) {
      List<Access> reads = end.ins().subList(0, end.ins().size() - 1);
      reads.stream().map(Access::buffer).filter(b -> !made.contains(b)).forEach(all::add);
      made.add(end.out().buffer());
      if (kept.contains(end.out().buffer())) {
        all.add(end.out().buffer());
      }
    }
    return List.copyOf(all);
  }

  /// The function `(tile, at, row, column, batch…, buffers…)`.
  Function write(Writer w) {
    Value tile = w.buffer();
    Value at = w.position();
    Value row = w.position();
    Value column = w.position();
    List<Value> batch = new ArrayList<>();
    product.batches().forEach(b -> batch.add(w.position()));
    Map<Value, Value> buffers = new HashMap<>();
    buffers().forEach(b -> buffers.put(b, w.buffer()));
    long width = (long) vectors * w.lanes();
    long full = columns / w.lanes();
    int rest = Math.toIntExact(columns - full * w.lanes());
    w.loop(
        rows,
        i -> {
          Value line = w.plus(row, i);
          Value elements = w.plus(at, w.times(i, width));
          w.loop(
              w.whole(0),
              w.whole(full * w.lanes()),
              w.lanes(),
              j -> {
                Place place = new Place(line, w.plus(column, j), batch);
                vector(w, w.load(tile, w.plus(elements, j), null), place, null, buffers);
              });
          if (rest > 0) {
            long j = full * w.lanes();
            Place place = new Place(line, w.plus(column, j), batch);
            Value sum = w.load(tile, w.plus(elements, j), null);
            vector(w, sum, place, w.first(rest), buffers);
          }
        });
    return w.finish(Parts.sample(Collections.nCopies(3 + batch.size(), 0L)));
  }

  /// An element of the product: row, column and batch.
  private record Place(Value row, Value column, List<Value> batch) {}

  private void vector(
      Writer w, Value sum, Place place, @Nullable Value mask, Map<Value, Value> buffers) {
    Map<Value, Value> made = new HashMap<>();
    keep(w, product.c(), sum, place, mask, buffers, made);
    for (Stage end : product.ends()) {
      List<Value> parameters = new ArrayList<>();
      for (Access in : end.ins()) {
        Value known = made.get(in.buffer());
        parameters.add(known != null ? known : read(w, in, place, mask, buffers));
      }
      keep(w, end.out(), Lanes.write(w, end.body(), parameters), place, mask, buffers, made);
    }
  }

  private void keep(
      Writer w,
      Access out,
      Value elements,
      Place place,
      @Nullable Value mask,
      Map<Value, Value> buffers,
      Map<Value, Value> made) {
    made.put(out.buffer(), elements);
    Value buffer = buffers.get(out.buffer());
    if (buffer != null && kept.contains(out.buffer())) {
      w.store(buffer, w.vectorOf(elements), position(w, out, place), mask);
    }
  }

  private Value read(
      Writer w, Access in, Place place, @Nullable Value mask, Map<Value, Value> buffers) {
    Value buffer = buffers.get(in.buffer());
    if (buffer == null) {
      return w.number(0); // the out, which the body does not read
    }
    Value at = position(w, in, place);
    return Contraction.step(in, product.columns()) == 1
        ? w.load(buffer, at, mask)
        : w.load(buffer, at);
  }

  private Value position(Writer w, Access access, Place place) {
    Value at = w.whole(access.constant());
    at = moved(w, at, place.row(), access, product.rows());
    at = moved(w, at, place.column(), access, product.columns());
    for (int i = 0; i < place.batch().size(); i++) {
      at = moved(w, at, place.batch().get(i), access, product.batches().get(i));
    }
    return at;
  }

  private static Value moved(Writer w, Value at, Value index, Access access, Axis axis) {
    long step = Contraction.step(access, axis);
    return step == 0 ? at : w.plus(at, w.times(index, step));
  }
}
