package org.tosc.driver.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.ChatTemplate;
import org.tosc.models.compute.Compute;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.hub.HubText;
import org.tosc.models.load.Models;
import org.tosc.models.load.OpenModel;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.file.GgufTokenizer;
import org.tosc.models.token.file.JsonTokenizer;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Language models out of files and folders.
public final class LanguageModels {
  private static final String TEMPLATE = "tokenizer.chat_template";

  private LanguageModels() {}

  /// The language model of a `.gguf` file, or of a folder of Hugging Face; its weights stay mapped.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where there is none
  public static LanguageModel open(Path path, Compute compute) {
    OpenModel model = Models.open(path, compute);
    try {
      requireDecoder(model);
      return of(model);
    } catch (RuntimeException fault) {
      model.close();
      throw fault;
    }
  }

  /// The language model that an open one is, with its own tokenizer.
  static LanguageModel of(OpenModel model) {
    Metadata metadata = model.metadata();
    if (metadata == null) {
      HubText text = HubText.read(model.path());
      return new LanguageModel(
          model.transformer(), tokenizer(model).withEnds(text.ends()), template(text.template()));
    }
    return new LanguageModel(
        model.transformer(), tokenizer(model), template(metadata.string(TEMPLATE, "")));
  }

  /// The tokenizer of a model's files.
  static Tokenizer tokenizer(OpenModel model) {
    Metadata metadata = model.metadata();
    return metadata == null
        ? JsonTokenizer.read(model.path().resolve(HubText.TOKENIZER))
        : GgufTokenizer.read(metadata);
  }

  private static void requireDecoder(OpenModel model) {
    if (!model.architecture().isCausal()) {
      String family = model.architecture().family();
      throw TensorFileFault.ofWhole(
          model.path().toString(), "`" + family + "` is an encoder, which answers no text");
    }
  }

  /// Of a template's text, where there is one.
  private static @Nullable ChatTemplate template(@Nullable String text) {
    return text == null || text.isEmpty() ? null : ChatTemplate.recognise(text);
  }
}
