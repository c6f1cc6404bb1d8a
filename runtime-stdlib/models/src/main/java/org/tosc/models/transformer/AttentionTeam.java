package org.tosc.models.transformer;

import java.util.List;
import java.util.stream.IntStream;
import org.tosc.models.compute.Compute;
import org.tosc.rt.team.Team;

/// The attention of many rows, shared by threads. Kernels of one row are too small for that, but
/// rows read keys and values of their own, and a thread reads memory only so fast.
final class AttentionTeam {
  private final Team team;
  private final List<RowAttention> each;

  /// The attention of one row, by a thread's own kernels.
  @FunctionalInterface
  interface Row {
    void attend(RowAttention attention, int row);
  }

  AttentionTeam(Architecture architecture, Compute compute) {
    this.team = new Team(compute.threads());
    this.each =
        IntStream.range(0, team.size())
            .mapToObj(_ -> new RowAttention(architecture, compute))
            .toList();
  }

  /// For one row at a time, by the thread that asks.
  RowAttention first() {
    return each.getFirst();
  }

  /// Attends with all of so many rows.
  void run(int rows, Row work) {
    try {
      team.run(
          Math.min(rows, each.size()),
          (part, parts) -> {
            for (int row = part; row < rows; row += parts) {
              work.attend(each.get(part), row);
            }
          });
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
