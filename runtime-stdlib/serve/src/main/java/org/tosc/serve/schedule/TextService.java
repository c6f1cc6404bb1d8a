package org.tosc.serve.schedule;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Request;
import org.tosc.serve.metric.Metrics;
import org.tosc.serve.model.TextBatch;
import org.tosc.serve.model.TextModel;

/// A text model and the thread that runs it. Requests join the batch between steps, the best
/// priority first; who is in it stays until it is done.
public final class TextService implements Service {
  private static final System.Logger LOGGER = System.getLogger("org.tosc.serve");

  private final TextModel model;
  private final int most;
  private final Metrics metrics;
  private final Object lock = new Object();
  private final Waiting<Ticket> waiting = new Waiting<>();
  private final Map<Ticket, TextBatch.Running> running = new LinkedHashMap<>();
  private boolean isEnded;

  /// @param most answers in the making at a time
  public TextService(TextModel model, int most, Metrics metrics) {
    this.model = model;
    this.most = most;
    this.metrics = metrics;
  }

  @Override
  public TextModel model() {
    return model;
  }

  /// Begins to work.
  @Override
  public void start() {
    Thread.ofPlatform().daemon().name("serve-" + model.name()).start(this::work);
  }

  /// Asks for an answer.
  public Ticket submit(Request request, Priority priority) {
    Ticket ticket = new Ticket(request, priority);
    synchronized (lock) {
      waiting.add(ticket, priority, ticket.since);
      lock.notifyAll();
    }
    return ticket;
  }

  /// Requests of a priority that wait.
  @Override
  public int waiting(Priority priority) {
    synchronized (lock) {
      return waiting.count(priority);
    }
  }

  /// Ends after the step that is under way.
  @Override
  public void stop() {
    synchronized (lock) {
      isEnded = true;
      lock.notifyAll();
    }
  }

  private void work() {
    TextBatch batch = model.begin();
    while (await()) {
      try {
        admit(batch);
        cancel();
        batch.step();
        metrics.batch(model.name(), running.size(), batch.cacheBytes());
        settle();
      } catch (RuntimeException fault) {
        LOGGER.log(System.Logger.Level.WARNING, "a step of " + model.name() + " failed", fault);
        fail();
        batch = model.begin();
      }
    }
    fail();
  }

  /// Waits until there is something to do; false at the end.
  private boolean await() {
    synchronized (lock) {
      waiting.removeIf(Ticket::isCancelled);
      while (!isEnded && running.isEmpty() && waiting.isEmpty()) {
        metrics.batch(model.name(), 0, 0);
        try {
          lock.wait();
        } catch (InterruptedException asked) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return !isEnded;
    }
  }

  private @Nullable Ticket next() {
    synchronized (lock) {
      return running.size() < most ? waiting.poll() : null;
    }
  }

  private void admit(TextBatch batch) {
    for (Ticket ticket = next(); ticket != null; ticket = next()) {
      if (!ticket.isCancelled()) {
        join(batch, ticket);
      }
    }
  }

  private void join(TextBatch batch, Ticket ticket) {
    try {
      running.put(ticket, batch.join(ticket.request, new Listener(ticket)));
    } catch (IllegalArgumentException refused) {
      LOGGER.log(System.Logger.Level.WARNING, "a request was not taken", refused);
      ticket.tell(new Ticket.Event.Failed());
    }
  }

  /// Tells pieces on; the first one is measured.
  private final class Listener implements Consumer<String> {
    private final Ticket ticket;
    private boolean isFirst = true;

    Listener(Ticket ticket) {
      this.ticket = ticket;
    }

    @Override
    public void accept(String piece) {
      if (isFirst) {
        isFirst = false;
        metrics.firstToken(model.name(), (System.nanoTime() - ticket.since) / 1e9);
      }
      ticket.tell(new Ticket.Event.Piece(piece));
    }
  }

  private void cancel() {
    running.forEach(
        (ticket, generation) -> {
          if (ticket.isCancelled()) {
            generation.cancel();
          }
        });
  }

  private void settle() {
    Iterator<Map.Entry<Ticket, TextBatch.Running>> all = running.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Ticket, TextBatch.Running> entry = all.next();
      Answer answer = entry.getValue().answer();
      if (answer != null) {
        metrics.answered(model.name(), answer);
        entry.getKey().tell(new Ticket.Event.Done(answer));
        all.remove();
      }
    }
  }

  /// Nobody waits for what does not come.
  private void fail() {
    running.keySet().forEach(ticket -> ticket.tell(new Ticket.Event.Failed()));
    running.clear();
    synchronized (lock) {
      if (isEnded) {
        for (Ticket t = waiting.poll(); t != null; t = waiting.poll()) {
          t.tell(new Ticket.Event.Failed());
        }
      }
    }
  }
}
