package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.triton.block.Program.Schedule;
import org.tosc.backends.triton.block.Size;
import org.tosc.tir.ir.Scalar;

/// How many queries a program has, and how many keys it takes at once.
///
/// @param all the likely best first
record AttentionSchedules(List<Choice> all) {
  record Choice(long m, long n, int warps, int stages) {}

  /// With tensor cores, for rows of up to 64 numbers, and for longer ones.
  private static final List<Choice> SHORT =
      List.of(
          new Choice(128, 64, 4, 3),
          new Choice(128, 128, 8, 2),
          new Choice(64, 64, 4, 3),
          new Choice(64, 32, 4, 3),
          new Choice(32, 32, 4, 2),
          new Choice(16, 32, 4, 2),
          new Choice(16, 16, 2, 2));

  private static final List<Choice> LONG =
      List.of(
          new Choice(128, 64, 8, 3),
          new Choice(128, 128, 8, 2),
          new Choice(64, 64, 4, 2),
          new Choice(64, 32, 4, 2),
          new Choice(32, 32, 4, 2),
          new Choice(16, 32, 4, 2),
          new Choice(16, 16, 2, 2));

  /// In `f32`, without them: less fits.
  private static final List<Choice> SINGLE =
      List.of(
          new Choice(64, 32, 4, 2),
          new Choice(32, 32, 4, 2),
          new Choice(64, 16, 4, 2),
          new Choice(16, 32, 4, 2),
          new Choice(16, 16, 2, 2));

  private static final int MOST = 4;

  static AttentionSchedules of(long m, long n, long width, Scalar operand) {
    List<Choice> table = operand == Scalar.F32 ? SINGLE : width <= 64 ? SHORT : LONG;
    List<Choice> fitting = new ArrayList<>(table);
    fitting.removeIf(c -> (c.m() >= 2 * m && c.m() > 16) || (c.n() >= 2 * n && c.n() > 16));
    List<Choice> some = fitting.isEmpty() ? List.of(table.getLast()) : fitting;
    return new AttentionSchedules(List.copyOf(some.subList(0, Math.min(MOST, some.size()))));
  }

  Size m() {
    return new Size("BM", all.getFirst().m());
  }

  Size n() {
    return new Size("BN", all.getFirst().n());
  }

  /// The most queries of a program in any choice, all of which are powers of two.
  long mostRows() {
    return all.stream().mapToLong(Choice::m).max().orElse(1);
  }

  long mostKeys() {
    return all.stream().mapToLong(Choice::n).max().orElse(1);
  }

  List<Schedule> schedules() {
    return all.stream()
        .map(
            c ->
                new Schedule(
                    List.of(new Size("BM", c.m()), new Size("BN", c.n())), c.warps(), c.stages()))
        .toList();
  }
}
