package org.tosc.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tosc.rt.session.Interruption;
import org.tosc.rt.session.Session;

/// What becomes of a program whose process is told to end, by Ctrl-C or SIGTERM: it gets an
/// `Interrupted` where it looks for one, has time for its `finally` blocks, and what it has printed
/// is written. The status of the process is that of the signal: 130, or 143.
///
/// ```java
/// try (var _ = Ending.of(session)) {
///   session.run(program);
/// }
/// ```
final class Ending implements AutoCloseable {
  /// For a program that looks, to clean up; servers have as long for requests in flight.
  private static final Duration CLEANING = Duration.ofSeconds(10);

  /// For a program that may be in a loop without end.
  private static final Duration LOOKING = Duration.ofSeconds(1);

  /// For a reader of the output that may have stopped reading.
  private static final Duration WRITING = Duration.ofSeconds(1);

  private static final long STEP_MILLIS = 10;

  private final Session session;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::told, "ending");

  private Ending(Session session) {
    this.session = session;
  }

  /// From here on until it is closed.
  static Ending of(Session session) {
    Ending ending = new Ending(session);
    try {
      Runtime.getRuntime().addShutdownHook(ending.hook);
    } catch (IllegalStateException _) {
      session.interrupt(); // It was told before.
    }
    return ending;
  }

  /// The JVM is about to end, and does so when this returns.
  private void told() {
    if (ended.getCount() == 0) {
      return;
    }
    session.interrupt();
    try {
      await();
      written();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() throws InterruptedException {
    long start = System.nanoTime();
    while (!ended.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - start > patience().toNanos()) {
        return;
      }
    }
  }

  private Duration patience() {
    Interruption interruption = session.interruption();
    return interruption.isPending() && !interruption.isAttentive() ? LOOKING : CLEANING;
  }

  private void written() throws InterruptedException {
    Thread writer = Thread.ofPlatform().daemon().name("ending-output").start(session.out()::flush);
    writer.join(WRITING);
  }

  /// The program has ended, and all it printed is written.
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // It runs.
    }
  }
}
