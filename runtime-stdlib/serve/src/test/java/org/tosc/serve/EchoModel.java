package org.tosc.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tosc.models.chat.Message;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Drafted;
import org.tosc.models.generate.Request;
import org.tosc.serve.model.TextBatch;
import org.tosc.serve.model.TextModel;

/// Stands in for a language model: its tokens are characters, and it says the prompt again and
/// again, one character a step. No weights, no numbers.
final class EchoModel implements TextModel {
  private final String name;
  private final int context;
  private final long stepMilliseconds;

  /// Steps behind which it stands still.
  volatile int stallsAfter = Integer.MAX_VALUE;

  final AtomicInteger encoded = new AtomicInteger();
  final AtomicInteger steps = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger largestBatch = new AtomicInteger();
  final List<String> order = new ArrayList<>();

  EchoModel(String name, int context, long stepMilliseconds) {
    this.name = name;
    this.context = context;
    this.stepMilliseconds = stepMilliseconds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int context() {
    return context;
  }

  @Override
  public int longestToken() {
    return 4; // bytes of a character
  }

  @Override
  public int[] encode(String text) {
    encoded.incrementAndGet();
    return text.codePoints().toArray();
  }

  @Override
  public int[] encode(List<Message> conversation) {
    return encode(conversation.getLast().content());
  }

  @Override
  public TextBatch begin() {
    return new Batch();
  }

  private final class Batch implements TextBatch {
    private final List<Echo> echoes = new ArrayList<>();

    @Override
    public Running join(Request request, Consumer<String> listener) {
      Echo echo = new Echo(request, listener);
      echoes.add(echo);
      synchronized (order) {
        order.add(new String(request.prompt(), 0, request.prompt().length));
      }
      return echo;
    }

    @Override
    public void step() {
      steps.incrementAndGet();
      largestBatch.accumulateAndGet(echoes.size(), Math::max);
      try {
        Thread.sleep(steps.get() > stallsAfter ? Long.MAX_VALUE : stepMilliseconds);
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
      }
      echoes.forEach(Echo::step);
      echoes.removeIf(echo -> echo.answer() != null);
    }

    @Override
    public long cacheBytes() {
      return 100L * echoes.size();
    }
  }

  private final class Echo implements TextBatch.Running {
    private final Request request;
    private final Consumer<String> listener;
    private final StringBuilder said = new StringBuilder();
    private int tokens;
    private volatile boolean isCancelled;
    private volatile Answer answer;

    Echo(Request request, Consumer<String> listener) {
      this.request = request;
      this.listener = listener;
    }

    void step() {
      int[] prompt = request.prompt();
      if (isCancelled) {
        cancelled.incrementAndGet();
        finish(Answer.End.CANCELLED);
        return;
      }
      if (tokens < request.maxTokens()) {
        String piece = Character.toString(prompt[tokens++ % prompt.length]);
        said.append(piece);
        listener.accept(piece);
      }
      if (tokens >= request.maxTokens()) {
        finish(Answer.End.LENGTH);
      }
    }

    private void finish(Answer.End end) {
      answer =
          new Answer(
              said.toString(), end, request.prompt().length, tokens, 0.001, 0.01, Drafted.NONE);
    }

    @Override
    public Answer answer() {
      return answer;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }
  }
}
