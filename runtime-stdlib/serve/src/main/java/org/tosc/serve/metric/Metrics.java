package org.tosc.serve.metric;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.tosc.models.generate.Answer;

/// The server's counters. Labels are routes and models that the server knows, never what a client
/// says: a client cannot make new series.
public final class Metrics {
  private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<String, OfModel> models = new ConcurrentSkipListMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder total = new LongAdder();

  /// What is counted of a model.
  private static final class OfModel {
    private final LongAdder requests = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final AtomicLong cacheBytes = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final Histogram first =
        new Histogram(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);
    private final Histogram speed = new Histogram(0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
    private final Histogram batches = new Histogram(1, 2, 4, 8, 16, 32, 64, 128);
  }

  private OfModel of(String model) {
    return models.computeIfAbsent(model, _ -> new OfModel());
  }

  /// A request was answered.
  ///
  /// @param route one of the server's, or `other`
  public void request(String route, int status) {
    total.increment();
    String labels = "route=\"" + route + "\",status=\"" + status + "\"";
    requests.computeIfAbsent(labels, _ -> new LongAdder()).increment();
  }

  /// Requests that were answered or refused.
  public long total() {
    return total.sum();
  }

  /// Requests for models that wait or run.
  public AtomicInteger inFlight() {
    return inFlight;
  }

  /// A request goes to a model.
  public void chosen(String model) {
    of(model).requests.increment();
  }

  /// A step was computed.
  public void batch(String model, int size, long cacheBytes) {
    OfModel counted = of(model);
    counted.cacheBytes.set(cacheBytes);
    counted.running.set(size);
    if (size > 0) {
      counted.batches.add(size);
    }
  }

  /// The first token of an answer came.
  public void firstToken(String model, double seconds) {
    of(model).first.add(seconds);
  }

  /// An answer is there.
  public void answered(String model, Answer answer) {
    OfModel counted = of(model);
    counted.promptTokens.add(answer.promptTokens());
    counted.tokens.add(answer.tokens());
    if (answer.tokens() > 1 && answer.seconds() > 0) {
      counted.speed.add((answer.tokens() - 1) / answer.seconds());
    }
  }

  /// All of it.
  ///
  /// @param waiting requests that wait, by priority
  public String text(Map<String, Integer> waiting) {
    StringBuilder out = new StringBuilder();
    head(out, "tosc_requests_total", "counter", "Requests by route and status.");
    requests.forEach(
        (labels, n) -> Histogram.line(out, "tosc_requests_total", labels, (double) n.sum()));
    head(out, "tosc_in_flight", "gauge", "Requests for models that wait or run.");
    Histogram.line(out, "tosc_in_flight", "", inFlight.get());
    head(out, "tosc_queue_length", "gauge", "Requests that wait, by priority.");
    waiting.forEach(
        (name, n) -> Histogram.line(out, "tosc_queue_length", "priority=\"" + name + "\"", n));
    ofModels(out);
    return out.toString();
  }

  private void ofModels(StringBuilder out) {
    each(out, "tosc_model_requests_total", "counter", "Requests by model.", m -> m.requests.sum());
    each(
        out,
        "tosc_prompt_tokens_total",
        "counter",
        "Tokens that were read.",
        m -> m.promptTokens.sum());
    each(out, "tosc_tokens_total", "counter", "Tokens that were said.", m -> m.tokens.sum());
    each(out, "tosc_running", "gauge", "Requests of the last step.", m -> m.running.get());
    each(out, "tosc_kv_cache_bytes", "gauge", "Keys and values.", m -> m.cacheBytes.get());
    histogram(out, "tosc_first_token_seconds", "From a request to its first token.", m -> m.first);
    histogram(out, "tosc_tokens_per_second", "How fast an answer comes.", m -> m.speed);
    histogram(out, "tosc_batch_size", "Requests that a step computes.", m -> m.batches);
  }

  private interface Count {
    long of(OfModel model);
  }

  private interface Part {
    Histogram of(OfModel model);
  }

  private void each(StringBuilder out, String name, String type, String help, Count count) {
    head(out, name, type, help);
    models.forEach((model, m) -> Histogram.line(out, name, label(model), (double) count.of(m)));
  }

  private void histogram(StringBuilder out, String name, String help, Part part) {
    head(out, name, "histogram", help);
    models.forEach((model, m) -> part.of(m).write(name, label(model), out));
  }

  private static String label(String model) {
    String escaped = model.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "model=\"" + escaped + "\"";
  }

  private static void head(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }
}
