package org.tosc.driver.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.tosc.models.compute.Compute;
import org.tosc.models.weights.WeightFormat;
import org.tosc.serve.Deployment;
import org.tosc.serve.ModelServer;
import org.tosc.serve.http.Limits;

/// Streams from a server, many at a time: how many tokens a second, and how many errors.
///
/// `main FORMAT [THREADS [LAYERS WIDTH]]` measures 64 streams against one, on weights in a format
/// and the engine that programs use; [ServingLoadTest] is its short form. Without a width there are
/// 15 million weights, which a processor's caches hold; 12 layers of 1536 have 283 million, which
/// come from memory, as those of most models do.
final class ServingLoad {
  static final int STREAMS = 64;

  private ServingLoad() {}

  /// What came of some streams.
  ///
  /// @param tokens that all of them got
  /// @param errors streams that did not end as they should
  /// @param cpuSeconds of this process, server and clients: what a machine that others use too
  ///   leaves to be compared
  record Outcome(long tokens, int errors, double seconds, double cpuSeconds) {
    double tokensPerSecond() {
      return tokens / seconds;
    }

    double tokensPerCpuSecond() {
      return tokens / cpuSeconds;
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  static ModelServer start(Path file, Compute compute) throws IOException {
    ServedLanguageModel served = ServedLanguageModel.of("load", LanguageModels.open(file, compute));
    Limits limits = Limits.USUAL.withConnections(2 * STREAMS).withInFlight(STREAMS);
    return ModelServer.start(Deployment.of(served, 0).withLimits(limits).withBatch(STREAMS));
  }

  /// So many streams at the same time, each of so many tokens.
  static Outcome run(ModelServer server, int streams, int tokens) throws Exception {
    long begin = System.nanoTime();
    double cpu = cpuSeconds();
    long all = 0;
    int errors = 0;
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        int number = i;
        asked.add(pool.submit(() -> stream(client, server, number, tokens)));
      }
      for (Future<Integer> one : asked) {
        int got = one.get();
        all += Math.max(0, got);
        errors += got < 0 ? 1 : 0;
      }
    }
    return new Outcome(all, errors, (System.nanoTime() - begin) / 1e9, cpuSeconds() - cpu);
  }

  /// The tokens of a stream; -1 where it did not end as it should.
  private static int stream(HttpClient client, ModelServer server, int number, int tokens) {
    String json =
        "{\"prompt\": \"stream "
            + number
            + "\", \"stream\": true, \"stream_options\": {\"include_usage\": true},"
            + " \"seed\": 1, \"max_tokens\": "
            + tokens
            + "}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "v1/completions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<Stream<String>> answer =
          client.send(request, HttpResponse.BodyHandlers.ofLines());
      List<String> lines = answer.body().filter(line -> !line.isEmpty()).toList();
      boolean isWhole = answer.statusCode() == 200 && lines.getLast().equals("data: [DONE]");
      return isWhole ? completed(lines.get(lines.size() - 2)) : -1;
    } catch (IOException | UncheckedIOException fault) {
      return -1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static int completed(String usage) {
    return Integer.parseInt(usage.replaceAll(".*\"completion_tokens\":(\\d+).*", "$1"));
  }

  static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory("serving");
    WeightFormat format = args[0].equals("q8_0") ? WeightFormat.Q8_0 : WeightFormat.F32;
    int layers = args.length > 2 ? Integer.parseInt(args[2]) : 6;
    int width = args.length > 3 ? Integer.parseInt(args[3]) : 512;
    TalkingModel model = new TalkingModel(layers, width, width / 64, 2 * width, 512, format);
    Path file = model.write(folder.resolve("load.gguf"));
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    ModelServer server = start(file, EngineCompute.of("jvm", threads));
    run(server, 1, 16); // code is compiled
    run(server, STREAMS, 16);
    for (int round = 1; round <= 3; round++) {
      Outcome one = run(server, 1, 256);
      Outcome many = run(server, STREAMS, 128);
      System.out.printf(
          "round %d: one stream %.0f tok/s, %d streams %.0f tok/s, ratio %.1f;"
              + " by CPU time %.0f and %.0f, ratio %.1f; errors %d%n",
          round,
          one.tokensPerSecond(),
          STREAMS,
          many.tokensPerSecond(),
          many.tokensPerSecond() / one.tokensPerSecond(),
          one.tokensPerCpuSecond(),
          many.tokensPerCpuSecond(),
          many.tokensPerCpuSecond() / one.tokensPerCpuSecond(),
          one.errors() + many.errors());
    }
    server.stop();
    Files.delete(file);
    Files.delete(folder);
  }
}
