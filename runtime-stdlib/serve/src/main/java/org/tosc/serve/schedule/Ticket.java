package org.tosc.serve.schedule;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Request;

/// A text request on its way: who asked hears its pieces here.
public final class Ticket {
  /// What happens to it.
  public sealed interface Event {
    /// More of the answer.
    record Piece(String text) implements Event {}

    /// That was all.
    record Done(Answer answer) implements Event {}

    /// The model failed.
    record Failed() implements Event {}
  }

  final Request request;
  final Priority priority;
  final long since = System.nanoTime();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile boolean isCancelled;

  Ticket(Request request, Priority priority) {
    this.request = request;
    this.priority = priority;
  }

  /// The next event; null where none came in so many ms.
  public @Nullable Event next(long milliseconds) throws InterruptedException {
    return events.poll(milliseconds, TimeUnit.MILLISECONDS);
  }

  /// Nobody wants it any more: it ends at the next step.
  public void cancel() {
    isCancelled = true;
  }

  boolean isCancelled() {
    return isCancelled;
  }

  void tell(Event event) {
    events.add(event);
  }
}
