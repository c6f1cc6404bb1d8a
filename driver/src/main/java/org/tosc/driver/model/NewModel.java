package org.tosc.driver.model;

import java.util.List;
import java.util.Map;
import org.tosc.models.compute.Compute;
import org.tosc.models.create.NewLlama;
import org.tosc.models.load.OpenModel;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.train.BpeTrainer;
import org.tosc.models.token.train.TrainedVocabulary;
import org.tosc.models.weights.Weights;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;

/// `language_model(texts, layers=2, …)`
final class NewModel {
  private static final String NAME = "language_model";
  private static final List<String> CONTROLS = List.of("<|endoftext|>");

  /// What blocks of weights have, so that a new model can be quantised.
  private static final int BLOCK = 32;

  private NewModel() {}

  static LoadedModel of(List<String> texts, Map<String, Long> settings, Compute compute) {
    try {
      NewLlama model = model(settings);
      int size = number(settings, "vocabulary");
      TrainedVocabulary vocabulary = BpeTrainer.train(texts, SplitPattern.GPT_2, size, CONTROLS);
      Weights weights = model.weights(vocabulary.tokens().size(), Session.current().random());
      return new LoadedModel(
          NAME, OpenModel.made(NAME, model.metadata(vocabulary), weights, compute));
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(NAME + "(): " + wrong.getMessage());
    }
  }

  private static NewLlama model(Map<String, Long> settings) {
    int width = number(settings, "width");
    int heads = number(settings, "heads");
    int kvHeads = number(settings, "kv_heads");
    int feedForward = number(settings, "feed_forward");
    return new NewLlama(
        number(settings, "layers"),
        width,
        heads,
        kvHeads == 0 ? heads : kvHeads,
        feedForward == 0 ? usual(width) : feedForward,
        number(settings, "context"));
  }

  /// Two thirds of four times the width, in whole blocks: a gated network has three matrices where
  /// others have two (Shazeer, "GLU Variants Improve Transformer", 2020).
  private static int usual(int width) {
    return Math.ceilDiv(Math.ceilDiv(8 * width, 3), BLOCK) * BLOCK;
  }

  /// More than any model here has, and little enough for what is computed with it.
  private static int number(Map<String, Long> settings, String name) {
    long value = settings.getOrDefault(name, 0L);
    if (value < 0 || value > 1 << 20) {
      throw new IllegalArgumentException("`" + name + "` is from 1 to 2^20, found " + value);
    }
    return (int) value;
  }
}
