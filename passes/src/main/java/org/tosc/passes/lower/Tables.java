package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Stages whose elements follow from their places alone: numbers of positions, sines of angles.
/// They are computed by the first call, element by element; scratch keeps them for the others.
final class Tables {
  private Tables() {}

  static void write(Parts parts, List<Stage> tables) {
    Value done = parts.scratch(tables.size());
    parts.alone(
        () -> {
          for (int i = 0; i < tables.size(); i++) {
            Stage table = tables.get(i);
            int number = i;
            String part = parts.part("table" + i, w -> function(w, table, number));
            Value out = parts.buffer(table.out().buffer());
            parts.writer().call(part, List.of(parts.here(done), out));
          }
        });
  }

  /// A function for each table: sines for every angle are long, and HotSpot compiles no method of
  /// more than 8000 bytes.
  private static Function function(Writer w, Stage table, int number) {
    Value done = w.buffer();
    Value out = w.buffer();
    Value flag = w.whole(number);
    Value isDone = w.op(CoreOp.GT, w.load(done, flag), w.number(0));
    Value first = w.op(CoreOp.SELECT, isDone, w.whole(1), w.whole(0));
    w.loop(
        first,
        w.whole(1),
        1,
        once -> {
          fill(w, table, out, new ArrayList<>());
          w.store(done, w.number(1), flag);
        });
    return w.finish(Attributes.NONE);
  }

  private static void fill(Writer w, Stage table, Value out, List<Value> point) {
    if (point.size() < table.dims()) {
      w.loop(
          table.extents().get(point.size()),
          i -> {
            List<Value> inner = new ArrayList<>(point);
            inner.add(i);
            fill(w, table, out, inner);
          });
      return;
    }
    Map<Value, Value> places = new HashMap<>();
    for (Operation o : table.body().ops()) {
      if (o.op() == KernelOp.INDEX) {
        int dim = Math.toIntExact(o.attributes().integer("dim"));
        places.put(o.result(), point.get(dim));
      }
    }
    Value at = w.whole(table.out().constant());
    for (int d = 0; d < point.size(); d++) {
      at = w.plus(at, w.times(point.get(d), table.out().step(d)));
    }
    w.store(
        out, Lanes.write(w, table.body(), List.of(w.number(0)), places, Ranges.sizes(table)), at);
  }
}
