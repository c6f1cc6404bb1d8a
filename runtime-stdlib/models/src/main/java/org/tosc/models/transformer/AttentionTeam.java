package org.tosc.models.transformer;

import java.util.List;
import java.util.stream.IntStream;
import org.tosc.models.compute.Compute;
import org.tosc.rt.team.Team;

/// The attention of rows, shared by threads: kernels of one row are too small for that, but rows,
/// and the parts of a cache, read keys and values of their own, and a thread reads memory only so
/// fast.
final class AttentionTeam {
  private final Team team;
  private final int shares;
  private final List<RowAttention> each;

  /// The attention of one row with one part of a cache, by a thread's own kernels.
  @FunctionalInterface
  interface Work {
    void attend(RowAttention attention, int row, int part);
  }

  AttentionTeam(Architecture architecture, CacheShape shape, Compute compute) {
    this.team = new Team(compute.threads());
    this.shares = shape.parts();
    this.each =
        IntStream.range(0, team.size())
            .mapToObj(_ -> new RowAttention(architecture, shape, compute))
            .toList();
  }

  /// Attends with all of so many rows.
  void run(int rows, Work work) {
    int all = rows * shares;
    try {
      team.run(
          Math.min(all, each.size()),
          (part, parts) -> {
            for (int i = part; i < all; i += parts) {
              work.attend(each.get(part), i / shares, i % shares);
            }
          });
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
