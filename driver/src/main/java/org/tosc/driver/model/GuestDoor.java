package org.tosc.driver.model;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Where other threads ask guest code for something. Guest code runs on one thread, its program's:
/// that one comes here when the program has nothing else to do.
final class GuestDoor {
  private final BlockingQueue<FutureTask<?>> asked = new LinkedBlockingQueue<>();

  /// Asks, and waits for the answer.
  <T> T ask(Callable<T> body) throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(body);
    asked.add(task);
    return task.get();
  }

  /// Answers one who asks within so many ms, if anyone does. For the program's thread.
  void answer(long milliseconds) throws InterruptedException {
    FutureTask<?> task = asked.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (task != null) {
      task.run();
    }
  }
}
