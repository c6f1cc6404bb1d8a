package org.tosc.serve.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.Answer;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.json.Json;

/// The words in which an answer is told.
sealed interface Style {
  /// The answer as one object.
  Json whole(Answer answer);

  /// What comes before the first piece of a stream.
  List<Json> opening();

  /// A piece of a stream.
  Json piece(String text);

  /// What comes behind the last piece.
  List<Json> closing(Answer answer);

  /// Those of `/infer`.
  record Plain(String model) implements Style {
    @Override
    public Json whole(Answer answer) {
      return Json.object(
          "output", Json.of(answer.text()),
          "model", Json.of(model),
          "finish_reason", reason(answer),
          "usage", usage(answer));
    }

    @Override
    public List<Json> opening() {
      return List.of();
    }

    @Override
    public Json piece(String text) {
      return Json.object("output", Json.of(text));
    }

    @Override
    public List<Json> closing(Answer answer) {
      return List.of(
          Json.object(
              "output", Json.of(""),
              "model", Json.of(model),
              "finish_reason", reason(answer),
              "usage", usage(answer)));
    }
  }

  /// Those of OpenAI's completions and chat.
  ///
  /// @param tellsUsage whether a stream ends with how many tokens there were
  record OpenAi(String model, boolean isChat, boolean tellsUsage, String id, long created)
      implements Style {
    static OpenAi completion(String model, Body body) throws HttpFault {
      return of(model, false, "cmpl-", body);
    }

    static OpenAi chat(String model, Body body) throws HttpFault {
      return of(model, true, "chatcmpl-", body);
    }

    private static OpenAi of(String model, boolean isChat, String prefix, Body body)
        throws HttpFault {
      if (body.whole("n", 1) != 1) {
        throw Body.wrong("n", "1");
      }
      Json options = body.get("stream_options");
      boolean tellsUsage = options != null && Body.of(options).flag("include_usage");
      String id = prefix + Long.toHexString(ThreadLocalRandom.current().nextLong());
      return new OpenAi(model, isChat, tellsUsage, id, Instant.now().getEpochSecond());
    }

    @Override
    public Json whole(Answer answer) {
      Json choice =
          isChat
              ? choice("message", message(answer.text()), reason(answer))
              : choice("text", Json.of(answer.text()), reason(answer));
      return object(isChat ? "chat.completion" : "text_completion", List.of(choice), usage(answer));
    }

    @Override
    public List<Json> opening() {
      return isChat ? List.of(part(choice("delta", message(""), new Json.Nil()))) : List.of();
    }

    @Override
    public Json piece(String text) {
      return part(
          isChat
              ? choice("delta", Json.object("content", Json.of(text)), new Json.Nil())
              : choice("text", Json.of(text), new Json.Nil()));
    }

    @Override
    public List<Json> closing(Answer answer) {
      List<Json> events = new ArrayList<>();
      events.add(
          part(
              isChat
                  ? choice("delta", Json.object(), reason(answer))
                  : choice("text", Json.of(""), reason(answer))));
      if (tellsUsage) {
        events.add(object(partName(), List.of(), usage(answer)));
      }
      return events;
    }

    private String partName() {
      return isChat ? "chat.completion.chunk" : "text_completion";
    }

    private Json part(Json choice) {
      return object(partName(), List.of(choice), null);
    }

    private static Json message(String text) {
      return Json.object("role", Json.of("assistant"), "content", Json.of(text));
    }

    private static Json choice(String name, Json value, Json reason) {
      return Json.object("index", Json.of(0), name, value, "finish_reason", reason);
    }

    private Json object(String kind, List<Json> choices, @Nullable Json usage) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("id", Json.of(id));
      members.put("object", Json.of(kind));
      members.put("created", Json.of(created));
      members.put("model", Json.of(model));
      members.put("choices", Json.array(choices));
      if (usage != null) {
        members.put("usage", usage);
      }
      return new Json.Obj(members);
    }
  }

  private static Json reason(Answer answer) {
    return Json.of(
        switch (answer.end()) {
          case STOP -> "stop";
          case LENGTH -> "length";
          case CANCELLED -> "cancelled";
          case NO_NUMBERS -> "error";
        });
  }

  private static Json usage(Answer answer) {
    return Json.object(
        "prompt_tokens", Json.of(answer.promptTokens()),
        "completion_tokens", Json.of(answer.tokens()),
        "total_tokens", Json.of((long) answer.promptTokens() + answer.tokens()));
  }
}
