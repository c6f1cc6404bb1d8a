package org.tosc.models.generate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.models.token.TokenStream;
import org.tosc.models.token.Tokenizer;

/// An answer as far as it is there: its tokens, and the text that they make.
final class PartialAnswer {
  private final Request request;
  private final Tokenizer tokenizer;
  private final int context;
  private final Sampler sampler;
  private final TokenStream stream;
  private final StopTexts stops;
  private final StringBuilder whole = new StringBuilder();
  private final int promptLength;
  private int[] text;
  private int length;
  private int told;

  PartialAnswer(Request request, Tokenizer tokenizer, int context) {
    this.request = request;
    this.tokenizer = tokenizer;
    this.context = context;
    this.sampler = new Sampler(request.sampling());
    this.stream = tokenizer.stream();
    this.stops = new StopTexts(request.stops());
    this.text = request.prompt();
    this.promptLength = text.length;
    this.length = text.length;
  }

  int promptLength() {
    return promptLength;
  }

  /// Tokens that were said.
  int tokens() {
    return length - promptLength;
  }

  /// The prompt and what was said.
  int[] text() {
    return Arrays.copyOf(text, length);
  }

  int last() {
    return text[length - 1];
  }

  /// How many tokens can be said.
  int room() {
    return Math.min(request.maxTokens() - tokens(), context - length);
  }

  /// What would be said if the logits were these ([Sampler#guess]).
  ///
  /// @param before the text, and what was guessed before it
  int guess(float[] logits, int[] before) {
    return sampler.guess(logits, before, before.length - length);
  }

  String whole() {
    return whole.toString();
  }

  /// What was said since this was asked last.
  String said() {
    String piece = whole.substring(told);
    told = whole.length();
    return piece;
  }

  /// Chooses the next token; gives why this is the end, or null where it is not.
  Answer.@Nullable End next(float[] logits) {
    if (tokens() >= request.maxTokens()) {
      return Answer.End.LENGTH;
    }
    int token = sampler.next(logits, text());
    if (Float.isNaN(logits[token])) {
      return Answer.End.NO_NUMBERS;
    }
    if (tokenizer.ends().has(token)) {
      return Answer.End.STOP;
    }
    if (length == text.length) {
      text = Arrays.copyOf(text, Math.max(16, 2 * length));
    }
    text[length++] = token;
    whole.append(stops.accept(stream.accept(token)));
    if (stops.isStopped()) {
      return Answer.End.STOP;
    }
    return length >= context || tokens() >= request.maxTokens() ? Answer.End.LENGTH : null;
  }

  /// What was kept back.
  String finish() {
    if (!stops.isStopped()) {
      whole.append(stops.accept(stream.finish())).append(stops.finish());
    }
    return said();
  }
}
