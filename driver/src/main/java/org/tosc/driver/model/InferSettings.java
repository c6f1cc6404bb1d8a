package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Compute;
import org.tosc.models.generate.Drafting;
import org.tosc.models.generate.Sampling;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// The settings of `infer m with x: max_tokens = 64, temperature = 0`.
record InferSettings(Settings settings) {
  private static final int MAX_TOKENS = 256;

  int maxTokens() {
    return count("max_tokens", MAX_TOKENS);
  }

  /// How many; as many as there can be, where more are asked for.
  private int count(String name, int usual) {
    long count = settings.whole(name, usual);
    if (count < 0) {
      throw Errors.value("`" + name + "` is 0 or more, found " + count);
    }
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  /// What makes a program repeat itself is its own seed, where the statement has none.
  Sampling sampling() {
    Sampling usual = Sampling.USUAL;
    long seed =
        settings.has("seed") ? settings.whole("seed", 0) : Session.current().random().nextLong();
    try {
      return usual
          .withTemperature(settings.number("temperature", usual.temperature()))
          .withTopK(count("top_k", usual.topK()))
          .withTopP(settings.number("top_p", usual.topP()))
          .withMinP(settings.number("min_p", usual.minP()))
          .withRepetitionPenalty(settings.number("repetition_penalty", usual.repetitionPenalty()))
          .withSeed(seed);
    } catch (Sampling.Outside outside) {
      throw Errors.value(outside.message(Show.text(settings.value(outside.setting()))));
    }
  }

  List<String> stops() {
    return switch (settings.value("stop")) {
      case null -> List.of();
      case Text text -> List.of(text.toString());
      case ListValue list -> {
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          stops.add(Settings.text("stop", list.get(i)));
        }
        yield stops;
      }
      case Object other -> throw Settings.wrong("stop", "a string or a list of strings", other);
    };
  }

  /// Who proposes what is said; null for nobody.
  ///
  /// @param here the engine that runs it
  @Nullable Drafting drafting(Compute here) {
    int tokens = settings.count("draft_tokens", Drafting.USUAL_TOKENS, 1, Drafting.MOST_TOKENS);
    return switch (settings.value("draft")) {
      case null -> {
        if (settings.has("draft_tokens")) {
          throw Errors.value(
              "`draft_tokens` is of a draft, and there is none: `draft = m` gives it");
        }
        yield null;
      }
      case LoadedModel draft -> new Drafting(draft.on(here), tokens);
      case LoadedEncoder encoder ->
          throw Errors.type(
              "a draft is a language model, and " + encoder + " is an encoder, which says nothing");
      case Object other -> throw Settings.wrong("draft", "a language model", other);
    };
  }

  @Nullable String system() {
    return settings.text("system");
  }

  /// Whether the text is put into the model's template, with what `system` says. Where it is not,
  /// there is no place for that, and it is refused.
  boolean isConversation(boolean isForChat) {
    boolean isRaw = settings.flag("raw");
    if (system() != null && isRaw) {
      throw Errors.value("`raw = true` takes the text as it is, so `system` says nothing");
    }
    if (system() != null && !isForChat) {
      throw Errors.value(
          "`system` is for models with a template of conversations that is known, and this one has"
              + " none: say it in the text");
    }
    return isForChat && !isRaw;
  }

  /// Whether the answer is printed as it is made.
  boolean isShown() {
    return settings.flag("stream");
  }
}
