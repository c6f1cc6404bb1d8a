package org.tosc.models.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.models.chat.Message;
import org.tosc.models.chat.Role;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Texts as JSON, one a line (jsonlines.org).
///
/// | a line | is |
/// |---|---|
/// | `"a text"`, `{"text": "a text"}` | a text |
/// | `{"prompt": "…", "completion": "…"}` | a question and its answer |
/// | `{"messages": [{"role": "user", "content": "…"}, …]}` | a conversation |
public final class TextLines {
  private TextLines() {}

  /// Reads a file.
  ///
  /// @throws TensorFileFault where it is missing or damaged
  public static List<TrainingText> read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw TensorFileFault.of(path.toString(), 0, e);
    }
    return read(path.toString(), bytes);
  }

  static List<TrainingText> read(String name, byte[] bytes) {
    List<TrainingText> texts = new ArrayList<>();
    try (JsonReader json = new JsonReader(name, bytes)) {
      while (json.moved()) {
        texts.add(text(json.node()));
      }
    }
    return texts;
  }

  private static TrainingText text(JsonNode line) {
    if (line.value() instanceof JsonNode.Value.Text(String text)) {
      return new TrainingText.Plain(text);
    }
    Map<String, JsonNode> members = line.members();
    if (members.containsKey("text")) {
      return new TrainingText.Plain(line.text("text"));
    }
    if (members.containsKey("prompt")) {
      return TrainingText.Conversation.of(line.text("prompt"), line.text("completion"));
    }
    if (members.containsKey("messages")) {
      List<Message> messages = new ArrayList<>();
      line.require("messages").items().forEach(m -> messages.add(message(m)));
      return new TrainingText.Conversation(messages);
    }
    throw line.fault("expected a string, or an object with `text`, `prompt` or `messages`");
  }

  private static Message message(JsonNode node) {
    JsonNode name = node.require("role");
    Role role = Role.of(name.text());
    if (role == null) {
      throw name.fault("a message is of `system`, `user` or `assistant`");
    }
    return new Message(role, node.text("content"));
  }
}
