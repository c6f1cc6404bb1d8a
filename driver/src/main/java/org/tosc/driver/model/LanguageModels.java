package org.tosc.driver.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.ChatTemplate;
import org.tosc.models.compute.Compute;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.token.file.GgufTokenizer;
import org.tosc.models.transformer.GgufModel;

/// Language models out of files.
public final class LanguageModels {
  private static final String TEMPLATE = "tokenizer.chat_template";

  private LanguageModels() {}

  /// The language model of a `.gguf` file, whose weights stay mapped.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where the file has none
  public static LanguageModel open(Path path, Compute compute) {
    GgufFile file = GgufFile.open(path);
    try {
      Metadata metadata = file.metadata();
      return new LanguageModel(
          GgufModel.open(file, compute), GgufTokenizer.read(metadata), template(metadata));
    } catch (RuntimeException fault) {
      file.close();
      throw fault;
    }
  }

  private static @Nullable ChatTemplate template(Metadata metadata) {
    return metadata.has(TEMPLATE) ? ChatTemplate.recognise(metadata.string(TEMPLATE)) : null;
  }
}
