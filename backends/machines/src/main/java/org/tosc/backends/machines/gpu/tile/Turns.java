package org.tosc.backends.machines.gpu.tile;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Programs that run in turns: at each access to memory another one may go on. Which one, a number
/// decides, so that a run can be repeated. Only one of them runs at any time.
public final class Turns {
  /// How many programs have begun and not ended.
  private static final int TOGETHER = 8;

  /// The run has ended before this program.
  private static final class Abandoned extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    Abandoned() {
      super("abandoned", null, false, false);
    }
  }

  /// A program with its thread.
  private final class Seat {
    private final Semaphore turn = new Semaphore(0);
    private final Thread thread;
    private boolean hasEnded;

    Seat(int number, IntConsumer body) {
      thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    try {
                      await(turn);
                      body.accept(number);
                    } catch (Abandoned _) {
                      // Another one has ended the run.
                    } catch (RuntimeException | StackOverflowError wrong) {
                      failure.compareAndSet(null, wrong);
                    }
                    hasEnded = true;
                    back.release();
                  });
    }
  }

  private final Random random;
  private final Semaphore back = new Semaphore(0);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable Seat current;

  /// @param seed decides whose turn it is
  public Turns(long seed) {
    random = new Random(seed);
  }

  private static void await(Semaphore semaphore) {
    try {
      semaphore.acquire();
    } catch (InterruptedException stopped) {
      throw new Abandoned();
    }
  }

  /// Runs all programs of an order.
  ///
  /// @throws Fault of the first that has one; the others are left where they are
  public void run(int[] order, IntConsumer body) {
    List<Seat> seats = new ArrayList<>();
    int next = 0;
    while (failure.get() == null && (next < order.length || !seats.isEmpty())) {
      while (next < order.length && seats.size() < TOGETHER) {
        Seat seat = new Seat(order[next++], body);
        seat.thread.start();
        seats.add(seat);
      }
      Seat seat = seats.get(random.nextInt(seats.size()));
      current = seat;
      seat.turn.release();
      back.acquireUninterruptibly();
      if (seat.hasEnded) {
        seats.remove(seat);
      }
    }
    seats.forEach(seat -> seat.thread.interrupt());
    switch (failure.get()) {
      case null -> {}
      case RuntimeException wrong -> throw wrong;
      case Error wrong -> throw wrong;
      case Throwable wrong -> throw new IllegalStateException(wrong);
    }
  }

  /// Another program may go on; returns when it is this one's turn again.
  void pause() {
    Seat own = current;
    if (own != null) {
      back.release();
      await(own.turn);
    }
  }
}
