package org.tosc.driver.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.Message;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.BatchGenerator;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.transformer.Transformer;
import org.tosc.serve.model.TextBatch;
import org.tosc.serve.model.TextModel;

/// A language model behind a port. It runs beside the program: weights are shared, nothing else is.
///
/// @param name as clients say it
/// @param longestToken in bytes
record ServedLanguageModel(
    String name, LanguageModel model, Transformer transformer, int longestToken)
    implements TextModel {
  static ServedLanguageModel of(String name, LanguageModel model) {
    Vocabulary vocabulary = model.tokenizer().vocabulary();
    int longest = 1;
    for (int id = 0; id < vocabulary.size(); id++) {
      // The vocabulary's spelling of a token is at least as long as its bytes.
      longest = Math.max(longest, vocabulary.text(id).getBytes(StandardCharsets.UTF_8).length);
    }
    return new ServedLanguageModel(name, model, model.transformer().twin(), longest);
  }

  @Override
  public int context() {
    return transformer.architecture().context();
  }

  @Override
  public int[] encode(String text) {
    return model.prompt(text);
  }

  @Override
  public int[] encode(List<Message> conversation) {
    return model.prompt(conversation);
  }

  @Override
  public TextBatch begin() {
    return new Batch(new BatchGenerator(transformer, model.tokenizer()));
  }

  private record Batch(BatchGenerator generator) implements TextBatch {
    @Override
    public Running join(Request request, Consumer<String> listener) {
      return new Generation(generator.join(request, listener));
    }

    @Override
    public void step() {
      generator.step();
    }

    @Override
    public long cacheBytes() {
      return generator.cacheBytes();
    }
  }

  private record Generation(BatchGenerator.Generation generation) implements TextBatch.Running {
    @Override
    public @Nullable Answer answer() {
      return generation.answer();
    }

    @Override
    public void cancel() {
      generation.cancel();
    }
  }
}
