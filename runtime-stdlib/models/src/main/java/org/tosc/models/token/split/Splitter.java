package org.tosc.models.token.split;

import java.util.List;
import java.util.function.Consumer;

/// Several cuts, each of the words of the one before. Without any, a text is one word.
public record Splitter(List<Split> splits) {
  public Splitter {
    splits = List.copyOf(splits);
  }

  public static final Splitter NONE = new Splitter(List.of());

  /// Gives the words of a text. None is empty.
  public void split(String text, Consumer<String> words) {
    if (text.isEmpty()) {
      return;
    }
    Consumer<String> next = words;
    for (Split split : splits.reversed()) {
      Consumer<String> rest = next;
      next = word -> split.split(word, rest);
    }
    next.accept(text);
  }
}
