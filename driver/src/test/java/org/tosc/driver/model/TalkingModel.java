package org.tosc.driver.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.WeightFormat;

/// A `.gguf` file with random weights and a vocabulary of bytes: it says nothing of sense, but it
/// is a whole language model.
///
/// @param format of the matrices
public record TalkingModel(
    int layers, int width, int heads, int feedForward, int context, WeightFormat format) {
  /// Small enough for any test.
  static final TalkingModel SMALL = new TalkingModel(2, 64, 4, 96, 200, WeightFormat.F32);

  private static final int CONTROL = 3;
  private static final int BYTE = 6;
  private static final int NORMAL = 1;
  private static final int SPECIALS = 3;
  // A multiple of 32, as blocks need; tokens behind the bytes are letters with a space before them.
  private static final int VOCABULARY = 288;

  /// Writes the file.
  public Path write(Path path) throws IOException {
    List<NewWeight> weights = new ArrayList<>();
    weights.add(matrix("token_embd", VOCABULARY, width, 0.8));
    for (int layer = 0; layer < layers; layer++) {
      String block = "blk." + layer + ".";
      weights.add(ones(block + "attn_norm"));
      weights.add(ones(block + "ffn_norm"));
      for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
        weights.add(matrix(block + name, width, width, 1));
      }
      weights.add(matrix(block + "ffn_gate", feedForward, width, 1));
      weights.add(matrix(block + "ffn_up", feedForward, width, 1));
      weights.add(matrix(block + "ffn_down", width, feedForward, 1));
    }
    weights.add(ones("output_norm"));
    weights.add(matrix("output", VOCABULARY, width, 3));
    GgufWriter.write(path, metadata(), weights);
    return path;
  }

  private NewWeight matrix(String name, int out, int in, double size) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] numbers = new float[out * in];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * size / Math.sqrt(in));
    }
    TinyWeight weight = TinyWeight.of(numbers, out, in).in(format);
    return stored(name, weight);
  }

  private NewWeight ones(String name) {
    float[] numbers = new float[width];
    java.util.Arrays.fill(numbers, 1);
    return stored(name, TinyWeight.of(numbers, width));
  }

  private static NewWeight stored(String name, TinyWeight weight) {
    return new NewWeight(
        name + ".weight", weight.format(), weight.shape(), out -> out.write(weight.bytes()));
  }

  private Metadata metadata() {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new MetadataValue.Text("llama"));
    values.put("llama.block_count", whole(layers));
    values.put("llama.embedding_length", whole(width));
    values.put("llama.feed_forward_length", whole(feedForward));
    values.put("llama.attention.head_count", whole(heads));
    values.put("llama.attention.head_count_kv", whole(heads));
    values.put("llama.context_length", whole(context));
    values.put("llama.rope.dimension_count", whole(width / heads));
    values.put(
        "llama.attention.layer_norm_rms_epsilon", new MetadataValue.Real(MetadataType.F32, 1e-5));
    values.put("tokenizer.ggml.model", new MetadataValue.Text("llama"));
    values.put("tokenizer.ggml.tokens", new MetadataValue.Texts(tokens()));
    values.put("tokenizer.ggml.scores", numbers(MetadataType.F32, _ -> 0));
    values.put("tokenizer.ggml.token_type", numbers(MetadataType.I32, TalkingModel::kind));
    values.put("tokenizer.ggml.bos_token_id", whole(1));
    values.put("tokenizer.ggml.eos_token_id", whole(2));
    return Metadata.of(values);
  }

  private static MetadataValue whole(int number) {
    return new MetadataValue.Whole(MetadataType.U32, number);
  }

  private static int kind(int token) {
    if (token < SPECIALS) {
      return CONTROL;
    }
    return token < SPECIALS + 256 ? BYTE : NORMAL;
  }

  private static List<String> tokens() {
    List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    IntStream.range(0, 256).mapToObj("<0x%02X>"::formatted).forEach(tokens::add);
    for (char c = 'a'; tokens.size() < VOCABULARY; c++) {
      tokens.add("\u2581" + c);
    }
    return tokens;
  }

  private static MetadataValue numbers(
      MetadataType type, java.util.function.IntUnaryOperator number) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * VOCABULARY).order(ByteOrder.LITTLE_ENDIAN);
    for (int token = 0; token < VOCABULARY; token++) {
      bytes.putInt(number.applyAsInt(token)); // the bits of 0.0 are those of 0
    }
    return new MetadataValue.Numbers(type, bytes.array());
  }
}
