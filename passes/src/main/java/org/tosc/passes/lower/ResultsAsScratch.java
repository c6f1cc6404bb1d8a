package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.Value;

/// Lets what stages make of a row lie where a later stage puts its result: `softmax` leaves its
/// powers in the row of the result, and scales them there.
///
/// A result's line is then fetched while powers are computed, which takes longer than that, and not
/// while they are scaled, which takes no time otherwise: rows that come from the second-level cache
/// take a sixth less.
///
/// A caller may give the memory of an input as that of a result where each element of the input is
/// needed for the same element of the result alone. So nothing may be read of an input of that size
/// once something else lies there.
final class ResultsAsScratch {
  private final List<Stage> stages;
  private final Set<Value> kept;

  private ResultsAsScratch(List<Stage> stages, Set<Value> kept) {
    this.stages = stages;
    this.kept = kept;
  }

  /// The stages of a sweep with some locals in the place of results.
  ///
  /// @param kept buffers that are needed afterwards
  static List<Stage> of(List<Stage> stages, Set<Value> kept) {
    List<Stage> now = List.copyOf(stages);
    for (int last = 1; last < stages.size(); last++) {
      Value local = new ResultsAsScratch(now, kept).local(last);
      if (local != null) {
        Value result = now.get(last).out().buffer();
        now = now.stream().map(s -> renamed(s, local, result)).toList();
      }
    }
    return now;
  }

  /// A local that may lie in the result of a stage.
  private @Nullable Value local(int last) {
    Stage stage = stages.get(last);
    Access out = stage.out();
    boolean isFirst =
        stages.subList(0, last).stream()
            .noneMatch(s -> s.ins().stream().anyMatch(in -> in.buffer().equals(out.buffer())));
    if (!kept.contains(out.buffer()) || !stage.isParallel() || !isFirst) {
      return null;
    }
    return stage.ins().stream()
        .map(Access::buffer)
        .filter(b -> !b.equals(out.buffer()) && isReadInPlace(b, stage) && mayLieThere(b, last))
        .findFirst()
        .orElse(null);
  }

  /// Whether each element of a buffer is read for the element at the same place alone: what a stage
  /// has written there no longer holds it.
  private static boolean isReadInPlace(Value buffer, Stage stage) {
    return stage.ins().stream()
        .allMatch(in -> !in.buffer().equals(buffer) || isOwn(in, stage.out()));
  }

  private boolean mayLieThere(Value local, int last) {
    Value result = stages.get(last).out().buffer();
    List<Integer> writers = new ArrayList<>();
    boolean isReadLater = false;
    for (int i = 0; i < stages.size(); i++) {
      Stage s = stages.get(i);
      if (s.out().buffer().equals(local)) {
        writers.add(i);
      }
      isReadLater |= i > last && s.ins().stream().anyMatch(in -> in.buffer().equals(local));
    }
    boolean isLike = Writer.element(local) == Writer.element(result);
    boolean isLocal = isLike && !kept.contains(local) && writers.size() == 1 && !isReadLater;
    if (!isLocal || Parts.size(local) != Parts.size(result) || writers.getFirst() >= last) {
      return false;
    }
    Stage writer = stages.get(writers.getFirst());
    return writer.isParallel()
        && writer.ins().stream().allMatch(in -> isOwn(in, writer.out()) || isOther(in, result))
        && stages.subList(writers.getFirst() + 1, last + 1).stream()
            .flatMap(s -> s.ins().stream())
            .allMatch(in -> in.buffer().equals(local) || isOther(in, result));
  }

  /// Whether an element is read for the element at the same place.
  private static boolean isOwn(Access in, Access out) {
    return in.steps().equals(out.steps()) && in.constant() == out.constant();
  }

  /// Whether a buffer cannot be the memory of a result.
  private boolean isOther(Access in, Value result) {
    boolean isMade = stages.stream().anyMatch(s -> s.out().buffer().equals(in.buffer()));
    return isMade || Parts.size(in.buffer()) != Parts.size(result);
  }

  private static Stage renamed(Stage stage, Value from, Value to) {
    List<Access> ins =
        stage.ins().stream().map(in -> in.buffer().equals(from) ? in.of(to) : in).toList();
    return stage.with(ins);
  }
}
