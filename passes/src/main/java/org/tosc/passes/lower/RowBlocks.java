package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Value;

/// Two products, the second of which takes as its left operand what was made of the rows of the
/// first, as attention does: `softmax(q kᵀ) v`. They run block by block of rows, so that what they
/// hand to each other, and to the stages between them, is a block of rows as well.
///
/// ```text
/// for heads:
///   copy kᵀ and v into panels
///   for blocks of rows:
///     scores = rows of q · kᵀ        the tiles of a product
///     weights = softmax of rows      a sweep
///     out = weights · v              the tiles of another
/// ```
///
/// @param stages all of them, from the fill of the first product to the last end of the second
/// @param second where the second product begins
/// @param row the dimension that is cut into blocks: the last that all stages share
/// @param sees row `i` of the first product matters up to column `i + sees` alone: what follows is
///   0 in the left operand of the second; null if all matters
record RowBlocks(List<Stage> stages, int second, int row, @Nullable Long sees) {
  /// The pair of products that begins at a stage, if one does.
  static @Nullable RowBlocks at(List<Stage> stages, int from, @Nullable Long sees) {
    Contraction first = Contraction.at(stages, from, 0);
    if (first == null) {
      return null;
    }
    Set<Value> made = new HashSet<>();
    for (int at = from; at < stages.size(); at++) {
      Contraction last = at < from + first.stages() ? null : Contraction.at(stages, at, 0);
      if (last != null) {
        boolean follows = made.contains(last.a().buffer()) && !made.contains(last.b().buffer());
        return follows ? of(stages.subList(from, at + last.stages()), at - from, sees) : null;
      }
      made.add(stages.get(at).out().buffer());
    }
    return null;
  }

  private static @Nullable RowBlocks of(List<Stage> stages, int second, @Nullable Long sees) {
    int shared = SharedLoops.count(stages);
    RowBlocks blocks = new RowBlocks(List.copyOf(stages), second, shared - 1, sees);
    if (shared == 0) {
      return null;
    }
    List<Stage> cut = blocks.cut(2, Set.of());
    Contraction first = Contraction.at(cut, 0, shared);
    Contraction last = Contraction.at(cut, second, shared);
    boolean fits =
        first != null
            && last != null
            && second + last.stages() == stages.size()
            && first.b().step(blocks.row) == 0
            && last.b().step(blocks.row) == 0;
    return fits ? blocks : null;
  }

  /// The stages on blocks of `height` rows: the dimension of rows becomes two, the first row of a
  /// block and what follows it.
  ///
  /// @param kept buffers that are needed as a whole
  List<Stage> cut(long height, Set<Value> kept) {
    Map<Value, Block> blocks = blocks(height, kept);
    return stages.stream().map(s -> cut(s, height, blocks)).toList();
  }

  /// What of the local buffers is needed.
  Map<Value, Block> blocks(long height, Set<Value> kept) {
    Map<Value, Block> blocks = new LinkedHashMap<>();
    for (Stage stage : stages) {
      Value out = stage.out().buffer();
      if (!kept.contains(out) && !blocks.containsKey(out)) {
        blocks.put(out, Block.of(out, SharedLoops.axis(stage.maps().getLast(), row), height));
      }
    }
    return blocks;
  }

  private Stage cut(Stage stage, long height, Map<Value, Block> blocks) {
    List<Long> extents = new ArrayList<>(stage.extents());
    extents.add(row + 1, height);
    List<Nest.Kind> kinds = new ArrayList<>(stage.kinds());
    kinds.add(row + 1, kinds.get(row));
    List<Access> ins = new ArrayList<>();
    for (int i = 0; i < stage.ins().size(); i++) {
      Access in = stage.ins().get(i);
      Block block = blocks.get(in.buffer());
      ins.add(block == null ? whole(in) : block.access(in, stage.maps().get(i), row));
    }
    return new Stage(
        extents, ins, ins.getLast(), stage.body(), stage.maps(), kinds, stage.reassociates());
  }

  private Access whole(Access in) {
    List<Long> steps = new ArrayList<>(in.steps());
    steps.add(row + 1, in.step(row));
    return new Access(in.buffer(), steps, in.constant());
  }
}
