package org.tosc.rt.team;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Helpers, and what they and a caller tell each other. For one caller at a time.
///
/// What a computation costs besides its parts is cache lines that go from one processor to another:
/// there and back when a part is taken ([Board]), and again when it is done ([Done]).
final class Crew {
  /// Looks at the state between two looks at the clock.
  private static final int LOOKS = 64;

  /// Looks, some milliseconds long, after which who waits for others lets the machine run something
  /// else for a while: a part that takes so long may wait for a processor.
  private static final int PATIENCE = 100_000;

  private static final long REST_NANOS = 20_000;

  private final long spinNanos;
  private final long idleNanos;
  private final Board board = new Board();
  private final Done done = new Done();
  private @Nullable Helper[] helpers = new @Nullable Helper[0];
  private volatile @Nullable Throwable fault;

  /// @param spinNanos that a helper spins before it parks
  /// @param idleNanos that it is parked before it ends
  Crew(long spinNanos, long idleNanos) {
    this.spinNanos = spinNanos;
    this.idleNanos = idleNanos;
  }

  /// Runs all parts and returns when all are done.
  ///
  /// @param threads how many work on it, the caller's among them
  void run(int threads, int parts, Team.Work work) throws Throwable {
    int end = done.count() + parts;
    board.tell(work, parts);
    wake(Math.min(threads, parts) - 1);
    perform(work, 0, parts);
    end--;
    boolean isOpen = true;
    for (int looks = 0; done.count() != end; looks++) {
      if (isOpen) {
        long seen = board.state();
        isOpen = Board.isOpen(seen);
        end -= isOpen && take(seen) ? 1 : 0;
      } else if (looks < PATIENCE) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, REST_NANOS);
      }
    }
    board.clear();
    Throwable thrown = fault;
    if (thrown != null) {
      fault = null;
      throw thrown;
    }
  }

  private void wake(int count) {
    if (count > helpers.length) {
      helpers = Arrays.copyOf(helpers, count);
    }
    for (int i = 0; i < count; i++) {
      Helper helper = helpers[i];
      if (helper == null || !helper.isNeeded()) {
        Helper fresh = new Helper();
        helpers[i] = fresh;
        Thread.ofPlatform().daemon().name("team-" + (i + 1)).start(fresh);
      }
    }
  }

  /// Takes the part of a state that was seen and does it, unless somebody else was faster.
  private boolean take(long seen) {
    if (!board.takes(seen)) {
      return false;
    }
    perform(Objects.requireNonNull(board.work()), Board.part(seen), Board.parts(seen));
    return true;
  }

  private void perform(Team.Work work, int part, int parts) {
    try {
      work.run(part, parts);
    } catch (Throwable thrown) {
      fault = thrown;
    }
  }

  /// A thread that takes parts.
  private final class Helper implements Runnable {
    private final AtomicInteger mood = new AtomicInteger(AWAKE);
    private volatile @Nullable Thread thread;

    private static final int AWAKE = 0;
    private static final int PARKED = 1;
    private static final int ENDED = 2;

    /// Tells it that there is work; false if it has ended.
    boolean isNeeded() {
      if (mood.get() == AWAKE) {
        return true;
      }
      if (mood.compareAndSet(PARKED, AWAKE)) {
        LockSupport.unpark(thread);
      }
      return mood.get() != ENDED;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      long idleSince = 0;
      int looks = 0;
      while (true) {
        long seen = board.state();
        if (Board.isOpen(seen)) {
          if (take(seen)) {
            done.one();
          }
          looks = 0;
          continue;
        }
        Thread.onSpinWait();
        if (++looks % LOOKS == 0) {
          long now = System.nanoTime();
          idleSince = looks == LOOKS ? now : idleSince;
          if (now - idleSince >= spinNanos) {
            if (!park()) {
              return;
            }
            looks = 0;
          }
        }
      }
    }

    /// Waits until it is woken; false when it ends instead.
    private boolean park() {
      mood.set(PARKED);
      // Work that came before the caller could see that this one is parked.
      if (Board.isOpen(board.state())) {
        mood.compareAndSet(PARKED, AWAKE);
        return true;
      }
      long end = System.nanoTime() + idleNanos;
      while (mood.get() == PARKED) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return !mood.compareAndSet(PARKED, ENDED);
        }
        LockSupport.parkNanos(this, left);
      }
      return true;
    }
  }
}
