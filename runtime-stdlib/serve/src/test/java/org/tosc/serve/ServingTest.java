package org.tosc.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tosc.serve.http.Limits;

/// Requests by the thousand: rows 17 to 21 of the table "deploy" of reliability.md.
class ServingTest {
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
  void millionTokenPrompt() throws IOException {
    EchoModel echo = new EchoModel("echo", 100, 0);
    Client client = start(Deployment.of(echo, 0));
    Client.Answer answer = client.send(client.post("/infer", ask("a".repeat(1_000_000), 1)));
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains("context of 100 tokens"), answer.body());
    assertEquals(0, echo.encoded.get(), "it was not even cut into tokens");
    assertEquals(400, client.send(client.post("/infer", ask("a".repeat(101), 1))).status());
    String chat =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"" + "a".repeat(900_000) + "\"}]}";
    assertEquals(400, client.send(client.post("/v1/chat/completions", chat)).status());
    assertEquals(0, echo.steps.get());
    assertEquals(200, client.send(client.post("/infer", ask("a".repeat(100), 1))).status());
  }

  @Test
  void clientGoneMidStream() throws IOException, InterruptedException {
    EchoModel echo = new EchoModel("echo", 100, 5);
    Client client = start(Deployment.of(echo, 0));
    String endless = "{\"prompt\": \"ab\", \"max_tokens\": 1000000, \"stream\": true}";
    try (Socket socket = client.open()) {
      Client.write(socket, client.post("/v1/completions", endless));
      assertEquals('H', socket.getInputStream().read());
    }
    // And one that waits for the whole answer.
    try (Socket socket = client.open()) {
      Client.write(socket, client.post("/infer", ask("ab", 1_000_000)));
      while (echo.order.size() < 2) {
        Thread.sleep(1);
      }
    }
    while (echo.cancelled.get() < 2) {
      Thread.sleep(1); // a test that hangs fails
    }
    assertEquals(200, client.send(client.post("/infer", ask("ab", 2))).status());
  }

  /// As clients write whole numbers whose numbers are all floating-point.
  @Test
  void aWholeNumberMayHaveAPoint() throws IOException {
    Client client = start(Deployment.of(new EchoModel("echo", 100, 0), 0));
    String two = "{\"prompt\": \"abc\", \"max_tokens\": %s}";
    Client.Answer answer = client.send(client.post("/v1/completions", two.formatted("2.0")));
    assertEquals(200, answer.status(), answer.body());
    assertEquals("ab", Streams.texts(answer.body()));
    for (String wrong : List.of("2.5", "1e300", "-2.0", "\"2\"")) {
      assertEquals(
          400, client.send(client.post("/v1/completions", two.formatted(wrong))).status(), wrong);
    }
  }

  /// A stream has its status already, so that the fault is its last event.
  @Test
  void aStreamThatBreaksOffSaysWhy() throws Exception {
    EchoModel echo = new EchoModel("echo", 100, 0);
    echo.stallsAfter = 2;
    Limits limits = Limits.USUAL.withRequest(Duration.ofMillis(300));
    Client client = start(Deployment.of(echo, 0).withLimits(limits));
    String stream = "{\"prompt\": \"ab\", \"max_tokens\": 10, \"stream\": true}";
    try (Socket socket = client.open()) {
      Client.write(socket, client.post("/v1/completions", stream));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(all.startsWith("HTTP/1.1 200 OK"), all);
      assertEquals("ab", Streams.texts(all), all);
      assertTrue(
          all.contains("data: {\"error\":{\"message\":\"the answer did not come in time\""), all);
      assertFalse(all.contains("[DONE]"), all);
    }
  }

  @Test
  void thousandMixedRequestsWithoutCrossTalk() throws Exception {
    Limits limits = Limits.USUAL.withInFlight(64);
    Client client =
        start(
            Deployment.of(new EchoModel("echo", 1000, 0), 0)
                .withOther(new ScaleModel(), 0)
                .withLimits(limits));
    try (ExecutorService pool = Executors.newFixedThreadPool(32)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int number = i;
        all.add(pool.submit(() -> mixed(client, number)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static Void mixed(Client client, int i) throws IOException {
    String own = "<" + i + ">";
    switch (i % 6) {
      case 0 -> {
        String answer = client.send(client.post("/infer", ask(own, 2 * own.length()))).body();
        assertTrue(answer.contains("{\"output\":\"" + own + own + "\""), answer);
      }
      case 1 -> {
        String stream = "{\"prompt\": \"" + own + "\", \"max_tokens\": 12, \"stream\": true}";
        String answer = client.send(client.post("/v1/completions", stream)).body();
        assertEquals(own.repeat(12).substring(0, 12), Streams.texts(answer));
        assertTrue(answer.endsWith("data: [DONE]\n\n"), answer);
      }
      case 2 -> {
        String json = "{\"model\": \"scale\", \"input\": [" + i + ", 0.5]}";
        String answer = client.send(client.post("/infer", json)).body();
        assertTrue(answer.startsWith("{\"output\":[" + 2.0 * i + ",1.0]"), answer);
      }
      case 3 -> assertEquals(400, client.send(client.post("/infer", "{" + own)).status());
      case 4 -> assertEquals(200, client.get("/metrics").status());
      default -> {
        String chat =
            "{\"messages\": [{\"role\": \"user\", \"content\": \""
                + own
                + "\"}], \"max_tokens\": 5}";
        String answer = client.send(client.post("/v1/chat/completions", chat)).body();
        assertTrue(answer.contains("\"content\":\"" + own.repeat(5).substring(0, 5)), answer);
      }
    }
    return null;
  }

  @Test
  void shutdownUnderLoad() throws Exception {
    EchoModel echo = new EchoModel("echo", 100, 2);
    Client client = start(Deployment.of(echo, 0));
    ModelServer server = servers.getFirst();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(pool.submit(() -> askUntilClosed(client)));
      }
      while (server.requests() < 20) {
        Thread.sleep(1);
      }
      server.stop();
      int answered = 0;
      for (Future<Integer> one : all) {
        answered += one.get();
      }
      assertNotEquals(0, answered);
    }
    assertFalse(server.isRunning());
    assertThrows(IOException.class, () -> client.get("/health"));
  }

  /// Every answer is whole, or there is none.
  private static int askUntilClosed(Client client) {
    int answered = 0;
    while (true) {
      Client.Answer answer;
      try {
        answer = client.send(client.post("/infer", ask("abc", 20)));
      } catch (IOException closed) {
        assertFalse(String.valueOf(closed.getMessage()).contains("in the middle"));
        return answered;
      }
      if (answer.status() == 0) {
        return answered;
      }
      assertEquals(200, answer.status(), answer.body());
      assertTrue(answer.body().contains("\"abcabcabcabcabcabcab\""), answer.body());
      answered++;
    }
  }

  /// The JDK's server reads its limits from system properties; ours has no way to be without any.
  @Test
  void limitsSetEvenIfTheCodeForgets() throws IOException {
    Client client = start(Deployment.of(new EchoModel("echo", 100, 0), 0));
    String field = "X: " + "a".repeat(17_000) + "\r\n\r\n";
    assertEquals(431, client.send("GET / HTTP/1.1\r\n" + field).status());
    String post = client.post("/infer", ask("a", 1));
    assertEquals(413, client.send(post.replaceAll("Length: \\d+", "Length: 1048577")).status());
    Limits usual = Limits.USUAL;
    assertEquals(Duration.ofSeconds(5), usual.header());
    assertEquals(Duration.ofSeconds(60), usual.request());
    assertEquals(List.of(64, 16), List.of(usual.connections(), usual.inFlight()));
    assertThrows(IllegalArgumentException.class, () -> usual.withBodyBytes(0));
    assertThrows(IllegalArgumentException.class, () -> usual.withBodyBytes(-1));
    assertThrows(IllegalArgumentException.class, () -> usual.withConnections(Integer.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> usual.withHeader(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> usual.withRequest(Duration.ofDays(365)));
  }

  @Test
  void moreThanTheRoomInFlightIsTurnedAway() throws Exception {
    EchoModel echo = new EchoModel("echo", 100, 5);
    Client client = start(Deployment.of(echo, 0));
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Socket socket = client.open();
      sockets.add(socket);
      Client.write(socket, client.post("/infer", ask("ab", 100_000)));
    }
    while (echo.order.size() < 16) {
      Thread.sleep(1);
    }
    Client.Answer answer = client.send(client.post("/infer", ask("ab", 1)));
    assertEquals(503, answer.status());
    assertEquals("1", answer.field("Retry-After"));
    assertEquals(200, client.get("/health").status(), "who asks for no model is answered");
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
