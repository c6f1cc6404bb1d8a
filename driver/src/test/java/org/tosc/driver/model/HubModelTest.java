package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.driver.model.ReferenceTransformer.Rounding;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufForm;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.load.Models;
import org.tosc.models.load.OpenModel;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.transformer.Encoder;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The same tiny models as folders of Hugging Face: their logits are those that loops over `double`
/// give for the `.gguf` file.
final class HubModelTest {
  @TempDir Path folder;

  static Stream<Arguments> decoders() {
    return Engines.with(TinyModels.decoders()).filter(a -> a.get()[0].equals("jvm"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("decoders")
  void logitsAreThoseOfTheSameModelAsGguf(String engine, String name, TinyModel model)
      throws IOException {
    requireLogits(model, TinyHub.write(folder, model));
  }

  private static void requireLogits(TinyModel model, Path path) throws IOException {
    requireLogits(model, path, Agreement.BOUND);
  }

  private static void requireLogits(TinyModel model, Path path, double bound, Rounding... roundings)
      throws IOException {
    int[] text = Agreement.text(model, 90);
    double[][] expected = new ReferenceTransformer(model, roundings).logits(text);
    try (OpenModel open = Models.open(path, Engines.compute("jvm"))) {
      Transformer transformer = open.transformer();
      Agreement.require(expected[89], transformer.logits(transformer.cache(), text), bound);
    }
  }

  /// Llama's rows lie in another order there, and Llama 3.1's positions become weights.
  @ParameterizedTest(name = "{1}")
  @MethodSource("decoders")
  void asGgufItIsTheSameModel(String engine, String name, TinyModel model) throws IOException {
    requireLogits(model, gguf(TinyHub.write(folder, model), model));
  }

  private Path gguf(Path hub, TinyModel model) throws IOException {
    TinyHub.writeTokenizer(hub, model);
    Path written = folder.resolve("m.gguf");
    try (OpenModel open = Models.open(hub, Engines.compute("jvm"))) {
      GgufForm form = open.asGguf();
      Weights weights = form.weights();
      GgufWriter.write(
          written,
          form.metadata(),
          weights.all().stream().map(weight -> NewWeight.of(weights, weight)).toList());
    }
    return written;
  }

  /// A file of the same folder is the same file: the order of weights is that of a table.
  @Test
  void asGgufItHasItsWeightsInOrder() throws IOException {
    TinyModel model = TinyModels.llama();
    try (GgufFile file = GgufFile.open(gguf(TinyHub.write(folder, model), model))) {
      List<String> first = file.all().stream().map(Weight::name).limit(6).toList();
      assertEquals(
          List.of(
              "token_embd.weight",
              "output_norm.weight",
              "output.weight",
              "blk.0.attn_norm.weight",
              "blk.1.attn_norm.weight",
              "blk.0.attn_q.weight"),
          first);
    }
  }

  @Test
  void aMissingShardIsToldByTheIndexThatNamesIt() throws IOException {
    TinyHub.writeShards(folder, TinyModels.qwen2());
    try (Stream<Path> files = Files.list(folder)) {
      Path shard =
          files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
      Files.delete(shard);
      TensorFileFault fault =
          assertThrows(
              TensorFileFault.class, () -> Models.open(folder, Engines.compute("jvm")).close());
      String said = "`" + shard.getFileName() + "` is named here, and is not there";
      assertTrue(fault.getMessage().contains(said), fault.getMessage());
      assertTrue(fault.getMessage().contains("model.safetensors.index.json"), fault.getMessage());
    }
  }

  /// Users know the names of their files.
  @Test
  void aWrongWeightHasItsNameInTheFiles() throws IOException {
    TinyModel model = TinyModels.qwen2();
    Path config = TinyHub.write(folder, model).resolve("config.json");
    String right = Files.readString(config);
    String wide = right.replaceAll("(\"intermediate_size\": *)[0-9]+", "$160");
    assertTold("weight `model.layers.0.mlp.gate_proj.weight` has shape [", config, wide);
    String deep = right.replaceAll("(\"num_hidden_layers\": *)[0-9]+", "$17");
    String missing = ".self_attn.q_proj.weight` of shape [";
    assertTold("weight `model.layers." + model.sizes().layers() + missing, config, deep);
  }

  private void assertTold(String expected, Path config, String text) throws IOException {
    Files.writeString(config, text);
    TensorFileFault fault =
        assertThrows(
            TensorFileFault.class, () -> Models.open(folder, Engines.compute("jvm")).close());
    assertTrue(fault.getMessage().contains(expected), fault.getMessage());
  }

  /// As transformers has it: a model that was saved beside shards wins over them.
  @Test
  void oneFileWinsOverShards() throws IOException {
    TinyModel model = TinyModels.qwen2();
    TinyHub.writeShards(folder, model);
    TinyHub.write(folder, model.in(WeightFormat.F16));
    try (OpenModel open = Models.open(folder, Engines.compute("jvm"))) {
      Weight weight = open.weights().find("blk.0.attn_q.weight");
      assertEquals(WeightFormat.F16, weight == null ? null : weight.format());
    }
  }

  @Test
  void encodersTakeTheirPoolingWithThem() throws IOException {
    TinyModel model = TinyModels.bert(1);
    TinyHub.write(folder, model);
    writePooling();
    try (OpenModel open = Models.open(gguf(folder, model), Engines.compute("jvm"))) {
      assertEquals(Pooling.MEAN, open.architecture().pooling());
    }
  }

  /// The family has another function, and there is no key for it.
  @Test
  void whatAGgufFileCannotSayIsToldOf() throws IOException {
    TinyModel model = TinyModels.llama();
    Path config = TinyHub.write(folder, model).resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"silu\"", "\"relu\""));
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> gguf(folder, model));
    assertTrue(fault.reason().contains("activation: RELU, and there it is SILU"), fault.reason());
  }

  @Test
  void shardsAreOneModel() throws IOException {
    TinyModel model = TinyModels.qwen2();
    requireLogits(model, TinyHub.writeShards(folder, model));
  }

  @Test
  void aFileOfWeightsLeadsToItsFolder() throws IOException {
    TinyModel model = TinyModels.llama();
    requireLogits(model, TinyHub.write(folder, model).resolve("model.safetensors"));
  }

  @Test
  void normsMayBeBf16Too() throws IOException {
    TinyModel model = TinyModels.qwen2().allIn(WeightFormat.BF16);
    requireLogits(model, TinyHub.write(folder, model), Agreement.CACHED, Rounding.CACHE);
  }

  private void writePooling() throws IOException {
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(
        folder.resolve("1_Pooling").resolve("config.json"),
        "{\"word_embedding_dimension\": 36, \"pooling_mode_cls_token\": false,"
            + " \"pooling_mode_mean_tokens\": true}");
  }

  @Test
  void encodersHaveTheirPoolingBesideThem() throws IOException {
    TinyModel model = TinyModels.bert(1);
    TinyHub.write(folder, model);
    writePooling();
    int[] text = Agreement.text(model, 20);
    double[][] rows = new ReferenceTransformer(model).hidden(text);
    double[] mean = new double[36];
    for (double[] row : rows) {
      for (int j = 0; j < 36; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    try (OpenModel open = Models.open(folder, Engines.compute("jvm"))) {
      Agreement.require(mean, new Encoder(open.transformer()).embedding(text));
    }
  }

  /// A byte for each element, and four for each group's scale, and minimum where there is one.
  @ParameterizedTest
  @CsvSource({"Q4_K, 32, 8", "Q5_K, 32, 8", "Q6_K, 16, 4"})
  void largeBlocksAreHeldAsIntegers(WeightFormat format, int group, int groupBytes)
      throws IOException {
    TinyModel model = TinyModels.superBlocks().in(format);
    Path path = model.writeGguf(folder.resolve("m.gguf"));
    long elements = elements(model);
    try (OpenModel open = Models.open(path, Engines.fusing("jvm"))) {
      open.transformer().logits(open.transformer().cache(), 1);
      assertEquals(elements + elements / group * groupBytes, open.decodedBytes());
    }
    try (OpenModel open = Models.open(path, Engines.compute("jvm"))) {
      open.transformer().logits(open.transformer().cache(), 1);
      assertEquals(elements * Float.BYTES, open.decodedBytes());
    }
  }

  @Test
  void onlyMachineCodeFuses() {
    boolean runs = Engines.running().anyMatch("x86_64"::equals);
    assertEquals(runs, Engines.compute("x86_64").isFusing());
    assertFalse(Engines.compute("jvm").isFusing());
  }

  /// Elements of matrices, but the tokens' rows, of which only those that are asked for are read.
  private static long elements(TinyModel model) {
    return model.weights().entrySet().stream()
        .filter(e -> e.getValue().shape().length == 2)
        .filter(e -> !e.getKey().equals("token_embd.weight"))
        .mapToLong(e -> e.getValue().cells().length)
        .sum();
  }

  @Test
  void whatIsDecodedIsCounted() throws IOException {
    TinyModel model = TinyModels.blocks().in(WeightFormat.Q5_1);
    Path path = model.writeGguf(folder.resolve("m.gguf"));
    try (OpenModel open = Models.open(path, Engines.compute("jvm"))) {
      assertEquals(0, open.decodedBytes());
      Transformer transformer = open.transformer();
      transformer.logits(transformer.cache(), 1);
      assertEquals(elements(model) * Float.BYTES, open.decodedBytes());
    }
  }
}
