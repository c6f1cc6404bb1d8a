package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.code.Stage.Slot;

/// Numbers that come by a stream instead of standing in registers: each stage that reads one gets
/// it from a table in memory, once for all points of a tile. So a long polynomial needs no register
/// for its coefficients.
final class Table {
  private Table() {}

  /// The tile with numbers from the stream of a table, where it has such numbers.
  ///
  /// @param stream that of the table
  static Tile streamed(Tile tile, int stream) {
    List<Stage> stages = new ArrayList<>();
    List<Double> table = new ArrayList<>();
    for (Stage stage : tile.only()) {
      List<Slot> sources = new ArrayList<>(stage.sources());
      for (int i = 0; i < sources.size(); i++) {
        if (sources.get(i) instanceof Slot.Shared(Term.Literal(double value))) {
          table.add(value);
          sources.set(i, new Slot.Incoming(stream));
          break;
        }
      }
      stages.add(new Stage(stage.op(), stage.target(), sources));
    }
    return new Tile(List.of(), List.of(), List.of(), stages, tile.owns(), table);
  }
}
