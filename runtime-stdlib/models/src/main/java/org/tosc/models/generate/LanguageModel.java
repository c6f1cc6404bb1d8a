package org.tosc.models.generate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.ChatTemplate;
import org.tosc.models.chat.Message;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.TokenStream;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.Transformer;

/// A transformer and its tokenizer: text in, text out. For one request at a time.
///
/// It keeps the last text's cache: a request that begins with the same tokens, as the next turn of
/// a conversation does, computes only what is new.
public final class LanguageModel {
  private final Transformer transformer;
  private final Tokenizer tokenizer;
  private final @Nullable ChatTemplate template;
  private @Nullable Cache cache;
  private int[] cached = {};

  /// @param template of conversations with the model; null where it was made for none that is known
  public LanguageModel(
      Transformer transformer, Tokenizer tokenizer, @Nullable ChatTemplate template) {
    this.transformer = transformer;
    this.tokenizer = tokenizer;
    this.template = template;
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
    return isEnded ? tokens : appended(tokens, end);
  }

  private static int[] appended(int[] tokens, int token) {
    int[] more = Arrays.copyOf(tokens, tokens.length + 1);
    more[tokens.length] = token;
    return more;
  }

  /// Answers a request.
  ///
  /// @param listener hears each piece of the answer; where it says no, the answer ends
  /// @throws IllegalArgumentException where the prompt is empty, or longer than the model's context
  public Answer answer(Request request, Predicate<String> listener) {
    int[] prompt = request.prompt();
    int context = transformer.architecture().context();
    if (prompt.length == 0) {
      throw new IllegalArgumentException("the prompt has no tokens");
    }
    if (prompt.length > context) {
      throw new IllegalArgumentException(
          "the prompt has " + prompt.length + " tokens, and the model's context is " + context);
    }
    return new Run(request, prompt, listener).answer();
  }

  /// The logits behind a text, with what the cache has of it.
  private float[] logits(int[] text) {
    Cache current = cache == null ? transformer.cache() : cache;
    // One token at least is computed: logits are not kept.
    int same = Math.min(common(text, cached), text.length - 1);
    cached = text;
    cache = current;
    current.truncate(same);
    return transformer.logits(current, Arrays.copyOfRange(text, same, text.length));
  }

  private static int common(int[] a, int[] b) {
    int differs = Arrays.mismatch(a, b);
    return differs < 0 ? a.length : differs;
  }

  /// One answer in the making.
  private final class Run {
    private final Request request;
    private final Predicate<String> listener;
    private final Sampler sampler;
    private final TokenStream stream = tokenizer.stream();
    private final StopTexts stops;
    private final StringBuilder said = new StringBuilder();
    private final int promptLength;
    private int[] text;
    private boolean isWanted = true;

    Run(Request request, int[] prompt, Predicate<String> listener) {
      this.request = request;
      this.listener = listener;
      this.sampler = new Sampler(request.sampling());
      this.stops = new StopTexts(request.stops());
      this.promptLength = prompt.length;
      this.text = prompt;
    }

    Answer answer() {
      long begin = System.nanoTime();
      float[] logits = logits(text);
      long first = System.nanoTime();
      Answer.End end = Answer.End.LENGTH;
      while (tokens() < request.maxTokens()) {
        int token = sampler.next(logits, text);
        if (tokenizer.ends().has(token)) {
          end = Answer.End.STOP;
          break;
        }
        text = appended(text, token);
        say(stops.accept(stream.accept(token)));
        if (stops.isStopped()) {
          end = Answer.End.STOP;
          break;
        }
        if (!isWanted) {
          end = Answer.End.CANCELLED;
          break;
        }
        if (text.length >= transformer.architecture().context()
            || tokens() == request.maxTokens()) {
          break;
        }
        logits = logits(text);
      }
      if (!stops.isStopped()) {
        say(stops.accept(stream.finish()) + stops.finish());
      }
      double seconds = (System.nanoTime() - first) / 1e9;
      return new Answer(
          said.toString(), end, promptLength, tokens(), (first - begin) / 1e9, seconds);
    }

    private int tokens() {
      return text.length - promptLength;
    }

    private void say(String piece) {
      if (!piece.isEmpty()) {
        said.append(piece);
        isWanted = isWanted && listener.test(piece);
      }
    }
  }
}
