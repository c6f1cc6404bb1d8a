package org.tosc.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may ask: rows 1 to 7 of the table "deploy" of reliability.md.
class AccessTest {
  private static final String TOKEN = "0123456789abcdef-secret";
  private static final String ASK = "{\"input\": \"ab\", \"max_tokens\": 4}";

  private final List<ModelServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(ModelServer::stop);
  }

  private ModelServer start(Deployment deployment) throws IOException {
    ModelServer server = ModelServer.start(deployment);
    servers.add(server);
    return server;
  }

  private static Deployment echo() {
    return Deployment.of(new EchoModel("echo", 100, 0), 0);
  }

  private Client plain() throws IOException {
    return new Client(start(echo()).port());
  }

  @Test
  void remoteBindRefused() {
    for (String address : List.of("0.0.0.0", "::", "192.0.2.1")) {
      Throwable refused =
          assertThrows(IllegalArgumentException.class, () -> echo().withListen(address, null));
      assertTrue(refused.getMessage().contains("token"), refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> echo().withListen("0.0.0.0", "short"));
  }

  @Test
  void secondInterfaceRefused() throws IOException {
    int port = start(echo()).port();
    List<InetAddress> others = new ArrayList<>(List.of(InetAddress.ofLiteral("127.0.0.2")));
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .forEach(others::add);
    for (InetAddress other : others) {
      assertThrows(ConnectException.class, () -> new Socket(other, port).close(), "" + other);
    }
  }

  @Test
  void bothLoopbackAddressesAnswer() throws IOException {
    int port = start(echo()).port();
    boolean hasSix = NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null;
    for (String address : hasSix ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1")) {
      try (Socket socket = new Socket(InetAddress.ofLiteral(address), port)) {
        Client.write(socket, "GET /health HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
        assertEquals(200, Client.read(socket.getInputStream()).status());
      }
    }
  }

  @Test
  void missingShortAndWrongToken() throws IOException {
    Client client = new Client(start(echo().withListen("127.0.0.1", TOKEN)).port());
    assertEquals(401, client.send(client.post("/infer", ASK)).status());
    List<String> wrong =
        List.of(
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer " + TOKEN.substring(1),
            "Bearer " + TOKEN + "x",
            "Bearer " + TOKEN.toUpperCase(java.util.Locale.ROOT),
            "Basic " + TOKEN);
    for (String given : wrong) {
      String post = client.post("/infer", ASK, "Authorization: " + given);
      assertEquals(401, client.send(post).status(), given);
    }
    assertEquals(401, client.get("/metrics").status());
    assertEquals(401, client.get("/v1/models").status());
    assertEquals("Bearer", client.get("/metrics").field("WWW-Authenticate"));
    String right = "Authorization: Bearer " + TOKEN;
    assertEquals(200, client.send(client.post("/infer", ASK, right)).status());
    assertEquals(200, client.get("/health").status());
    assertEquals(400, client.send(client.post("/infer", ASK, right, right)).status());
  }

  @Test
  void tokenInQuery() throws IOException {
    Client client = new Client(start(echo().withListen("127.0.0.1", TOKEN)).port());
    String right = "Authorization: Bearer " + TOKEN;
    for (String name : List.of("token", "access_token", "api_key", "x")) {
      String path = "/infer?" + name + "=" + TOKEN;
      Client.Answer answer = client.send(client.post(path, ASK));
      assertEquals(400, answer.status());
      assertFalse(answer.body().contains(TOKEN));
      assertEquals(400, client.send(client.post(path, ASK, right)).status());
    }
  }

  @Test
  void badHost() throws IOException {
    Client client = plain();
    int port = client.port();
    List<String> foreign =
        List.of(
            "evil.example",
            "evil.example:" + port,
            "localhost.evil.example:" + port,
            "127.0.0.1:1",
            "127.0.0.1.:" + port,
            "192.0.2.1:" + port,
            "localhost:" + port + "@evil.example",
            "");
    for (String host : foreign) {
      String head = "GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      assertEquals(421, client.send(head).status(), host);
    }
    assertEquals(400, client.send("GET /health HTTP/1.1\r\n\r\n").status());
    String twice = "GET /health HTTP/1.1\r\n" + client.host() + "Host: evil.example\r\n\r\n";
    assertEquals(400, client.send(twice).status());
    for (String host : List.of("localhost:" + port, "LOCALHOST", "[::1]:" + port, "127.0.0.1")) {
      String head = "GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      assertEquals(200, client.send(head).status(), host);
    }
  }

  @Test
  void foreignOrigin() throws IOException {
    Client client = plain();
    List<String> foreign =
        List.of(
            "https://evil.example",
            "null",
            "http://localhost:1",
            "https://localhost:" + client.port(),
            "http://localhost:" + client.port() + ".evil.example");
    for (String origin : foreign) {
      Client.Answer answer = client.send(client.post("/infer", ASK, "Origin: " + origin));
      assertEquals(403, answer.status(), origin);
      assertEquals("", answer.field("Access-Control-Allow-Origin"));
    }
    String own = "Origin: http://localhost:" + client.port();
    Client.Answer answer = client.send(client.post("/infer", ASK, own));
    assertEquals(200, answer.status());
    assertEquals("", answer.field("Access-Control-Allow-Origin"));
    // What a page may send without asking first has no JSON.
    String simple = client.post("/infer", ASK).replace("application/json", "text/plain");
    assertEquals(415, client.send(simple).status());
  }

  @Test
  void preflight() throws IOException {
    Client client = plain();
    String asks = "Access-Control-Request-Method: POST\r\n\r\n";
    String foreign = "OPTIONS /infer HTTP/1.1\r\n" + client.host();
    Client.Answer refused = client.send(foreign + "Origin: https://evil.example\r\n" + asks);
    assertEquals(403, refused.status());
    Client.Answer unknown = client.send(foreign + asks);
    assertEquals(405, unknown.status());
    for (Client.Answer answer : List.of(refused, unknown)) {
      assertFalse(answer.head().toLowerCase(java.util.Locale.ROOT).contains("access-control"));
    }
  }

  @Test
  void portBusySaysSo() throws IOException {
    int port = start(echo()).port();
    Deployment same = Deployment.of(new EchoModel("other", 100, 0), port);
    assertThrows(IOException.class, () -> ModelServer.start(same));
  }
}
