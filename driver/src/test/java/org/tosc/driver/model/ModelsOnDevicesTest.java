package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.weights.WeightFormat;

/// Language models inside of `with device`: who computes is who was chosen, and `monitor` says so.
final class ModelsOnDevicesTest {
  private static final String LEARNT =
      """
      seed(1)
      texts = ["the cat sat on the mat", "the dog sat on the log", "a cat and a dog sat on a log"]
      lm = language_model(texts, vocabulary=300, layers=1, width=32, heads=2, context=64)
      train lm on texts: steps = 40, learning_rate = 0.01, context = 16, seed = 2
      fn runs(engine)
        counts = monitor["engines"]
        if engine in counts then
          return counts[engine]["runs"] + counts[engine]["operations"]
        end
        return 0
      end
      """;

  @TempDir Path folder;

  private List<String> lines(String source) throws Exception {
    return Run.printed(source, "jvm", folder).lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "interp", "x86_64", "snitch", "mlir", "triton"})
  void answersAreComputedOnTheDevice(String device) throws Exception {
    String source =
        LEARNT
            + """
            print infer lm with "the cat": max_tokens = 6, temperature = 0
            before = runs("DEVICE")
            with device "DEVICE":
                print infer lm with "the cat": max_tokens = 6, temperature = 0
            after = runs("DEVICE")
            print after > before
            infer lm with "the dog": max_tokens = 2
            print runs("DEVICE") == after or USUAL
            """
                .replace("DEVICE", device)
                .replace("USUAL", "" + device.equals(EngineCompute.of("jvm", 1).name()));
    List<String> lines = lines(source);
    assertEquals(" sat on the mat", lines.getFirst());
    assertEquals(List.of(lines.getFirst(), "true", "true"), lines.subList(1, lines.size()));
  }

  /// The loss is that of the program's own engine, but for roundings.
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "jvm", "interp", "x86_64", "snitch", "mlir", "triton"})
  void trainingIsComputedOnTheDevice(String device) throws Exception {
    String source =
        LEARNT
            + """
            save lm to "lm.gguf"
            fn loss_on(d)
              load "lm.gguf" as m
              with device d:
                  r = train m on texts: steps = 1, learning_rate = 0.01, context = 16, seed = 3
              return r.loss
            end
            here = loss_on("cpu")
            there = loss_on("DEVICE")
            print abs(there - here) < 0.0001 * here, here
            """
                .replace("DEVICE", device);
    assertTrue(lines(source).getFirst().startsWith("true "), () -> device);
  }

  /// Nothing falls back silently: Snitch has no code for weights in blocks.
  @Test
  void whatADeviceCannotComputeIsToldOf() throws Exception {
    new TalkingModel(1, 64, 4, 96, 64, WeightFormat.Q8_0).write(folder.resolve("blocks.gguf"));
    List<String> lines =
        lines(
            """
            m = load "blocks.gguf"
            answer = infer m with "the": max_tokens = 3, temperature = 0
            try
              with device "snitch":
                infer m with "the": max_tokens = 3, temperature = 0
            catch e
              print e.kind
            end
            with device "snitch", fallback=true:
                print infer m with "the": max_tokens = 3, temperature = 0
            print answer
            """);
    assertEquals("Unavailable", lines.getFirst());
    assertEquals(lines.get(2), lines.get(1));
  }

  @Test
  void theFlightRecorderHearsModels() throws Exception {
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("org.tosc.KernelRun");
      recording.start();
      lines(LEARNT + "infer lm with \"the cat\": max_tokens = 2\n");
      recording.stop();
      recording.dump(file);
    }
    String engine = EngineCompute.of("jvm", 1).name();
    long runs =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("org.tosc.KernelRun"))
            .filter(event -> event.getString("device").equals(engine))
            .count();
    assertTrue(runs > 100, () -> runs + " runs"); // 40 steps of training alone have more
  }

  /// Encoders are models, too.
  @Test
  void rowsOfTextsAreComputedOnTheDevice() throws Exception {
    TinyModel model = TinyModels.bert(1);
    TinyHub.write(folder, model);
    TinyHub.writeTokenizer(folder, model);
    assertEquals(
        List.of("true", "true"),
        lines(
            """
            m = load "."
            here = infer m with "$&!"
            with device "interp":
                there = infer m with "$&!"
            print bool(all(abs(here - there) < 0.0001))
            print monitor["engines"]["interp"]["operations"] > 0
            """));
  }
}
