package org.tosc.models.train;

import java.util.List;
import org.tosc.models.chat.Message;
import org.tosc.models.chat.Role;

/// What a language model learns from.
public sealed interface TrainingText {
  /// A text as it is.
  record Plain(String text) implements TrainingText {}

  /// A conversation, which a model that was made for conversations reads as it is used to.
  record Conversation(List<Message> messages) implements TrainingText {
    public Conversation {
      messages = List.copyOf(messages);
    }

    /// A question and its answer.
    public static Conversation of(String prompt, String completion) {
      return new Conversation(
          List.of(new Message(Role.USER, prompt), new Message(Role.ASSISTANT, completion)));
    }
  }
}
