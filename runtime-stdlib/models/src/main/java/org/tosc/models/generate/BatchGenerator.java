package org.tosc.models.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.SeveralTexts;
import org.tosc.models.transformer.Transformer;

/// Several answers in the making: each [#step] computes one token of each, together. Requests join
/// between steps ("continuous batching": Yu et al., "Orca", OSDI 2022). A long prompt is read in
/// parts, one for each step, so that it does not keep the others waiting.
///
/// ```java
/// Generation one = batch.join(request, piece -> …);
/// while (!one.isDone()) {
///   batch.step();
/// }
/// ```
///
/// For one thread at a time; [Generation#cancel] may be called by any.
public final class BatchGenerator {
  /// Tokens of prompts that are read in a step.
  static final int PART = 128;

  private final Transformer transformer;
  private final Tokenizer tokenizer;
  private final SeveralTexts texts;
  private final List<Generation> running = new ArrayList<>();

  /// Caches of answers that are done, for those that come: clearing fresh memory was 8 % of the
  /// time of 64 texts.
  private final Deque<Cache> idle = new ArrayDeque<>();

  /// @param transformer no other thread may use it
  public BatchGenerator(Transformer transformer, Tokenizer tokenizer) {
    this.transformer = transformer;
    this.tokenizer = tokenizer;
    this.texts = new SeveralTexts(transformer);
  }

  /// One answer in the making.
  public static final class Generation {
    private final Consumer<String> listener;
    private final PartialAnswer said;
    private final Cache cache;
    private float @Nullable [] logits;
    private @Nullable Answer answer;
    private final long begin = System.nanoTime();
    private long first;
    private volatile boolean isCancelled;

    private Generation(Consumer<String> listener, PartialAnswer said, Cache cache) {
      this.listener = listener;
      this.said = said;
      this.cache = cache;
    }

    /// Ends it at the next step.
    public void cancel() {
      isCancelled = true;
    }

    public boolean isDone() {
      return answer != null;
    }

    /// What was said; null until it is done.
    public @Nullable Answer answer() {
      return answer;
    }

    /// Bytes of keys and values; 0 when it is done.
    public long cacheBytes() {
      return isDone() ? 0 : cache.bytes();
    }

    private boolean isReading() {
      return cache.length() < said.promptLength();
    }
  }

  /// Takes part from the next step on.
  ///
  /// @param listener hears each piece of the answer, in [#step]
  /// @throws IllegalArgumentException where the prompt is empty, or longer than the model's context
  public Generation join(Request request, Consumer<String> listener) {
    int context = transformer.architecture().context();
    int length = request.prompt().length;
    if (length == 0) {
      throw new IllegalArgumentException("the prompt has no tokens");
    }
    if (length > context) {
      throw new IllegalArgumentException(
          "the prompt has " + length + " tokens, and the model's context is " + context);
    }
    PartialAnswer said = new PartialAnswer(request, tokenizer, context);
    Cache cache = idle.isEmpty() ? transformer.cache() : idle.pop();
    Generation generation = new Generation(listener, said, cache);
    running.add(generation);
    return generation;
  }

  /// How many answers are in the making.
  public int size() {
    return running.size();
  }

  /// Bytes of keys and values of all of them.
  public long cacheBytes() {
    return running.stream().mapToLong(Generation::cacheBytes).sum();
  }

  /// Computes what comes next of each answer.
  public void step() {
    for (Generation generation : running) {
      if (generation.isCancelled) {
        finish(generation, Answer.End.CANCELLED);
      }
    }
    drop();
    read();
    List<Generation> speaking =
        running.stream().filter(g -> !g.isReading() && g.logits == null).toList();
    for (int at = 0; at < speaking.size(); at += SeveralTexts.MOST) {
      decode(speaking.subList(at, Math.min(speaking.size(), at + SeveralTexts.MOST)));
    }
    running.stream().filter(g -> g.logits != null).forEach(this::speak);
    drop();
  }

  private void drop() {
    for (Generation generation : running) {
      if (generation.isDone() && idle.size() < SeveralTexts.MOST) {
        generation.cache.clear();
        idle.push(generation.cache);
      }
    }
    running.removeIf(Generation::isDone);
  }

  /// Reads on in prompts, the oldest first.
  private void read() {
    int left = PART;
    for (Generation generation : running) {
      if (left > 0 && generation.isReading()) {
        left -= read(generation, left);
      }
    }
  }

  /// Reads the next part of a prompt, at most so many tokens; gives how many.
  private int read(Generation generation, int most) {
    int from = generation.cache.length();
    int to = Math.min(from + most, generation.said.promptLength());
    int[] part = Arrays.copyOfRange(generation.said.text(), from, to);
    float[] logits = transformer.logits(generation.cache, part);
    if (!generation.isReading()) {
      generation.logits = logits;
      generation.first = System.nanoTime();
    }
    return to - from;
  }

  /// The logits behind the last token of each.
  private void decode(List<Generation> speaking) {
    if (speaking.isEmpty()) {
      return;
    }
    List<Cache> caches = speaking.stream().map(g -> g.cache).toList();
    float[][] logits =
        texts.logits(caches, speaking.stream().mapToInt(g -> g.said.last()).toArray());
    for (int i = 0; i < logits.length; i++) {
      speaking.get(i).logits = logits[i];
    }
  }

  /// Chooses the next token of one.
  private void speak(Generation generation) {
    float[] logits = generation.logits;
    generation.logits = null;
    if (logits == null) {
      return;
    }
    Answer.End end = generation.said.next(logits);
    tell(generation, generation.said.said());
    if (end != null) {
      finish(generation, end);
    }
  }

  private static void finish(Generation generation, Answer.End end) {
    tell(generation, generation.said.finish());
    long now = System.nanoTime();
    long first = generation.first == 0 ? now : generation.first;
    generation.answer =
        new Answer(
            generation.said.whole(),
            end,
            generation.said.promptLength(),
            generation.said.tokens(),
            (first - generation.begin) / 1e9,
            (now - first) / 1e9,
            Drafted.NONE);
  }

  private static void tell(Generation generation, String piece) {
    if (!piece.isEmpty()) {
      generation.listener.accept(piece);
    }
  }
}
