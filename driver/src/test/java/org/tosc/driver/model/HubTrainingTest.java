package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.weights.Weight;
import org.tosc.rt.error.GuestError;

/// What was trained out of a folder of Hugging Face is used again: as a `.gguf` file, as weights in
/// the folder, and as weights that a program puts into the model.
final class HubTrainingTest {
  private static final String ASK =
      "print infer MODEL with \"!$&\": max_tokens = 12, temperature = 0\n";

  @TempDir Path folder;

  /// Llama has its rows in another order in `.gguf` files, Gemma other norms in folders, and GPT-2
  /// turned matrices.
  static Stream<TinyModel> families() {
    return Stream.of(TinyModels.llama(), TinyModels.gemma(), TinyModels.gpt2());
  }

  private Path hub(TinyModel model) throws IOException {
    Path hub = Files.createDirectories(folder.resolve("hf"));
    TinyHub.write(hub, model);
    TinyHub.writeTokenizer(hub, model);
    return hub;
  }

  private List<String> lines(String source) throws Exception {
    return Run.printed(source, "jvm", folder).lines().toList();
  }

  private static String ask(String model) {
    return ASK.replace("MODEL", model);
  }

  @ParameterizedTest
  @MethodSource("families")
  void whatWasTrainedIsUsedAgain(TinyModel model) throws Exception {
    hub(model);
    List<String> answers =
        lines(
            "m = load \"hf\"\n"
                + ask("m")
                + """
                train m on ["!$&#%!$&#%", "&&!!$$##"]: steps = 8, learning_rate = 0.05, seed = 1
                save m to "m.gguf"
                save m to "hf/tuned.safetensors"
                as_gguf = load "m.gguf"
                again = load "hf"
                again.load_state(load "hf/tuned.safetensors")
                save again to "hf/model.safetensors"
                in_place = load "hf"
                """
                + ask("m")
                + ask("as_gguf")
                + ask("again")
                + ask("in_place"));
    String trained = answers.get(1);
    assertNotEquals(answers.getFirst(), trained);
    assertEquals(List.of(trained, trained, trained), answers.subList(2, 5));
  }

  /// Under the names of the files, and what adapters did not change is as it was, bit by bit.
  @Test
  void whatWasNotTrainedIsAsItWas() throws Exception {
    Path hub = hub(TinyModels.gemma());
    lines(
        """
        m = load "hf"
        train m on ["!$&#%!$&#%"]: steps = 2, lora = 2, learning_rate = 0.05, seed = 1
        save m to "tuned.safetensors"
        """);
    try (SafetensorsFile before = SafetensorsFile.open(hub.resolve("model.safetensors"));
        SafetensorsFile after = SafetensorsFile.open(folder.resolve("tuned.safetensors"))) {
      assertEquals(names(before), names(after));
      for (Weight weight : before.all()) {
        long difference = weight.bytes().mismatch(after.find(weight.name()).bytes());
        boolean isMatrixOfLayer = weight.name().contains("_proj");
        assertEquals(isMatrixOfLayer, difference >= 0, weight.name());
      }
    }
  }

  private static List<String> names(SafetensorsFile file) {
    return file.all().stream().map(Weight::name).toList();
  }

  /// The state of a `.gguf` model goes back into it, too; that of another one does not.
  @Test
  void theStateOfAnotherModelIsToldOf() throws Exception {
    hub(TinyModels.llama());
    lines("m = load \"hf\"\nsave m to \"m.gguf\"\n");
    assertEquals(
        List.of("done"),
        lines(
            """
            m = load "m.gguf"
            save m to "weights.safetensors"
            m.load_state(load "weights.safetensors")
            print "done"
            """));
    GuestError error =
        assertThrows(
            GuestError.class,
            () -> lines("m = load \"m.gguf\"\nm.load_state(load \"hf/model.safetensors\")\n"));
    assertTrue(
        error.getMessage().contains("these are not the weights of m.gguf"), error.getMessage());
  }
}
