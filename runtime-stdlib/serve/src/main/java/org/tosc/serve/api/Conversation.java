package org.tosc.serve.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tosc.models.chat.Message;
import org.tosc.models.chat.Role;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.json.Json;
import org.tosc.serve.model.TextModel;

/// The messages of a chat request.
final class Conversation {
  private Conversation() {}

  /// Refuses so many bytes, or does not.
  interface LengthCheck {
    void check(long bytes) throws HttpFault;
  }

  /// The tokens of a body's conversation.
  static int[] tokens(TextModel model, Body body, LengthCheck length) throws HttpFault {
    List<Message> messages = messages(body);
    long bytes = 0;
    for (Message message : messages) {
      bytes += message.content().getBytes(StandardCharsets.UTF_8).length;
    }
    length.check(bytes);
    return model.encode(messages);
  }

  private static List<Message> messages(Body body) throws HttpFault {
    if (!(body.get("messages") instanceof Json.Arr(var items)) || items.isEmpty()) {
      throw Body.wrong("messages", "a list of messages");
    }
    List<Message> messages = new ArrayList<>();
    for (Json item : items) {
      Body message = Body.of(item);
      String name = message.text("role");
      Role role = name == null ? null : Role.of(name);
      if (role == null) {
        throw Body.wrong("role", "one of system, user and assistant");
      }
      messages.add(new Message(role, content(message)));
    }
    return messages;
  }

  /// A text, or parts that are texts.
  private static String content(Body message) throws HttpFault {
    if (message.get("content") instanceof Json.Str(var text)) {
      return text;
    }
    if (!(message.get("content") instanceof Json.Arr(var parts))) {
      throw Body.wrong("content", "a string");
    }
    StringBuilder whole = new StringBuilder();
    for (Json part : parts) {
      String text = Body.of(part).text("text");
      if (text == null) {
        throw Body.wrong("content", "a string, or parts of type `text`");
      }
      whole.append(text);
    }
    return whole.toString();
  }
}
