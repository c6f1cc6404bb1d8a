package org.tosc.rt.team;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that do the parts of a computation together: the caller and *helpers*.
///
/// Helpers that have nothing to do spin for a while and then park: waking a thread costs some 20 µs
/// on a virtual machine, handing work to one that spins a fraction of one. Nobody waits for a
/// helper that has not begun: whoever is free takes the next part, so on a busy machine the caller
/// does all. Helpers start when they are needed first and end when nobody needed them for some
/// seconds.
///
/// ```java
/// Team team = new Team(2);
/// team.run(2, (part, parts) -> sum(elements, part * n / parts, (part + 1) * n / parts));
/// ```
///
/// What a computation costs besides its parts is cache lines that go from one processor to another:
/// there and back when a part is taken ([Board]), and again when it is done ([Done]).
public final class Team {
  /// Nanoseconds that a helper spins before it parks: longer than a program takes from one kernel
  /// that threads share to the next. Kernels below 50 µs stand between, and two parts of 30 µs take
  /// as long as one thread does for both when a helper has to be woken.
  private static final long SPIN_NANOS = 200_000;

  /// Nanoseconds that it is parked before it ends.
  private static final long IDLE_NANOS = 5_000_000_000L;

  /// Looks at the state between two looks at the clock.
  private static final int LOOKS = 64;

  /// Looks, some milliseconds long, after which who waits for others lets the machine run something
  /// else for a while: a part that takes so long may wait for a processor.
  private static final int PATIENCE = 100_000;

  private static final long REST_NANOS = 20_000;

  private final int size;
  private final long spinNanos;
  private final long idleNanos;
  private final AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
  private final Board board = new Board();
  private final Done done = new Done();
  private final @Nullable Helper[] helpers;
  private volatile @Nullable Throwable fault;

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
    this(size, SPIN_NANOS, IDLE_NANOS);
  }

  Team(int size, long spinNanos, long idleNanos) {
    if (size < 1 || size >= Board.MOST_PARTS) {
      throw new IllegalArgumentException("a team has 1 to 65534 threads, found " + size);
    }
    this.size = size;
    this.spinNanos = spinNanos;
    this.idleNanos = idleNanos;
    this.helpers = new @Nullable Helper[size - 1];
  }

  public int size() {
    return size;
  }

  /// Runs all parts and returns when all are done. A call while another one is in progress does its
  /// parts itself, one after the other. The work of the last call stays reachable until the next.
  ///
  /// @throws Throwable what one of the parts has thrown; others have run or not
  public void run(int parts, Work work) throws Throwable {
    boolean isAlone =
        size == 1
            || parts <= 1
            || parts > Board.MOST_PARTS
            || !caller.compareAndSet(null, Thread.currentThread());
    if (isAlone) {
      for (int part = 0; part < parts; part++) {
        work.run(part, parts);
      }
      return;
    }
    try {
      together(parts, work);
    } finally {
      caller.setRelease(null);
    }
  }

  private void together(int parts, Work work) throws Throwable {
    int end = done.count() + parts;
    board.tell(work, parts);
    for (int i = 0; i < helpers.length; i++) {
      wake(i);
    }
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
    Throwable thrown = fault;
    if (thrown != null) {
      fault = null;
      throw thrown;
    }
  }

  private void wake(int number) {
    Helper helper = helpers[number];
    if (helper == null || !helper.isNeeded()) {
      Helper fresh = new Helper();
      helpers[number] = fresh;
      Thread.ofPlatform().daemon().name("team-" + (number + 1)).start(fresh);
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

  private void perform(Work work, int part, int parts) {
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
