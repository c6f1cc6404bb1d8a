package org.tosc.serve.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.Tensor;
import org.tosc.serve.metric.Metrics;
import org.tosc.serve.model.TensorModel;

/// A tensor model and the thread that runs it. Requests of equal element type and shape that come
/// within [#WINDOW] go to the model together.
public final class TensorService implements Service {
  /// How long the first request of a batch waits for others.
  public static final Duration WINDOW = Duration.ofMillis(5);

  private final TensorModel model;
  private final int most;
  private final Metrics metrics;
  private final Object lock = new Object();
  private final Waiting<Job> waiting = new Waiting<>();
  private boolean isEnded;

  /// A request on its way.
  ///
  /// @param result completes with a [TensorModel.Refused] where the model does not take it
  private record Job(Tensor input, Priority priority, CompletableFuture<Tensor> result) {
    boolean isLike(Job other) {
      return input.dtype() == other.input.dtype()
          && Arrays.equals(input.shape(), other.input.shape());
    }
  }

  /// @param most requests of a batch
  public TensorService(TensorModel model, int most, Metrics metrics) {
    this.model = model;
    this.most = most;
    this.metrics = metrics;
  }

  @Override
  public TensorModel model() {
    return model;
  }

  /// Begins to work.
  @Override
  public void start() {
    Thread.ofPlatform().daemon().name("serve-" + model.name()).start(this::work);
  }

  /// Asks for an answer. Who wants it no more cancels it.
  public CompletableFuture<Tensor> submit(Tensor input, Priority priority) {
    Job job = new Job(input, priority, new CompletableFuture<>());
    synchronized (lock) {
      waiting.add(job, priority, System.nanoTime());
      lock.notifyAll();
    }
    return job.result;
  }

  /// Requests of a priority that wait.
  @Override
  public int waiting(Priority priority) {
    synchronized (lock) {
      return waiting.count(priority);
    }
  }

  /// Ends after the batch that is under way.
  @Override
  public void stop() {
    synchronized (lock) {
      isEnded = true;
      lock.notifyAll();
    }
  }

  private void work() {
    for (List<Job> batch = next(); batch != null; batch = next()) {
      metrics.batch(model.name(), batch.size(), 0);
      answer(batch);
    }
  }

  private void answer(List<Job> batch) {
    try {
      List<Tensor> results = model.infer(batch.stream().map(Job::input).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result.complete(results.get(i));
      }
    } catch (TensorModel.Refused | RuntimeException fault) {
      batch.forEach(job -> job.result.completeExceptionally(fault));
    }
  }

  /// The next requests of one shape; null at the end.
  private @Nullable List<Job> next() {
    synchronized (lock) {
      try {
        while (!isEnded && waiting.isEmpty()) {
          lock.wait();
        }
        long until = System.nanoTime() + WINDOW.toNanos();
        for (long left = WINDOW.toMillis(); !isEnded && left > 0; left = left(until)) {
          lock.wait(left);
        }
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
        isEnded = true;
      }
      if (isEnded) {
        for (Job job = waiting.poll(); job != null; job = waiting.poll()) {
          job.result.cancel(false);
        }
        return null;
      }
      return alike();
    }
  }

  private static long left(long until) {
    return (until - System.nanoTime()) / 1_000_000;
  }

  private List<Job> alike() {
    List<Job> batch = new ArrayList<>();
    waiting.removeIf(job -> job.result.isCancelled());
    Job first = waiting.poll();
    if (first != null) {
      batch.add(first);
      waiting.removeIf(
          job -> {
            boolean joins = batch.size() < most && job.isLike(first);
            if (joins) {
              batch.add(job);
            }
            return joins;
          });
    }
    return batch;
  }
}
