package org.tosc.cli;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.train.BpeTrainer;
import org.tosc.models.token.train.TrainedVocabulary;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Writes a language model of one layer with random weights, which says something.
final class TinyModelFile {
  private static final int WIDTH = 32;
  private static final int MIDDLE = 64;

  private final List<NewWeight> weights = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  private TinyModelFile() {}

  static Path write(Path path) throws IOException {
    TrainedVocabulary vocabulary =
        BpeTrainer.train(
            List.of("the cat sat on the mat"), SplitPattern.LLAMA_3, 262, List.of("<|end|>"));
    TinyModelFile file = new TinyModelFile();
    file.weights(vocabulary.tokens().size());
    Map<String, MetadataValue> metadata = new LinkedHashMap<>();
    metadata.put("general.architecture", new MetadataValue.Text("llama"));
    count(metadata, "context_length", 64);
    count(metadata, "embedding_length", WIDTH);
    count(metadata, "block_count", 1);
    count(metadata, "feed_forward_length", MIDDLE);
    count(metadata, "attention.head_count", 2);
    metadata.putAll(vocabulary.metadata());
    GgufWriter.write(path, Metadata.of(metadata), file.weights);
    return path;
  }

  private static void count(Map<String, MetadataValue> metadata, String key, long value) {
    metadata.put("llama." + key, new MetadataValue.Whole(MetadataType.U32, value));
  }

  private void weights(int tokens) {
    add("token_embd.weight", tokens, WIDTH);
    for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
      add("blk.0." + name + ".weight", WIDTH, WIDTH);
    }
    add("blk.0.ffn_gate.weight", MIDDLE, WIDTH);
    add("blk.0.ffn_up.weight", MIDDLE, WIDTH);
    add("blk.0.ffn_down.weight", WIDTH, MIDDLE);
    for (String name :
        List.of("blk.0.attn_norm.weight", "blk.0.ffn_norm.weight", "output_norm.weight")) {
      add(name, WIDTH);
    }
  }

  private void add(String name, long... shape) {
    int count = 1;
    for (long extent : shape) {
      count *= Math.toIntExact(extent);
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = shape.length == 1 ? 1 : (float) random.nextGaussian();
    }
    MemorySegment bytes = MemorySegment.ofArray(numbers);
    weights.add(NewWeight.of(new Weight(name, WeightFormat.F32, shape, bytes)));
  }
}
