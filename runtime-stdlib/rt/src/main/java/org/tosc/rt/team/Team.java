package org.tosc.rt.team;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
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
public final class Team {
  /// Nanoseconds that a helper spins before it parks: longer than a program takes from one kernel
  /// to the next.
  private static final long SPIN_NANOS = 200_000;

  /// Nanoseconds that it is parked before it ends.
  private static final long IDLE_NANOS = 5_000_000_000L;

  /// Looks at the state between two looks at the clock.
  private static final int LOOKS = 64;

  /// Looks, some milliseconds long, after which who waits for others lets the machine run something
  /// else for a while: a part that takes so long may wait for a processor.
  private static final int PATIENCE = 100_000;

  private static final long REST_NANOS = 20_000;

  private static final int PART_BITS = 16;
  private static final long PART_MASK = (1L << PART_BITS) - 1;

  private final int size;
  private final long spinNanos;
  private final long idleNanos;
  private final ReentrantLock calls = new ReentrantLock();

  /// The number of the computation and, below it, of the next part that nobody has taken, or a part
  /// that no computation has. Who reads [#work] and [#parts] and then finds the state as it was
  /// knows that they belong together: they change only while there is no part to be taken.
  private final AtomicLong state = new AtomicLong(PART_MASK);

  private final AtomicInteger unfinished = new AtomicInteger();
  private final @Nullable Helper[] helpers;
  private volatile int parts;
  private volatile @Nullable Work work;
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
    if (size < 1 || size >= PART_MASK) {
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
  /// parts itself, one after the other.
  ///
  /// @throws Throwable what one of the parts has thrown; others have run or not
  public void run(int parts, Work work) throws Throwable {
    boolean isAlone = size == 1 || parts == 1 || calls.isHeldByCurrentThread() || !calls.tryLock();
    if (isAlone) {
      for (int part = 0; part < parts; part++) {
        work.run(part, parts);
      }
      return;
    }
    try {
      together(parts, work);
    } finally {
      calls.unlock();
    }
  }

  private void together(int parts, Work work) throws Throwable {
    this.work = work;
    this.parts = parts;
    unfinished.set(parts);
    long number = (state.get() >>> PART_BITS) + 1;
    state.set(number << PART_BITS);
    for (int i = 0; i < helpers.length; i++) {
      wake(i);
    }
    while (take()) {
      // Parts that no helper has begun.
    }
    for (int looks = 0; unfinished.get() > 0; looks++) {
      if (looks < PATIENCE) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, REST_NANOS);
      }
    }
    state.set(number << PART_BITS | PART_MASK);
    this.work = null;
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

  /// Takes a part and does it; whether there was one.
  private boolean take() {
    long seen = state.get();
    Work now = work;
    int count = parts;
    int part = (int) (seen & PART_MASK);
    if (part >= count) {
      return false;
    }
    if (state.compareAndSet(seen, seen + 1)) {
      try {
        Objects.requireNonNull(now).run(part, count);
      } catch (Throwable thrown) {
        fault = thrown;
      } finally {
        unfinished.decrementAndGet();
      }
    }
    return true;
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
      long idleSince = System.nanoTime();
      for (int looks = 1; ; looks++) {
        if (take()) {
          idleSince = System.nanoTime();
        } else if (looks % LOOKS == 0 && System.nanoTime() - idleSince > spinNanos) {
          if (!park()) {
            return;
          }
          idleSince = System.nanoTime();
        } else {
          Thread.onSpinWait();
        }
      }
    }

    /// Waits until it is woken; false when it ends instead.
    private boolean park() {
      long seen = state.get();
      mood.set(PARKED);
      // Work that came before the caller could see that this one is parked.
      if (state.get() != seen || (seen & PART_MASK) < parts) {
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
