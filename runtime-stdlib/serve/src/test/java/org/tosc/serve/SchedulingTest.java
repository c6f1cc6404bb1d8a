package org.tosc.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tosc.serve.http.Limits;
import org.tosc.serve.schedule.Priority;
import org.tosc.serve.schedule.Waiting;

/// Who is served when, with whom, and by which model.
class SchedulingTest {
  private static final long STEP = Waiting.STEP.toNanos();

  private final List<ModelServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(ModelServer::stop);
  }

  private Client start(Deployment deployment) throws IOException {
    ModelServer server = ModelServer.start(deployment);
    servers.add(server);
    return new Client(server.port());
  }

  private static String ask(String input, int tokens) {
    return "{\"input\": \"" + input + "\", \"max_tokens\": " + tokens + "}";
  }

  @Test
  void theBestPriorityIsNextAndOfEqualOnesTheOldest() {
    Waiting<String> waiting = new Waiting<>();
    long now = Long.MAX_VALUE - 2; // clocks of this kind may wrap
    for (Priority priority : List.of(Priority.IDLE, Priority.NORMAL, Priority.REALTIME)) {
      waiting.add("first " + priority, priority, now);
      waiting.add("second " + priority, priority, now + 1);
    }
    List<String> order = new ArrayList<>();
    for (String next = waiting.poll(); next != null; next = waiting.poll()) {
      order.add(next);
    }
    assertEquals(
        List.of(
            "first REALTIME",
            "second REALTIME",
            "first NORMAL",
            "second NORMAL",
            "first IDLE",
            "second IDLE"),
        order);
  }

  @Test
  void whoWaitsLongEnoughIsServedWhateverTheirPriority() {
    Waiting<String> waiting = new Waiting<>();
    waiting.add("idle", Priority.IDLE, 0);
    for (int i = 0; i < 5; i++) {
      waiting.add("realtime", Priority.REALTIME, i * STEP);
      assertEquals("realtime", waiting.poll());
    }
    waiting.add("realtime", Priority.REALTIME, 5 * STEP + 1);
    assertEquals("idle", waiting.poll());
  }

  @Test
  void prioritiesOfRequestsAreObeyed() throws Exception {
    EchoModel echo = new EchoModel("echo", 100, 20);
    Client client = start(Deployment.of(echo, 0).withBatch(1));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      all.add(pool.submit(() -> client.send(client.post("/infer", ask("running", 60)))));
      awaitOrder(echo, 1);
      all.add(
          pool.submit(() -> client.send(client.post("/infer", ask("low", 1), "X-Priority: low"))));
      awaitWaiting(client, "low");
      String realtime = "{\"input\": \"realtime\", \"max_tokens\": 1, \"priority\": \"REALTIME\"}";
      all.add(pool.submit(() -> client.send(client.post("/infer", realtime))));
      awaitWaiting(client, "realtime");
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(List.of("running", "realtime", "low"), echo.order);
    String wrong = client.post("/infer", ask("a", 1), "X-Priority: URGENT");
    assertEquals(400, client.send(wrong).status());
  }

  private static void awaitOrder(EchoModel echo, int count) throws InterruptedException {
    while (echo.order.size() < count) {
      Thread.sleep(1);
    }
  }

  private static void awaitWaiting(Client client, String priority) throws Exception {
    String line = "tosc_queue_length{priority=\"" + priority + "\"} 1\n";
    while (!client.get("/metrics").body().contains(line)) {
      Thread.sleep(1);
    }
  }

  @Test
  void requestsJoinTheBatchBetweenSteps() throws Exception {
    EchoModel echo = new EchoModel("echo", 100, 5);
    Client client = start(Deployment.of(echo, 0));
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Client.Answer>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(pool.submit(() -> client.send(client.post("/infer", ask("abc", 60)))));
        awaitOrder(echo, i + 1); // each comes while the others run
      }
      for (Future<Client.Answer> one : all) {
        assertEquals(200, one.get().status());
      }
    }
    assertTrue(echo.largestBatch.get() > 1, "the largest batch had " + echo.largestBatch);
    assertTrue(echo.steps.get() < 8 * 60, echo.steps + " steps");
  }

  @Test
  void tensorsOfOneShapeGoTogether() throws Exception {
    ScaleModel scale = new ScaleModel();
    Client client = start(Deployment.of(scale, 0).withLimits(Limits.USUAL.withInFlight(64)));
    try (ExecutorService pool = Executors.newFixedThreadPool(32)) {
      // Whether two come within 5 ms is up to the machine: again until it was so once.
      while (scale.largest.get() < 2) {
        List<Future<Client.Answer>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
          String input = i % 2 == 0 ? "[" + i + ", 1]" : "[" + i + "]";
          all.add(
              pool.submit(() -> client.send(client.post("/infer", "{\"input\": " + input + "}"))));
        }
        for (int i = 0; i < 32; i++) {
          String expected = "{\"output\":[" + 2.0 * i + (i % 2 == 0 ? ",2.0]" : "]");
          assertTrue(all.get(i).get().body().startsWith(expected), expected);
        }
      }
    }
    assertEquals(400, client.send(client.post("/infer", "{\"input\": [[1]]}")).status());
    assertEquals(400, client.send(client.post("/infer", "{\"input\": [[1], [1, 2]]}")).status());
    assertEquals(400, client.send(client.post("/v1/completions", "{\"prompt\": \"a\"}")).status());
    String overflow = "{\"shape\": [4294967296, 4294967296], \"dtype\": \"f32\", \"data\": []}";
    assertEquals(400, client.send(client.post("/infer", "{\"input\": " + overflow + "}")).status());
  }

  @Test
  void clientsStayWithTheirModelAndMetricsSayWhoGotHowMany() throws IOException {
    EchoModel a = new EchoModel("a", 100, 0);
    EchoModel b = new EchoModel("b", 100, 0);
    Client client = start(Deployment.of(a, 0).withOther(b, 0.25));
    int toB = 0;
    for (int i = 0; i < 200; i++) {
      String first = model(client, "X-Client-Key: client-" + i);
      assertEquals(first, model(client, "X-Client-Key: client-" + i));
      toB += first.equals("b") ? 1 : 0;
    }
    // 200 draws of 0.25 lie within 5 standard deviations, 31, of 50.
    assertTrue(toB > 19 && toB < 81, toB + " of 200");
    String metrics = client.get("/metrics").body();
    assertEquals(2L * toB, number(metrics, "tosc_model_requests_total{model=\"b\"}"));
    assertEquals(2L * (200 - toB), number(metrics, "tosc_model_requests_total{model=\"a\"}"));
    String named = client.post("/infer", ask("x", 1).replace("{", "{\"model\": \"b\", "));
    assertTrue(client.send(named).body().contains("\"model\":\"b\""));
    String unknown = client.post("/infer", ask("x", 1).replace("{", "{\"model\": \"c\", "));
    assertEquals(404, client.send(unknown).status());
  }

  private static String model(Client client, String key) throws IOException {
    String body = client.send(client.post("/infer", ask("x", 1), key)).body();
    return body.contains("\"model\":\"b\"") ? "b" : "a";
  }

  private static long number(String metrics, String series) {
    Matcher line = Pattern.compile(Pattern.quote(series) + " (\\d+)").matcher(metrics);
    assertTrue(line.find(), series);
    return Long.parseLong(line.group(1));
  }

  /// Prometheus' text format 0.0.4: comments, or a name, labels and a number.
  @Test
  void metricsAreWhatPrometheusReads() throws IOException {
    Client client = start(Deployment.of(new EchoModel("e\"\\", 100, 1), 0));
    assertEquals(200, client.send(client.post("/infer", ask("ab", 10))).status());
    assertEquals(404, client.get("/nothing\"here").status());
    String text = client.get("/metrics").body();
    Pattern sample =
        Pattern.compile(
            "[a-z_:][a-z0-9_:]*(\\{([a-z]+=\"([^\"\\\\\\n]|\\\\[\\\\n\"])*\",?)+})? [0-9.E+-]+");
    for (String line : text.split("\n", -1)) {
      boolean isComment = line.startsWith("# HELP ") || line.startsWith("# TYPE ");
      assertTrue(line.isEmpty() || isComment || sample.matcher(line).matches(), line);
    }
    assertEquals(1, number(text, "tosc_requests_total{route=\"/infer\",status=\"200\"}"));
    assertEquals(1, number(text, "tosc_requests_total{route=\"refused\",status=\"404\"}"));
    assertEquals(10, number(text, "tosc_tokens_total{model=\"e\\\"\\\\\"}"));
    assertEquals(1, number(text, "tosc_first_token_seconds_count{model=\"e\\\"\\\\\"}"));
  }
}
