package org.tosc.models.token.split;

import java.util.function.Consumer;
import org.tosc.models.token.normal.Step;

/// What is done to each word on the way to tokens.
public sealed interface WordStep permits Split, WordStep.Change {
  /// Gives what becomes of a word. No word is empty.
  ///
  /// @param isAtStart whether nothing that is encoded lies before the word
  void apply(String word, boolean isAtStart, Words out);

  /// Takes words.
  interface Words {
    /// Takes a word.
    ///
    /// @param isAtStart whether nothing that is encoded lies before the word
    void accept(String word, boolean isAtStart);

    /// Takes words where it does not matter where they lie.
    static Words of(Consumer<String> words) {
      return (word, isAtStart) -> words.accept(word);
    }
  }

  /// Changes words by themselves.
  record Change(Step step) implements WordStep {
    @Override
    public void apply(String word, boolean isAtStart, Words out) {
      String changed = step.apply(word, isAtStart);
      if (!changed.isEmpty()) {
        out.accept(changed, isAtStart);
      }
    }
  }
}
