package org.tosc.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.json.Json;
import org.tosc.serve.json.JsonText;

/// Chromium without a window, told what to do by its DevTools protocol.
final class Browser implements AutoCloseable {
  private static final Pattern SOCKET =
      Pattern.compile("\"webSocketDebuggerUrl\": \"(ws://[^\"]+/page/[^\"]+)\"");
  private static final long SECONDS = 60;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Long, CompletableFuture<Json>> answers = new ConcurrentHashMap<>();

  /// Where Chromium is; null where it is not installed.
  static Path find() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path path = Path.of(folder, name);
        if (Files.isExecutable(path)) {
          return path;
        }
      }
    }
    return null;
  }

  Browser(Path program, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox", // containers have none; the page is ours
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(profile.resolve("log")));
      }
      Thread.sleep(20);
    }
    String list = "http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list";
    socket = client.newWebSocketBuilder().buildAsync(page(list), new Listener()).get();
  }

  private static URI page(String list) throws Exception {
    while (true) {
      byte[] pages;
      try (InputStream in = URI.create(list).toURL().openStream()) {
        pages = in.readAllBytes();
      }
      Matcher matcher = SOCKET.matcher(new String(pages, StandardCharsets.UTF_8));
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
      Thread.sleep(20);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void hear(String message) {
    try {
      Json.Obj heard = (Json.Obj) JsonText.read(message.getBytes(StandardCharsets.UTF_8));
      if (heard.members().get("id") instanceof Json.Whole(var id)) {
        answers.get(id).complete(heard);
      }
    } catch (HttpFault tooDeep) {
      // An event that nobody waits for.
    }
  }

  private Json.Obj tell(String method, Json parameters) throws Exception {
    long id = numbers.incrementAndGet();
    CompletableFuture<Json> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Json message = Json.object("id", Json.of(id), "method", Json.of(method), "params", parameters);
    socket.sendText(message.text(), true).get();
    return (Json.Obj) answer.get(SECONDS, TimeUnit.SECONDS);
  }

  void open(String url) throws Exception {
    tell("Page.navigate", Json.object("url", Json.of(url)));
    await("document.readyState === 'complete' && location.href === '" + url + "'");
  }

  /// The value of an expression, as text.
  String value(String expression) throws Exception {
    Json.Obj answer =
        tell("Runtime.evaluate", Json.object("expression", Json.of("String(" + expression + ")")));
    Json.Obj result = (Json.Obj) answer.members().get("result");
    return ((Json.Str) ((Json.Obj) result.members().get("result")).members().get("value")).value();
  }

  /// Waits until an expression is true.
  void await(String expression) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!value(expression).equals("true")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(expression + "\n" + value("document.body.innerText"));
      }
      Thread.sleep(20);
    }
  }

  void type(String text) throws Exception {
    tell("Input.insertText", Json.object("text", Json.of(text)));
  }

  /// Presses a key.
  ///
  /// @param text what it writes; empty for nothing
  void press(String key, int code, String text) throws Exception {
    for (String kind : List.of("keyDown", "keyUp")) {
      tell(
          "Input.dispatchKeyEvent",
          Json.object(
              "type", Json.of(kind),
              "key", Json.of(key),
              "code", Json.of(key),
              "text", Json.of(kind.equals("keyDown") ? text : ""),
              "windowsVirtualKeyCode", Json.of(code)));
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    process.destroy();
    process.onExit().join();
  }
}
