package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.Value;

/// Stages that share loops, with local buffers as small as one round of these loops needs: one row,
/// which stays in the first-level cache.
final class RowLocals {
  private RowLocals() {}

  /// @param shared how many dimensions all stages share
  /// @param kept buffers that are needed as a whole
  static List<Stage> of(List<Stage> stages, int shared, Set<Value> kept, Parts parts) {
    Map<Value, Long> sizes = new LinkedHashMap<>(); // in this order they become parameters
    Set<Value> begun = new HashSet<>(kept);
    for (Stage stage : stages) {
      Value out = stage.out().buffer();
      boolean goesOn = !stage.isParallel() && !sizes.containsKey(out);
      if (goesOn) {
        begun.add(out); // with what an earlier part has left
      } else if (!begun.contains(out)) {
        sizes.merge(out, size(stage, inRound(stage.out(), shared)), Math::max);
      }
    }
    sizes.forEach(parts::shrink);
    return stages.stream().map(s -> of(s, shared, sizes.keySet())).toList();
  }

  private static Stage of(Stage stage, int shared, Set<Value> locals) {
    List<Access> ins = new ArrayList<>();
    for (Access in : stage.ins()) {
      ins.add(locals.contains(in.buffer()) ? inRound(in, shared) : in);
    }
    return stage.with(ins);
  }

  private static Access inRound(Access access, int shared) {
    List<Long> steps = new ArrayList<>(Collections.nCopies(shared, 0L));
    steps.addAll(access.steps().subList(shared, access.steps().size()));
    return new Access(access.buffer(), steps, access.constant());
  }

  private static long size(Stage stage, Access access) {
    long last = access.constant();
    for (int d = 0; d < stage.dims(); d++) {
      last += access.step(d) * (stage.extents().get(d) - 1);
    }
    return last + 1;
  }
}
