package org.tosc.models.token;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The tokens that end what a model says: the end of a text, and the end of a turn.
public record EndTokens(Set<Integer> ids) {
  /// Texts of tokens that end a turn, as published models call them. Files often name only the end
  /// of a text, so others are found by their texts (llama.cpp does the same, `special_eog_ids`).
  private static final Set<String> TEXTS =
      Set.of(
          "<|eot_id|>",
          "<|eom_id|>",
          "<|im_end|>",
          "<|end|>",
          "<end_of_turn>",
          "<|endoftext|>",
          "<|end_of_text|>",
          "<EOT>",
          "<｜end▁of▁sentence｜>");

  public EndTokens {
    ids = Set.copyOf(ids);
  }

  /// Those that a file names, and those of the usual texts that are no text.
  public static EndTokens of(Vocabulary vocabulary, Collection<Integer> named) {
    Set<Integer> ids = new HashSet<>(named);
    for (String text : TEXTS) {
      int id = vocabulary.find(text);
      if (id != Vocabulary.NONE) {
        ids.add(id);
      }
    }
    return new EndTokens(ids);
  }

  public boolean has(int id) {
    return ids.contains(id);
  }
}
