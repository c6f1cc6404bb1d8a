package org.tosc.serve.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Requests that wait. The one with the best priority is next, and of equal ones the oldest; for
/// each [#STEP] that a request waits, it counts as one priority better, so that none waits for
/// ever: an `IDLE` one passes new `REALTIME` ones after six steps.
///
/// Not for several threads.
///
/// @param <T> what waits
public final class Waiting<T> {
  /// How long a request waits for one priority more.
  public static final Duration STEP = Duration.ofSeconds(2);

  private final List<Entry<T>> entries = new ArrayList<>();

  private record Entry<T>(T item, Priority priority, long since) {
    /// When a `REALTIME` request that counts as much would have come, in ns.
    long rank() {
      return since + priority.place() * STEP.toNanos();
    }
  }

  /// Something waits from now on.
  ///
  /// @param now in ns, of a clock that only goes forwards
  public void add(T item, Priority priority, long now) {
    entries.add(new Entry<>(item, priority, now));
  }

  /// The next one, which waits no more; null where there is none.
  public @Nullable T poll() {
    int best = -1;
    for (int i = 0; i < entries.size(); i++) {
      // Clocks of this kind may wrap: they are compared by differences.
      if (best < 0 || entries.get(i).rank() - entries.get(best).rank() < 0) {
        best = i;
      }
    }
    return best < 0 ? null : entries.remove(best).item;
  }

  public void removeIf(Predicate<T> condition) {
    entries.removeIf(entry -> condition.test(entry.item));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public int count(Priority priority) {
    return (int) entries.stream().filter(e -> e.priority == priority).count();
  }
}
