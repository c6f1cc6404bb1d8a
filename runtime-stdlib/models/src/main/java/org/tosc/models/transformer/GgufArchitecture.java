package org.tosc.models.transformer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.transformer.Architecture.Attention;
import org.tosc.models.transformer.Architecture.Normalization;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The architecture of a `.gguf` file. Numbers that contradict each other are told with the byte of
/// the key (`{family}.attention.head_count` and so on; the keys are those of GGUF's specification,
/// ggml/docs/gguf.md).
final class GgufArchitecture {
  /// More than any model has, and few enough for sums of sizes to stay small.
  private static final long MOST = 1 << 24;

  private static final String TOKENS = "tokenizer.ggml.tokens";
  private static final String KEY = "general.architecture";

  private final Metadata metadata;
  private final Families family;
  private final Weights weights;

  private GgufArchitecture(Metadata metadata, Weights weights, Families family) {
    this.weights = weights;
    this.metadata = metadata;
    this.family = family;
  }

  static Architecture of(Metadata metadata, Weights weights) {
    String name = metadata.string(KEY);
    Families family = Families.find(name);
    if (family == null) {
      throw metadata.fault(
          KEY,
          "`"
              + TensorFileFault.escaped(name)
              + "` is not supported; these are: "
              + Families.names());
    }
    Architecture architecture = new GgufArchitecture(metadata, weights, family).read();
    ExpectedWeights.check(
        architecture, weight -> shape(weights, weight), names(weights), metadata::fault);
    return architecture;
  }

  private static long[] shape(Weights weights, String name) {
    Weight weight = weights.find(name);
    return weight == null ? new long[0] : weight.shape();
  }

  private static List<String> names(Weights weights) {
    return weights.all().stream().map(Weight::name).toList();
  }

  private Architecture read() {
    if (metadata.integer(key("expert_count"), 0) != 0) {
      throw metadata.fault(key("expert_count"), "models of experts are not supported");
    }
    int width = count("embedding_length");
    int heads = count("attention.head_count");
    int kvHeads = has("attention.head_count_kv") ? count("attention.head_count_kv") : heads;
    if (heads % kvHeads != 0) {
      throw metadata.fault(
          key("attention.head_count_kv"), kvHeads + " heads cannot be shared by " + heads);
    }
    int size = has("attention.key_length") ? count("attention.key_length") : width / heads;
    if (has("attention.value_length") && count("attention.value_length") != size) {
      throw metadata.fault(
          key("attention.value_length"),
          "values of " + count("attention.value_length") + " numbers beside keys of " + size);
    }
    if (size == 0) {
      throw metadata.fault(
          key("attention.head_count"), heads + " heads of rows of " + width + " numbers");
    }
    return new Architecture(
        family.text(),
        count("block_count"),
        width,
        heads,
        kvHeads,
        size,
        count("feed_forward_length"),
        vocabulary(),
        count("context_length"),
        norm(),
        rotary(size),
        attention(size),
        family.activation(),
        family.isGated(),
        family.isEncoder(),
        family.scalesEmbeddings() ? Math.sqrt((double) width) : 1,
        real("final_logit_softcapping", family.logitCap()),
        !family.isEncoder(),
        pooling());
  }

  private int vocabulary() {
    Weight table = weights.find("token_embd.weight");
    long rows = table == null ? 0 : table.rows();
    if (rows < 1 || rows > MOST) {
      throw metadata.fault(
          "weight `token_embd.weight` has " + rows + " rows, expected 1 to " + MOST);
    }
    if (metadata.has(TOKENS) && metadata.strings(TOKENS).size() > rows) {
      throw metadata.fault(
          TOKENS,
          metadata.strings(TOKENS).size()
              + " tokens, but `token_embd.weight` has "
              + rows
              + " rows");
    }
    return (int) rows;
  }

  private Normalization norm() {
    return new Normalization(
        family.norm(),
        switch (family.norm()) {
          case RMS -> real("attention.layer_norm_rms_epsilon", 1e-5);
          case LAYER -> real("attention.layer_norm_epsilon", 1e-5);
        });
  }

  private Attention attention(int size) {
    int window = (int) metadata.integer(key("attention.sliding_window"), family.window());
    if (window < 0 || window > MOST) {
      throw metadata.fault(key("attention.sliding_window"), "a window of " + window + " tokens");
    }
    double cap = real("attn_logit_softcapping", family.attentionCap());
    return new Attention(scale(size), cap, window, family.windowEvery());
  }

  /// Gemma 2 of 27 billion weights, which its 46 layers tell, is the one model whose scores are
  /// scaled by another number than its heads' size (`query_pre_attn_scalar`; `gemma2.cpp` of
  /// llama.cpp).
  private double scale(int size) {
    boolean isGemma27 = family == Families.GEMMA2 && count("block_count") == 46;
    int scaled = isGemma27 ? count("embedding_length") / count("attention.head_count") : size;
    return 1 / Math.sqrt((double) scaled);
  }

  /// Sources of the numbers: `llama_pooling_type` of llama.h.
  private Pooling pooling() {
    long type = metadata.integer(key("pooling_type"), 0);
    return switch ((int) Math.clamp(type, -1L, 9L)) {
      case 0 -> Pooling.NONE;
      case 1 -> Pooling.MEAN;
      case 2 -> Pooling.FIRST;
      case 3 -> Pooling.LAST;
      default ->
          throw metadata.fault(
              key("pooling_type"), "expected 0, 1, 2 or 3 (none, mean, cls, last), found " + type);
    };
  }

  private @Nullable Rotary rotary(int size) {
    if (family.positions() == Families.Positions.ROWS) {
      return null;
    }
    int features = has("rope.dimension_count") ? count("rope.dimension_count") : size;
    if (features > size || features % 2 != 0) {
      throw metadata.fault(
          key("rope.dimension_count"), features + " of " + size + " features are turned");
    }
    boolean pairsNeighbours = family.positions() == Families.Positions.NEIGHBOURS;
    return new GgufRotary(metadata, weights, key(""))
        .read(features, pairsNeighbours, count("context_length"));
  }

  private String key(String name) {
    return family.text() + "." + name;
  }

  private boolean has(String name) {
    return metadata.has(key(name));
  }

  /// A number of 0 or more.
  private double real(String name, double otherwise) {
    double value = metadata.real(key(name), otherwise);
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw metadata.fault(key(name), "expected a number of 0 or more, found " + value);
    }
    return value;
  }

  private int count(String name) {
    long value = metadata.integer(key(name));
    if (value < 1 || value > MOST) {
      throw metadata.fault(key(name), "expected a number from 1 to " + MOST + ", found " + value);
    }
    return (int) value;
  }
}
