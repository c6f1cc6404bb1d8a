package org.tosc.serve.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tosc.models.generate.Answer;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.http.Limits;
import org.tosc.serve.http.Refusal;
import org.tosc.serve.http.Reply;
import org.tosc.serve.http.Status;
import org.tosc.serve.json.Json;
import org.tosc.serve.model.TextModel;
import org.tosc.serve.schedule.TextService;
import org.tosc.serve.schedule.Ticket;

/// Texts: `/infer`, and OpenAI's completions and chat.
record TextRoutes(TextService service, Limits limits) {
  /// How often it is seen whether a client has gone away, in ms.
  private static final int LOOK = 50;

  private static final Set<String> INFER_NAMES =
      Set.of("input", "model", "user", "priority", "stream");

  void answer(Route route, Asked asked, Reply reply) throws HttpFault, IOException {
    Body body = asked.body();
    String model = service.model().name();
    Style style =
        switch (route) {
          case INFER -> {
            Set<String> names = new HashSet<>(INFER_NAMES);
            names.addAll(TextSettings.NAMES);
            body.requireKnown(names);
            yield new Style.Plain(model);
          }
          case COMPLETIONS -> Style.OpenAi.completion(model, body);
          case CHAT -> Style.OpenAi.chat(model, body);
          case PAGE, HEALTH, METRICS, MODELS -> throw new IllegalStateException(route.path);
        };
    TextSettings settings = TextSettings.of(body);
    int[] prompt = prompt(route, body);
    Ticket ticket = service.submit(settings.request(prompt), asked.priority());
    try {
      follow(ticket, style, body.flag("stream"), reply);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      ticket.cancel();
    }
  }

  /// The tokens of what is asked. What cannot fit is refused before it is cut into tokens.
  private int[] prompt(Route route, Body body) throws HttpFault {
    TextModel model = service.model();
    if (route == Route.CHAT) {
      return fitting(Conversation.tokens(model, body, this::checkLength));
    }
    String text = body.oneText(route == Route.INFER ? "input" : "prompt");
    checkLength(text.getBytes(StandardCharsets.UTF_8).length);
    return fitting(model.encode(text));
  }

  private void checkLength(long bytes) throws HttpFault {
    TextModel model = service.model();
    if (bytes > (long) model.context() * model.longestToken()) {
      throw tooLong();
    }
  }

  private int[] fitting(int[] prompt) throws HttpFault {
    if (prompt.length == 0) {
      throw HttpFault.bad("the prompt has no tokens");
    }
    if (prompt.length > service.model().context()) {
      throw tooLong();
    }
    return prompt;
  }

  private HttpFault tooLong() {
    return HttpFault.bad(
        "the prompt is longer than the model's context of "
            + service.model().context()
            + " tokens");
  }

  /// Tells what comes, as it comes or at the end.
  private void follow(Ticket ticket, Style style, boolean isStream, Reply reply)
      throws HttpFault, IOException, InterruptedException {
    long deadline = System.nanoTime() + limits.request().toNanos();
    while (true) {
      Ticket.Event event = ticket.next(LOOK);
      if (event == null) {
        wait(reply, deadline);
        continue;
      }
      if (isStream) {
        deadline = System.nanoTime() + limits.request().toNanos();
        if (!reply.isBegun() && isAnswer(event)) {
          reply.begin(Status.OK, "text/event-stream");
          tell(reply, style.opening());
        }
      }
      switch (event) {
        case Ticket.Event.Piece(var text) -> {
          if (isStream) {
            tell(reply, List.of(style.piece(text)));
          } else if (reply.isClientGone()) {
            throw new IOException("the client is gone");
          }
        }
        case Ticket.Event.Done(var answer) -> {
          if (answer.end() == Answer.End.NO_NUMBERS) {
            fail(reply, "the model computes no numbers: all that it gives is NaN");
          }
          end(answer, style, isStream, reply);
          return;
        }
        case Ticket.Event.Failed() -> fail(reply, "the model failed");
      }
    }
  }

  private static boolean isAnswer(Ticket.Event event) {
    return switch (event) {
      case Ticket.Event.Piece _ -> true;
      case Ticket.Event.Done(var answer) -> answer.end() != Answer.End.NO_NUMBERS;
      case Ticket.Event.Failed() -> false;
    };
  }

  private static void fail(Reply reply, String reason) throws HttpFault, IOException {
    throw broken(reply, new HttpFault(Status.INTERNAL_SERVER_ERROR, reason));
  }

  /// In the middle of an answer the fault is an event, and the connection's end. It has no
  /// `[DONE]`.
  private static HttpFault broken(Reply reply, HttpFault fault) throws IOException {
    if (reply.isBegun()) {
      reply.write(
          "data: "
              + Refusal.text(fault.status(), Objects.requireNonNull(fault.getMessage()))
              + "\n\n");
      throw new IOException("in the middle of an answer " + fault.getMessage());
    }
    return fault;
  }

  private static void wait(Reply reply, long deadline) throws HttpFault, IOException {
    if (reply.isClientGone()) {
      throw new IOException("the client is gone");
    }
    if (System.nanoTime() - deadline > 0) {
      throw broken(reply, new HttpFault(Status.GATEWAY_TIMEOUT, "the answer did not come in time"));
    }
  }

  private static void end(Answer answer, Style style, boolean isStream, Reply reply)
      throws IOException {
    if (!isStream) {
      Api.send(reply, style.whole(answer));
      return;
    }
    tell(reply, style.closing(answer));
    reply.write("data: [DONE]\n\n");
    reply.end();
  }

  /// Events as browsers read them (HTML, section 9.2). JSON has no line ends of its own.
  private static void tell(Reply reply, List<Json> events) throws IOException {
    for (Json event : events) {
      reply.write("data: " + event.text() + "\n\n");
    }
  }
}
