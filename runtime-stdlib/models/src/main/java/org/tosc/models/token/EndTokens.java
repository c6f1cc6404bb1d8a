package org.tosc.models.token;

import static org.tosc.models.token.Vocabulary.NONE;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The tokens that end what a model says: the end of a text, and the end of a turn.
///
/// @param ofText the end of a text; [Vocabulary#NONE] where there is none
public record EndTokens(Set<Integer> ids, int ofText) {
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
      if (id != NONE) {
        ids.add(id);
      }
    }
    int ofText =
        named.stream().findFirst().or(() -> ids.stream().sorted().findFirst()).orElse(NONE);
    return new EndTokens(ids, ofText);
  }

  /// Whether a text is a usual one for the end of a turn. Such a token is a control token whatever
  /// a file calls it, or a user's text could end the turn.
  public static boolean isUsual(String text) {
    return TEXTS.contains(text);
  }

  /// Whether a token ends what a model says.
  public boolean has(int id) {
    return ids.contains(id);
  }
}
