package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.token.split.SplitPattern;

/// Texts of a million characters that a careless pattern or merge needs hours or a deep stack for.
/// Whoever is as careless makes this test run for ever.
final class LongInputsTest {
  private static final int LENGTH = 1_000_000;

  /// For patterns, of which there are many.
  private static final int SHORTER = 100_000;

  private static List<String> texts(int length) {
    return Stream.of(
            "a",
            " ",
            "\n",
            " \n",
            "1",
            "!",
            "A",
            "aB",
            "e\u0301",
            "\u0301\u0323",
            "你",
            "\uD83D\uDE00",
            "▁",
            "'s",
            "\u200D",
            "\u0000",
            "<",
            "\r",
            " a",
            "\u3000x")
        .map(part -> part.repeat(length / part.length()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(SplitPattern.class)
  void patternsTakeTimeInProportion(SplitPattern pattern) {
    for (String text : texts(SHORTER)) {
      for (String behind : List.of("", "b")) {
        String whole = text + behind;
        int[] length = {0};
        pattern.splitter().split(whole, true, word -> length[0] += word.length());
        assertEquals(whole.length(), length[0]);
      }
    }
  }

  static List<String> names() {
    return List.of("bytes", "sentencepiece", "unigram", "wordpiece");
  }

  @ParameterizedTest
  @MethodSource("names")
  void tokenizersTakeThem(String name) {
    Tokenizer tokenizer = JsonVectors.tokenizer(name);
    for (String text : texts(LENGTH).subList(0, 4)) {
      int[] ids = tokenizer.encode(text, EncodeOptions.FRAMED);
      tokenizer.decode(ids);
    }
  }

  @Test
  void marksWithoutEndAreNormalised() {
    Tokenizer tokenizer = JsonVectors.tokenizer("wordpiece");
    String marks = "\u0301".repeat(LENGTH / 2) + "\u0323".repeat(LENGTH / 2);
    assertEquals(1, tokenizer.encode("a" + marks, EncodeOptions.PLAIN).length);
  }
}
