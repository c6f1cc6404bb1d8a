package org.tosc.serve.model;

import java.util.List;
import org.tosc.models.chat.Message;

/// A model that goes on with texts.
public non-sealed interface TextModel extends ServedModel {
  /// The most tokens of a prompt.
  int context();

  /// Bytes of the longest token: a prompt of more than `context · longestToken` bytes is too long,
  /// whatever its tokens are.
  int longestToken();

  /// The tokens of a user's text. May be called by many threads.
  int[] encode(String text);

  /// The tokens of a conversation, up to where the model's turn begins. What a user says cannot
  /// become a control token.
  int[] encode(List<Message> conversation);

  /// Answers in the making, for one thread that asks nothing else meanwhile.
  TextBatch begin();
}
