package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;

/// Loops over the points of a reduction whose order is fixed, for all elements of a tile at once.
record OrderedSums(Builder b, StageWriter stages, Group group, int stage) {
  void write(Space space, List<Size> shape) {
    Stage of = group.stages().get(stage);
    List<Tile> before = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (int i = 0; i < of.values().size(); i++) {
      before.add(b.broadcast(stages.before(stage, i, space), shape));
      hints.add("acc");
    }
    stages.finish(stage, loop(0, before, hints, space, shape), space);
  }

  private List<Tile> loop(
      int depth, List<Tile> before, List<String> hints, Space space, List<Size> shape) {
    Stage of = group.stages().get(stage);
    if (depth == of.reductions().size()) {
      return body(before, space, shape);
    }
    int dim = of.reductions().get(depth);
    Tile end = b.whole(of.extents().get(dim));
    return b.loop(
        "r" + depth,
        b.whole(0),
        end,
        Size.ONE,
        hints,
        before,
        turn -> {
          Coordinate at = Coordinate.of(turn.index(), null);
          Space inside = space.with(group.classes().get(stage)[dim], at);
          return loop(depth + 1, turn.carried(), hints, inside, shape);
        });
  }

  private List<Tile> body(List<Tile> before, Space space, List<Size> shape) {
    Stage of = group.stages().get(stage);
    TermWriter.Source memory = stages.source(stage, space);
    TermWriter terms =
        new TermWriter(
            b,
            new TermWriter.Source() {
              @Override
              public Tile read(int operand) {
                return operand >= of.outs()
                    ? before.get(operand - of.outs())
                    : memory.read(operand);
              }

              @Override
              public Tile index(int place) {
                return memory.index(place);
              }
            });
    List<Tile> values = new ArrayList<>();
    for (Term value : of.values()) {
      values.add(b.broadcast(terms.write(value), shape));
    }
    return values;
  }
}
