package org.tosc.models.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.models.gguf.GgufForm;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.file.GgufVocabulary;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.transformer.Families;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.Rotary;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A folder's model as a `.gguf` file has it: what `convert_hf_to_gguf.py` of llama.cpp makes of
/// it. What such files have no words for is a fault and never left out ([SameModel]).
public final class HubToGguf {
  private static final String TEMPLATE = "tokenizer.chat_template";

  private final Path folder;
  private final Architecture a;
  private final Map<String, MetadataValue> entries = new LinkedHashMap<>();

  private HubToGguf(Path folder, Architecture architecture) {
    this.folder = folder;
    this.a = architecture;
  }

  /// The form of a model.
  ///
  /// @param folder has its config and its tokenizer
  /// @param weights by the names of GGUF files, in the layout that [HubModel] gives them
  /// @throws TensorFileFault where something is missing, or cannot be said
  public static GgufForm of(Path folder, Architecture architecture, Weights weights) {
    return new HubToGguf(folder, architecture).form(weights);
  }

  private GgufForm form(Weights weights) {
    putArchitecture();
    List<Weight> factors = List.of();
    @Nullable Rotary rotary = a.rotary();
    if (rotary != null) {
      ConfigFile config = ConfigFile.read(folder.resolve(HubModel.CONFIG));
      RotaryToGguf words = new RotaryToGguf(new HubRotary(config), rotary, a.context());
      entries.putAll(words.entries(a.family() + "."));
      factors = words.factors();
    }
    putText();
    Metadata metadata = Metadata.of(entries);
    Weights plain = new GgufRows(weights, factors, null, a);
    SameModel.require(folder, a, GgufModel.architecture(metadata, plain));
    return new GgufForm(metadata, new GgufRows(weights, factors, turned(), a));
  }

  /// The rotary positions whose pairs lie side by side in a file; null where none do.
  private @Nullable Rotary turned() {
    Families family = Objects.requireNonNull(Families.find(a.family()));
    return family.positions() == Families.Positions.NEIGHBOURS ? a.rotary() : null;
  }

  private void putArchitecture() {
    entries.put("general.architecture", new MetadataValue.Text(a.family()));
    count("block_count", a.layers());
    count("context_length", a.context());
    count("embedding_length", a.width());
    count("feed_forward_length", a.feedForward());
    count("attention.head_count", a.heads());
    count("attention.head_count_kv", a.kvHeads());
    count("attention.key_length", a.headSize());
    count("attention.value_length", a.headSize());
    real(
        switch (a.norm().kind()) {
          case RMS -> "attention.layer_norm_rms_epsilon";
          case LAYER -> "attention.layer_norm_epsilon";
        },
        a.norm().eps());
    Families family = Objects.requireNonNull(Families.find(a.family()));
    if (a.attention().window() > 0 || family == Families.GEMMA2) {
      count("attention.sliding_window", a.attention().window());
    }
    if (family == Families.GEMMA2) {
      real("attn_logit_softcapping", a.attention().cap());
      real("final_logit_softcapping", a.logitCap());
    }
    if (family.isEncoder()) {
      entries.put(a.family() + ".attention.causal", new MetadataValue.Flag(false));
      count("pooling_type", number(a.pooling()));
    }
  }

  /// `llama_pooling_type` of llama.h.
  private static int number(Pooling pooling) {
    return switch (pooling) {
      case NONE -> 0;
      case MEAN -> 1;
      case FIRST -> 2;
      case LAST -> 3;
    };
  }

  private void putText() {
    Path tokenizer = folder.resolve(HubText.TOKENIZER);
    if (!Files.exists(tokenizer)) {
      throw TensorFileFault.ofWhole(
          folder.toString(), "a .gguf file needs `" + HubText.TOKENIZER + "`, which is not there");
    }
    HubText text = HubText.read(folder);
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    entries.putAll(GgufVocabulary.of(tokenizer, text.ends(), a.vocabulary(), name));
    if (text.template() != null) {
      entries.put(TEMPLATE, new MetadataValue.Text(text.template()));
    }
  }

  private void count(String key, int number) {
    entries.put(a.family() + "." + key, MetadataValue.count(number));
  }

  private void real(String key, double number) {
    entries.put(a.family() + "." + key, MetadataValue.real(number));
  }
}
