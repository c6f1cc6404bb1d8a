package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// `deploy` in programs, asked over HTTP: a real model out of a real file, if one of random
/// weights.
@Timeout(300)
final class DeployTest {
  private static final Pattern URL = Pattern.compile("url (http://\\S+)");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private @Nullable Session started;

  /// A program that runs until its servers are stopped.
  private CompletableFuture<Session> start(String program, Policy policy) {
    Module module =
        Compiler.compile(
                new Source("serve.pseudo", program), Compiler.Language.PSEUDOCODE, SourceStore.NONE)
            .module();
    assertNotNull(module);
    Session session =
        Session.builder()
            .out(out)
            .interactive(true)
            .policy(policy)
            .directory(folder)
            .engine(Programs.tensors())
            .models(new ModelStatements(new EngineCompute("jvm", 1)))
            .devices(Programs.devices(policy))
            .build();
    started = session;
    CompletableFuture<Session> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                session.run(
                    () -> {
                      Programs.load(module, "jvm").call(Module.MAIN);
                      session.out().flush();
                      session.models().awaitServers();
                      return "";
                    });
                end.complete(session);
              } catch (Exception fault) {
                end.completeExceptionally(fault);
              }
            });
    return end;
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String url(CompletableFuture<Session> program) throws Exception {
    Matcher url = URL.matcher(printed());
    while (!url.find()) {
      if (program.isDone()) {
        program.get();
      }
      Thread.sleep(10);
      url = URL.matcher(printed());
    }
    return url.group(1);
  }

  private static HttpResponse<String> post(String url, String json)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /// As `infer` has it: nothing is dropped, and it is computed on the device of the block.
  @Test
  void aServedModelIsAskedAsByInfer() throws Exception {
    CompletableFuture<Session> program =
        start(
            """
            model Net:
                layer forward(x):
                    print "on " + monitor["device"]
                    return dropout(x, 0.9)
            with device "interp":
                deploy Net() on port 0 as server
            print "url " + server.url
            """,
            Policy.PERMISSIVE);
    String answer = post(url(program) + "infer", "{\"input\": [1, 2, 3, 4, 5, 6, 7, 8]}").body();
    assertTrue(answer.contains("[1.0,2.0,3.0,4.0,5.0,6.0,7.0,8.0]"), answer);
    assertTrue(printed().contains("on interp"), printed());
    program.cancel(true);
  }

  /// A model whose numbers are none says so, to the program and to clients, and says no token.
  @Test
  void aModelWithoutNumbersSaysSo() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    CompletableFuture<Session> program =
        start(
            """
            m = load "talking.gguf"
            save m to "w.safetensors"
            w = load "w.safetensors"
            w["output.weight"] = w["output.weight"] * (0.0 / 0.0)
            m.load_state(w)
            try
              infer m with "abc": max_tokens = 3
            catch e
              print e.kind + ": " + e.message
            end
            deploy m on port 0 as server
            print "url " + server.url
            """,
            Policy.PERMISSIVE);
    String url = url(program);
    HttpResponse<String> whole = post(url + "v1/completions", "{\"prompt\": \"abc\"}");
    assertEquals(500, whole.statusCode(), whole.body());
    assertTrue(whole.body().contains("computes no numbers"), whole.body());
    HttpResponse<String> stream =
        post(url + "v1/completions", "{\"prompt\": \"abc\", \"stream\": true}");
    assertEquals(500, stream.statusCode(), stream.body());
    program.cancel(true);
    assertTrue(
        printed().contains("ValueError: the model computes no numbers: its logits are NaN"),
        printed());
  }

  @Test
  void aLoadedModelSaysWhatInferSays() throws Exception {
    Path file = TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    LanguageModel model = LanguageModels.open(file, Engines.compute("jvm"));
    Request request = new Request(model.prompt("Hello"), 20, Sampling.GREEDY, List.of());
    String expected = model.answer(request, _ -> true).text();
    CompletableFuture<Session> program =
        start(
            """
            load "talking.gguf" as m
            deploy m on port 0 as server, batch = 4
            print "url " + server.url
            """,
            Policy.PERMISSIVE);
    String url = url(program);
    String settings = ", \"max_tokens\": 20, \"temperature\": 0}";
    String plain = post(url + "infer", "{\"input\": \"Hello\"" + settings).body();
    assertTrue(plain.contains("\"model\":\"talking\""), plain);
    String text = "\"output\":" + quoted(expected);
    assertTrue(plain.startsWith("{" + text), plain + " lacks " + text);
    String completion = post(url + "v1/completions", "{\"prompt\": \"Hello\"" + settings).body();
    assertTrue(completion.contains("\"text\":" + quoted(expected)), completion);
    program.cancel(true);
  }

  /// A model and what became of it in training have one file's name.
  @Test
  void twoModelsOfOneNameAreToldApart() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    CompletableFuture<Session> program =
        start(
            """
            load "talking.gguf" as base
            load "talking.gguf" as tuned
            deploy base on port 0 as server, name = "base \\"1\\"", other = tuned,
                other_name = "tuned", split = 1
            print "url " + server.url
            """,
            Policy.PERMISSIVE);
    String url = url(program);
    String asked = "{\"input\": \"Hello\", \"max_tokens\": 2}";
    String shared = post(url + "infer", asked).body();
    assertTrue(shared.contains("\"model\":\"tuned\""), shared);
    String served = get(url + "v1/models");
    assertTrue(served.contains("\"base \\\"1\\\"\"") && served.contains("\"tuned\""), served);
    String counted = get(url + "metrics");
    assertTrue(counted.contains("tosc_model_requests_total{model=\"tuned\"} 1"), counted);
    assertFalse(counted.contains("talking"), counted);
    program.cancel(true);
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /// As JSON has it, by the letter of RFC 8259 and jackson's choice of what to escape.
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> out.append(c < ' ' ? "\\u%04X".formatted((int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  @Test
  void aModelOfTheProgramAnswersWithTensors() throws Exception {
    CompletableFuture<Session> program =
        start(
            """
            model Net:
                W = param([2, 3])
                layer forward(x):
                    return x @ ones([2, 3])
            deploy Net() on port 0 as server
            print "url " + server.url
            """,
            Policy.PERMISSIVE);
    String url = url(program);
    HttpResponse<String> answer = post(url + "infer", "{\"input\": [[1, 2], [0.5, 0]]}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(
        answer.body().startsWith("{\"output\":[[3.0,3.0,3.0],[0.5,0.5,0.5]]"), answer.body());
    String flat = "{\"shape\": [1, 2], \"dtype\": \"f32\", \"data\": [1, 1]}";
    String same = post(url + "infer", "{\"input\": " + flat + "}").body();
    assertTrue(
        same.startsWith("{\"output\":{\"shape\":[1,3],\"dtype\":\"f32\",\"data\":[2.0,2.0,2.0]}"),
        same);
    // The shapes do not fit: the program's own error, and no stack trace.
    HttpResponse<String> wrong = post(url + "infer", "{\"input\": [1, 2, 3, 4]}");
    assertEquals(400, wrong.statusCode(), wrong.body());
    program.cancel(true);
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeTheProgramStops() throws Exception {
    CompletableFuture<Session> program =
        start(
            """
            model Slow:
                layer forward(x):
                    write_file("asked", "")
                    while not exists("go"): sleep(0.01)
                    print "answered"
                    return x + x
            deploy Slow() on port 0 as server
            print "url " + server.url
            """,
            Policy.PERMISSIVE);
    String url = url(program);
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                status.complete(post(url + "infer", "{\"input\": [1, 2]}").statusCode());
              } catch (IOException | InterruptedException fault) {
                status.completeExceptionally(fault);
              }
            });
    while (!Files.exists(folder.resolve("asked"))) {
      Thread.sleep(5);
    }
    Objects.requireNonNull(started).interrupt();
    Files.createFile(folder.resolve("go"));
    assertEquals(200, status.get());
    program.get();
    assertTrue(printed().endsWith("answered\n"), printed());
  }

  /// A number is a tensor of no axes; anything else is the model's mistake, told without a trace.
  /// What this machine lacks is not the client's fault, and not the client's to know.
  @ParameterizedTest
  @CsvSource({"5, 200", "2.5, 200", "\"text\", 400", "nil, 400", "'read_file(\"none.txt\")', 500"})
  void whatAModelGivesIsATensorOrANumber(String given, int status) throws Exception {
    CompletableFuture<Session> program =
        start(
            """
            model Net:
                layer forward(x):
                    return %s
            deploy Net() on port 0 as server
            print "url " + server.url
            """
                .formatted(given),
            Policy.PERMISSIVE);
    HttpResponse<String> said = post(url(program) + "infer", "{\"input\": [1, 2]}");
    assertEquals(status, said.statusCode(), said.body());
    assertFalse(said.body().contains("none.txt"), said.body());
    program.cancel(true);
  }

  @Test
  void aServerCanBeStoppedAndABusyPortIsCaught() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    start(
            """
            load "talking.gguf" as m
            deploy m on port 0 as server
            try
              deploy m on port server.port
            catch e
              print e.kind + ": " + str(e.message).replace(str(server.port), "PORT")
            end
            try
              deploy m on port 0, listen = "0.0.0.0"
            catch e
              print e.kind
            end
            try
              deploy 5 on port 0
            catch e
              print e.kind
            end
            print server.requests
            server.stop()
            """,
            Policy.PERMISSIVE)
        .get();
    assertEquals(
        """
        IOError: cannot serve on port PORT: it is in use by another program
        ValueError
        TypeError
        0
        """,
        printed());
  }

  @Test
  void aPolicyThatDoesNotAllowItIsObeyed() throws Exception {
    start(
            """
            try
              deploy 5 on port 0
            catch e
              print e.kind
            end
            """,
            Policy.STANDARD)
        .get();
    assertEquals("PermissionDenied\n", printed());
  }
}
