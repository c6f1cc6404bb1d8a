package org.tosc.models.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.ChatTemplate;
import org.tosc.models.chat.Message;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.transformer.SeveralTokens;
import org.tosc.models.transformer.Transformer;

/// A transformer and its tokenizer: text in, text out. For one request at a time.
///
/// It keeps the last text's cache: a request that begins with the same tokens, as the next turn of
/// a conversation does, computes only what is new.
public final class LanguageModel {
  private final Transformer transformer;
  private final Tokenizer tokenizer;
  private final @Nullable ChatTemplate template;
  private final CachedText cached;

  /// By how many tokens go together.
  private final Map<Integer, Optional<SeveralTokens>> rows = new HashMap<>();

  /// @param template of conversations with the model; null where it was made for none that is known
  public LanguageModel(
      Transformer transformer, Tokenizer tokenizer, @Nullable ChatTemplate template) {
    this.transformer = transformer;
    this.tokenizer = tokenizer;
    this.template = template;
    this.cached = new CachedText(transformer);
  }

  /// Another transformer with the same tokenizer.
  public LanguageModel with(Transformer other) {
    return new LanguageModel(other, tokenizer, template);
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  public Transformer transformer() {
    return transformer;
  }

  /// Whether the model was made for conversations.
  public boolean isForChat() {
    return template != null;
  }

  /// The tokens of a text that the model continues.
  public int[] prompt(String text) {
    return tokenizer.encode(text, EncodeOptions.FRAMED);
  }

  /// The tokens of a conversation in which the model speaks next. Where the model was made for
  /// none, it is all that was said, line by line.
  public int[] prompt(List<Message> conversation) {
    if (template == null) {
      return prompt(
          conversation.stream().map(Message::content).collect(Collectors.joining("\n", "", "\n")));
    }
    return tokenizer.encode(template.render(conversation, true), true);
  }

  /// The tokens of a whole text, with the one that ends it.
  public int[] whole(String text) {
    return ended(prompt(text));
  }

  /// The tokens of a whole conversation, with the one that ends it.
  public int[] whole(List<Message> conversation) {
    return template == null
        ? ended(prompt(conversation))
        : ended(tokenizer.encode(template.render(conversation, false), true));
  }

  private int[] ended(int[] tokens) {
    int end = tokenizer.ends().ofText();
    boolean isEnded =
        end == Vocabulary.NONE || (tokens.length > 0 && tokens[tokens.length - 1] == end);
    return isEnded ? tokens : Tokens.appended(tokens, end);
  }

  /// Answers a request.
  ///
  /// @param listener hears each piece of the answer; where it says no, the answer ends
  /// @throws IllegalArgumentException where the prompt is empty, or longer than the model's
  ///   context, or what the model computes is NaN
  public Answer answer(Request request, Predicate<String> listener) {
    requireRoom(request);
    return new Run(request, null, listener).answer();
  }

  /// The same answer, with what a draft proposes ([Speculation]).
  ///
  /// @throws IllegalArgumentException where the draft is none for this model, too
  public Answer answer(Request request, Drafting drafting, Predicate<String> listener) {
    requireRoom(request);
    drafting.requireFits(this);
    return new Run(request, speculation(drafting), listener).answer();
  }

  /// Null where no number of tokens goes together.
  private @Nullable Speculation speculation(Drafting drafting) {
    SeveralTokens together =
        rows.computeIfAbsent(
                1 + drafting.tokens(),
                count -> Optional.ofNullable(SeveralTokens.of(transformer, count)))
            .orElse(null);
    int vocabulary = transformer.architecture().vocabulary();
    return together == null ? null : new Speculation(cached, together, drafting, vocabulary);
  }

  private void requireRoom(Request request) {
    int length = request.prompt().length;
    int context = transformer.architecture().context();
    if (length == 0) {
      throw new IllegalArgumentException("the prompt has no tokens");
    }
    if (length > context) {
      throw new IllegalArgumentException(
          "the prompt has " + length + " tokens, and the model's context is " + context);
    }
  }

  /// What was read last, and what it means to the model.
  CachedText cached() {
    return cached;
  }

  /// One answer in the making.
  private final class Run {
    private final Predicate<String> listener;
    private final PartialAnswer said;
    private final @Nullable Speculation speculation;
    private boolean isWanted = true;

    Run(Request request, @Nullable Speculation speculation, Predicate<String> listener) {
      this.listener = listener;
      this.said = new PartialAnswer(request, tokenizer, transformer.architecture().context());
      this.speculation = speculation;
    }

    Answer answer() {
      long begin = System.nanoTime();
      float[] logits = cached.logits(said.text());
      long first = System.nanoTime();
      Answer.End end = next(logits);
      while (end == null) {
        end =
            speculation == null
                ? next(cached.logits(said.text()))
                : speculation.round(said, this::next);
      }
      tell(said.finish());
      double seconds = (System.nanoTime() - first) / 1e9;
      return new Answer(
          said.whole(),
          end,
          said.promptLength(),
          said.tokens(),
          (first - begin) / 1e9,
          seconds,
          speculation == null ? Drafted.NONE : speculation.drafted());
    }

    /// Chooses the next token and tells it; gives why this is the end, or null where it is not.
    private Answer.@Nullable End next(float[] logits) {
      Answer.End end = said.next(logits);
      tell(said.said());
      if (end == Answer.End.NO_NUMBERS) {
        throw new IllegalArgumentException("the model computes no numbers: its logits are NaN");
      }
      return isWanted || end == Answer.End.STOP ? end : Answer.End.CANCELLED;
    }

    private void tell(String piece) {
      if (!piece.isEmpty()) {
        isWanted = isWanted && listener.test(piece);
      }
    }
  }
}
