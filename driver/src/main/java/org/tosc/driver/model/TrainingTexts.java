package org.tosc.driver.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.train.TextLines;
import org.tosc.models.train.TrainingText;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// What `train m on data` takes as data where `m` is a language model.
///
/// | data | texts |
/// |---|---|
/// | a list of strings | each a text |
/// | a list of pairs of strings | each a question and its answer |
/// | a `.jsonl` file | each line a text, a question and its answer, or a conversation ([TextLines]) |
/// | a `.txt` or `.md` file | one text |
final class TrainingTexts {
  private TrainingTexts() {}

  static List<TrainingText> of(@Nullable Object data) {
    return switch (data) {
      case Text path -> file(path.toString());
      case ListValue list -> texts(list);
      case null -> throw Errors.argument("`train` needs data: write `train m on data`");
      default ->
          throw Errors.type(
              "a language model is trained on a list of strings or on a file, found "
                  + Kind.withArticle(data));
    };
  }

  /// The tokens of a text as a model reads it.
  static int[] tokens(TrainingText text, LanguageModel model) {
    return switch (text) {
      case TrainingText.Plain(String plain) -> model.whole(plain);
      case TrainingText.Conversation(var messages) -> model.whole(messages);
    };
  }

  private static List<TrainingText> texts(ListValue list) {
    List<TrainingText> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(
          switch (list.get(i)) {
            case Text text -> new TrainingText.Plain(text.toString());
            case ListValue pair
                when pair.size() == 2
                    && pair.get(0) instanceof Text prompt
                    && pair.get(1) instanceof Text answer ->
                TrainingText.Conversation.of(prompt.toString(), answer.toString());
            case null, default ->
                throw Errors.value(
                    "a language model is trained on strings, or pairs of strings; element "
                        + i
                        + " of the data is "
                        + Kind.withArticle(list.get(i)));
          });
    }
    return texts;
  }

  private static List<TrainingText> file(String path) {
    Path file = Session.current().resolve(path);
    String name = path.toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".jsonl")) {
        return TextLines.read(file);
      }
      if (name.endsWith(".txt") || name.endsWith(".md")) {
        return List.of(new TrainingText.Plain(Files.readString(file)));
      }
    } catch (TensorFileFault fault) {
      throw TrainingData.fault(path, fault);
    } catch (IOException e) {
      throw TrainingData.fault(path, TensorFileFault.of(path, 0, e));
    }
    throw Errors.value("a language model is trained on .txt, .md and .jsonl files, found " + path);
  }
}
