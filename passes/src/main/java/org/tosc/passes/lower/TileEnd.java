package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
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

  /// Whether what follows a product is written into the register tile, once for each of its
  /// vectors: one operation, with numbers that are the same for all rows, as a bias is. Anything
  /// else is a loop over sums that are put aside: a function with many more vector operations is
  /// more than HotSpot's C1 has registers for ("out of virtual registers in linear scan"), and
  /// without a profile from there C2 does not know the types of vectors and makes objects of them.
  static boolean isShort(Contraction product) {
    Set<Value> made = new HashSet<>(Set.of(product.c().buffer()));
    int count = 0;
    for (Stage end : product.ends()) {
      made.add(end.out().buffer());
      for (Operation o : end.body().ops()) {
        boolean isFree = o.op() == CoreOp.CONST || o.op() == CoreOp.YIELD;
        count += isFree ? 0 : SHORT.contains(o.op()) ? 1 : 2;
      }
    }
    return count <= 1
        && product.ends().stream()
            .flatMap(end -> end.ins().stream())
            .allMatch(
                in -> made.contains(in.buffer()) || Contraction.step(in, product.rows()) == 0);
  }

  private static final Set<Op> SHORT = Set.of(CoreOp.ADD, CoreOp.SUB, CoreOp.MUL, CoreOp.NEG);

  /// What a function that ends tiles is told, and where the first element of the tile lies.
  ///
  /// @param first by access; the others are as far from there as steps along rows and columns say
  record Where(Map<Value, Value> buffers, Map<Access, Value> first) {}

  /// Reads `row, column, batch…, buffers…`: the product's first row and column.
  Where where(Writer w, Inputs inputs) {
    Value row = inputs.position();
    Value column = inputs.position();
    List<Value> batch = new ArrayList<>();
    product.batches().forEach(b -> batch.add(inputs.position()));
    Map<Value, Value> buffers = new HashMap<>();
    buffers().forEach(b -> buffers.put(b, inputs.buffer(Writer.element(b))));
    Map<Access, Value> first = new LinkedHashMap<>();
    accesses().stream()
        .filter(access -> buffers.containsKey(access.buffer()))
        .forEach(access -> first.put(access, first(w, access, row, column, batch)));
    return new Where(buffers, first);
  }

  private Set<Access> accesses() {
    Set<Access> all = new LinkedHashSet<>(List.of(product.c()));
    product.ends().forEach(end -> all.addAll(end.ins()));
    return all;
  }

  private Value first(Writer w, Access access, Value row, Value column, List<Value> batch) {
    Value at = w.whole(access.constant());
    at = w.moved(at, row, Contraction.step(access, product.rows()));
    at = w.moved(at, column, Contraction.step(access, product.columns()));
    for (int i = 0; i < batch.size(); i++) {
      at = w.moved(at, batch.get(i), Contraction.step(access, product.batches().get(i)));
    }
    return at;
  }

  /// How many positions there are among the parameters.
  int positions() {
    return 2 + product.batches().size();
  }

  /// The function `(tile, at, row, column, batch…, buffers…)`.
  Function write(Writer w) {
    Value tile = w.buffer();
    Value at = w.position();
    Where where = where(w, Inputs.parameters(w));
    long width = (long) vectors * w.lanes();
    long full = columns / w.lanes();
    int rest = Math.toIntExact(columns - full * w.lanes());
    w.loop(
        rows,
        i -> {
          Value elements = w.plus(at, w.times(i, width));
          w.loop(
              w.whole(0),
              w.whole(full * w.lanes()),
              w.lanes(),
              j -> {
                Value sum = w.load(tile, w.plus(elements, j), null);
                vector(w, where, i, j, sum, null, Map.of());
              });
          if (rest > 0) {
            Value j = w.whole(full * w.lanes());
            Value sum = w.load(tile, w.plus(elements, j), null);
            vector(w, where, i, j, sum, w.first(rest), Map.of());
          }
        });
    return w.finish(Parts.sample(Collections.nCopies(1 + positions(), 0L)));
  }

  /// Ends a vector of each row of a tile whose sums are in registers.
  ///
  /// @param v which vector of a row
  /// @param sums of the rows
  void rows(Writer w, Where where, int v, @Nullable Value mask, IntFunction<Value> sums) {
    Value column = w.whole((long) v * w.lanes());
    Map<Value, Value> ahead = ahead(w, where, column, mask);
    for (int i = 0; i < rows; i++) {
      vector(w, where, w.whole(i), column, sums.apply(i), mask, ahead);
    }
  }

  /// What all rows read from column `j` on, by buffer.
  private Map<Value, Value> ahead(Writer w, Where where, Value j, @Nullable Value mask) {
    Map<Value, Value> all = new HashMap<>();
    for (Access in : where.first.keySet()) {
      boolean isSame = Contraction.step(in, product.rows()) == 0;
      boolean isMade = product.ends().stream().anyMatch(end -> end.out().equals(in));
      if (isSame && !isMade && !in.equals(product.c())) {
        all.put(in.buffer(), read(w, in, new Place(where, w.whole(0), j), mask));
      }
    }
    return all;
  }

  /// Ends the sums at row `i` of a tile, from its column `j` on.
  ///
  /// @param ahead what is read already ([#ahead])
  private void vector(
      Writer w,
      Where where,
      Value i,
      Value j,
      Value sum,
      @Nullable Value mask,
      Map<Value, Value> ahead) {
    Place place = new Place(where, i, j);
    Map<Value, Value> made = new HashMap<>(ahead);
    keep(w, product.c(), sum, place, mask, made);
    for (Stage end : product.ends()) {
      List<Value> parameters = new ArrayList<>();
      for (int n = 0; n < end.ins().size(); n++) {
        Access in = end.ins().get(n);
        Value known = end.reads(n) ? made.get(in.buffer()) : sum;
        parameters.add(known != null ? known : read(w, in, place, mask));
      }
      keep(w, end.out(), Lanes.write(w, end.body(), parameters), place, mask, made);
    }
  }

  /// An element of the tile.
  private record Place(Where where, Value row, Value column) {}

  private void keep(
      Writer w,
      Access out,
      Value elements,
      Place place,
      @Nullable Value mask,
      Map<Value, Value> made) {
    made.put(out.buffer(), elements);
    Value buffer = place.where.buffers.get(out.buffer());
    if (buffer != null && kept.contains(out.buffer())) {
      w.store(buffer, w.vectorOf(elements), position(w, out, place), mask);
    }
  }

  private Value read(Writer w, Access in, Place place, @Nullable Value mask) {
    Value buffer = place.where.buffers.get(in.buffer());
    if (buffer == null) {
      return w.number(0); // the out, which the body does not read
    }
    Value at = position(w, in, place);
    return Contraction.step(in, product.columns()) == 1
        ? w.load(buffer, at, mask)
        : w.load(buffer, at);
  }

  /// How far from the tile's first element is known where row and column are.
  private Value position(Writer w, Access access, Place place) {
    Value down = w.times(place.row, Contraction.step(access, product.rows()));
    Value along = w.times(place.column, Contraction.step(access, product.columns()));
    Value first = Objects.requireNonNull(place.where.first.get(access));
    return w.plus(first, w.plus(down, along));
  }
}
