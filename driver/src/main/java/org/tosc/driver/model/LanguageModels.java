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
      Metadata metadata = model.metadata();
      return metadata == null
          ? ofFolder(model, HubText.read(model.path()))
          : new LanguageModel(
              model.transformer(),
              GgufTokenizer.read(metadata),
              template(metadata.string(TEMPLATE, "")));
    } catch (RuntimeException fault) {
      model.close();
      throw fault;
    }
  }

  private static void requireDecoder(OpenModel model) {
    if (!model.architecture().isCausal()) {
      String family = model.architecture().family();
      throw new TensorFileFault(
          model.path().toString(), 0, "`" + family + "` is an encoder, which answers no text");
    }
  }

  private static LanguageModel ofFolder(OpenModel model, HubText text) {
    Tokenizer tokenizer = JsonTokenizer.read(model.path().resolve(HubText.TOKENIZER));
    String template = text.template();
    return new LanguageModel(
        model.transformer(),
        tokenizer.withEnds(text.ends()),
        template(template == null ? "" : template));
  }

  /// Of a template's text, which is empty where there is none.
  private static @Nullable ChatTemplate template(String text) {
    return text.isEmpty() ? null : ChatTemplate.recognise(text);
  }
}
