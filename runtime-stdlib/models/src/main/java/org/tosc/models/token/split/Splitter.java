package org.tosc.models.token.split;

import java.util.List;
import java.util.function.Consumer;

/// Steps, each on the words of the one before. Without any, a text is one word.
public record Splitter(List<WordStep> steps) {
  public static final Splitter NONE = new Splitter(List.of());

  public Splitter {
    steps = List.copyOf(steps);
  }

  /// Gives the words of a text. None is empty.
  ///
  /// @param isAtStart whether nothing that is encoded lies before the text
  public void split(String text, boolean isAtStart, Consumer<String> words) {
    if (text.isEmpty()) {
      return;
    }
    WordStep.Words next = WordStep.Words.of(words);
    for (WordStep step : steps.reversed()) {
      WordStep.Words rest = next;
      next = (word, isFirst) -> step.apply(word, isFirst, rest);
    }
    next.accept(text, isAtStart);
  }
}
