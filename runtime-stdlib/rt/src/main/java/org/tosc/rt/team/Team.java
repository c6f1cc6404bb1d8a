package org.tosc.rt.team;

import java.util.concurrent.atomic.AtomicBoolean;

/// A number of threads that do the parts of a computation together: the caller and *helpers*.
///
/// Helpers that have nothing to do spin for a while and then park: waking a thread costs some 20 µs
/// on a virtual machine, handing work to one that spins a fraction of one. Nobody waits for a
/// helper that has not begun: whoever is free takes the next part, so on a busy machine the caller
/// does all. Helpers start when they are needed first and end when nobody needed them for some
/// seconds.
///
/// Helpers belong to no team: one that computes takes a [Crew] of those that are idle, and gives it
/// back. So teams that compute by turns, as the kernels of a program do, have the same helpers, and
/// none spins on a processor that the next one needs.
///
/// ```java
/// Team team = new Team(2);
/// team.run(2, (part, parts) -> sum(elements, part * n / parts, (part + 1) * n / parts));
/// ```
public final class Team {
  private final int size;
  private final Crews crews;
  private final AtomicBoolean isBusy = new AtomicBoolean();

  /// A computation in parts that may run at the same time, and in any order.
  @FunctionalInterface
  public interface Work {
    /// Does one of the parts.
    ///
    /// @param part from 0 on
    void run(int part, int parts) throws Throwable;
  }

  /// @param size how many threads, the caller's among them; at least 1
  public Team(int size) {
    this(size, Crews.OF_THIS_PROCESS);
  }

  Team(int size, Crews crews) {
    if (size < 1 || size >= Board.MOST_PARTS) {
      throw new IllegalArgumentException("a team has 1 to 65534 threads, found " + size);
    }
    this.size = size;
    this.crews = crews;
  }

  public int size() {
    return size;
  }

  /// Runs all parts and returns when all are done. A call while another one is in progress does its
  /// parts itself, one after the other.
  ///
  /// @throws Throwable what one of the parts has thrown; others have run or not
  public void run(int parts, Work work) throws Throwable {
    boolean isAlone =
        size == 1 || parts <= 1 || parts > Board.MOST_PARTS || !isBusy.compareAndSet(false, true);
    if (isAlone) {
      for (int part = 0; part < parts; part++) {
        work.run(part, parts);
      }
      return;
    }
    Crew crew = crews.take();
    try {
      crew.run(size, parts, work);
    } finally {
      crews.give(crew);
      isBusy.setRelease(false);
    }
  }
}
