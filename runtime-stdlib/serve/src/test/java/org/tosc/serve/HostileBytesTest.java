package org.tosc.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tosc.serve.http.Limits;

/// Bytes that no friend sends: rows 8 to 16 of the table "deploy" of reliability.md.
class HostileBytesTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String ASK = "{\"input\": \"ab\", \"max_tokens\": 4}";

  private ModelServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    Limits limits = Limits.USUAL.withHeader(SHORT).withRequest(Duration.ofSeconds(2));
    EchoModel echo = new EchoModel("echo", 100, 0);
    server = ModelServer.start(Deployment.of(echo, 0).withLimits(limits));
    client = new Client(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    // Whatever came, the next one is served.
    assertEquals(200, client.send(client.post("/infer", ASK)).status());
    server.stop();
  }

  private String head(String... fields) {
    return "POST /infer HTTP/1.1\r\n"
        + client.host()
        + "Content-Type: application/json\r\n"
        + String.join("\r\n", fields)
        + "\r\n\r\n";
  }

  @Test
  void slowHeaders() throws IOException {
    assertEquals(408, client.send("POST /infer HTTP/1.1\r\nHos").status());
    // Who drips is as late as who stops: the time is for the whole head.
    try (Socket socket = client.open()) {
      assertEquals(408, drip(socket, "POST /infer HTTP/1.1\r\n" + "X: y\r\n".repeat(1000)));
    }
  }

  @Test
  void slowBody() throws IOException {
    assertEquals(408, client.send(head("Content-Length: 100") + "{").status());
    try (Socket socket = client.open()) {
      Client.write(socket, head("Content-Length: 1000"));
      assertEquals(408, drip(socket, " ".repeat(1000)));
    }
  }

  /// Sends one byte after the other until the server answers.
  private static int drip(Socket socket, String bytes) throws IOException {
    for (int i = 0; i < bytes.length() && socket.getInputStream().available() == 0; i++) {
      try {
        Client.write(socket, bytes.substring(i, i + 1));
        Thread.sleep(10);
      } catch (SocketException closed) {
        break;
      } catch (InterruptedException asked) {
        throw new IOException(asked);
      }
    }
    return Client.read(socket.getInputStream()).status();
  }

  @Test
  void contentLengthOfOneGibibyte() throws IOException {
    assertEquals(413, client.send(head("Content-Length: 1073741824")).status());
    assertEquals(413, client.send(head("Content-Length: 1048577")).status());
    for (String wrong : List.of("-1", "+5", "1e3", "0x10", "9".repeat(19), "", "5, 5")) {
      assertEquals(400, client.send(head("Content-Length: " + wrong)).status(), wrong);
    }
  }

  @Test
  void endlessChunks() throws IOException {
    try (Socket socket = client.open()) {
      Client.write(socket, head("Transfer-Encoding: chunked"));
      String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
      for (int i = 0; i < 100_000 && socket.getInputStream().available() == 0; i++) {
        try {
          Client.write(socket, chunk);
        } catch (SocketException closed) {
          break;
        }
      }
      assertEquals(413, Client.read(socket.getInputStream()).status());
    }
    String chunked = head("Transfer-Encoding: chunked");
    assertEquals(413, client.send(chunked + "fffffffff\r\n").status());
    assertEquals(413, client.send(chunked + "7fffffff\r\n").status());
    for (String wrong :
        List.of("zz\r\n", "-1\r\n", "\r\n", "5;a=b\r\n", "2\nab\r\n", "2\r\nabc\r\n")) {
      assertEquals(400, client.send(chunked + wrong).status(), wrong);
    }
    String cut = "5\r\n{\"inp\r\n" + Integer.toHexString(ASK.length() - 5) + "\r\n";
    String whole = chunked + cut + ASK.substring(5) + "\r\n0\r\n\r\n";
    assertEquals(200, client.send(whole).status());
  }

  @Test
  void chunkedWithContentLength() throws IOException {
    String both = head("Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n";
    assertEquals(400, client.send(both).status());
    String turned = head("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n";
    assertEquals(400, client.send(turned).status());
    for (String coding : List.of("gzip, chunked", "xchunked", "chunked, identity", "identity")) {
      assertEquals(501, client.send(head("Transfer-Encoding: " + coding)).status(), coding);
    }
  }

  @Test
  void duplicateContentLength() throws IOException {
    assertEquals(400, client.send(head("Content-Length: 2", "Content-Length: 3")).status());
    assertEquals(400, client.send(head("Content-Length: 2", "content-length: 2")).status());
  }

  @Test
  void nulOrBareLineFeedInHeader() throws IOException {
    List<String> wrong =
        List.of(
            head("X: a\0b", "Content-Length: 0"),
            head("X\0: a", "Content-Length: 0"),
            head("X: a\nContent-Length: 0"),
            head("X: a\rY: b", "Content-Length: 0"),
            head("X : a", "Content-Length: 0"),
            head("X: a", " folded", "Content-Length: 0"),
            head(": a", "Content-Length: 0"),
            head("X", "Content-Length: 0"),
            head("X: \u007f", "Content-Length: 0"),
            "POST /infer HTTP/1.1\nHost: localhost\n\n",
            "POST  /infer HTTP/1.1\r\n\r\n",
            "POST /in\0fer HTTP/1.1\r\n\r\n",
            "POST http://localhost/infer HTTP/1.1\r\n\r\n",
            "\r\n\r\n");
    for (String head : wrong) {
      assertEquals(400, client.send(head).status(), head);
    }
    assertEquals(505, client.send("GET / HTTP/1.0\r\n\r\n").status());
    assertEquals(431, client.send(head("X: " + "a".repeat(17_000))).status());
    assertEquals(431, client.send("GET /" + "a".repeat(17_000)).status());
    assertEquals(431, client.send(head("X: y\r\n".repeat(200) + "X: y")).status());
  }

  @Test
  void tenThousandConnections() throws IOException {
    boolean hasFiles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() > 11_000;
    assumeTrue(hasFiles, "not checked: this process may not open 10,000 sockets");
    List<Socket> sockets = new ArrayList<>();
    int full = 0;
    try {
      for (int i = 0; i < 10_000; i++) {
        sockets.add(client.open());
      }
      for (Socket socket : sockets) {
        full += Client.read(socket.getInputStream()).status() == 503 ? 1 : 0;
      }
      // There is room for 64 at a time; the rest is told so, but for who was cut off.
      assertTrue(full > 1_000, full + " were told that there is no room");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    // Those with room said nothing, and their time is over.
    int status = 503;
    while (status == 503) {
      status = client.get("/health").status();
    }
    assertEquals(200, status);
  }

  /// What is wrong is told with the number that was sent.
  @Test
  void wrongSettingsAreToldAsTheyWereSent() throws IOException {
    told("/infer", "\"input\": \"a\", \"top_k\": -5", "`top_k` is 0 or more, found -5");
    told("/infer", "\"input\": \"a\", \"top_p\": 0", "`top_p` is above 0 and at most 1, found 0");
    told(
        "/infer",
        "\"input\": \"a\", \"temperature\": -0.5",
        "`temperature` is from 0 to 100, found -0.5");
    told("/v1/completions", "\"prompt\": [1, 2, 3]", "`prompt` is one string");
    told("/v1/completions", "\"prompt\": [\"a\", \"b\"]", "`prompt` is one string");
    told("/infer", "\"input\": 5", "`input` is one string");
  }

  private void told(String path, String members, String expected) throws IOException {
    Client.Answer answer = client.send(client.post(path, "{" + members + "}"));
    assertEquals(400, answer.status(), members);
    String message = "\"message\":\"" + expected + "\"";
    assertTrue(answer.body().contains(message), answer.body());
  }

  @Test
  void invalidUtf8DeepJsonDuplicateKeysHugeNumber() throws IOException {
    List<String> wrong =
        List.of(
            "{\"input\": \"\u00ff\u00fe\"}",
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            "{\"input\": \"a\", \"input\": \"b\"}",
            "{\"input\": \"a\", \"seed\": " + "9".repeat(10_000) + "}",
            "{\"input\": \"a\", \"seed\": 1e999}",
            "{\"input\": \"a\", \"max_tokens\": 9223372036854775808}",
            "{\"input\": \"a\", \"max_tokens\": -1}",
            "{\"input\": \"a\", \"max_tokens\": 1.5}",
            "{\"input\": \"a\", \"temperature\": NaN}",
            "{\"input\": \"a\", \"surprise\": 1}",
            "{\"" + "n".repeat(1_000) + "\": 1}",
            "{\"input\": 5}",
            "{\"input\": \"\"}",
            "{\"input\": \"a\"} {}",
            "{\"input\": \"a\"",
            "\"a\"",
            "null",
            "",
            "\u00ef\u00bb\u00bf{}");
    for (String json : wrong) {
      // A character here is a byte there.
      String post = head("Content-Length: " + json.length()) + json;
      Client.Answer answer = client.send(post);
      assertEquals(400, answer.status(), json.substring(0, Math.min(60, json.length())));
      assertTrue(answer.body().startsWith("{\"error\":{\"message\":\""), answer.body());
      for (String inside : List.of("Exception", ".java", "at org.", "/work", "jackson")) {
        assertEquals(-1, answer.body().indexOf(inside), answer.body());
      }
    }
  }
}
