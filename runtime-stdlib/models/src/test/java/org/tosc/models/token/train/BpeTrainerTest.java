package org.tosc.models.token.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.subword.Merges;

final class BpeTrainerTest {
  private static final int BYTES = 256;

  /// The example of Sennrich et al., 2016 (algorithm 1), counted by hand. Words have no end mark
  /// here, so its `est</w>` is `est`.
  @Test
  void frequentPairsMergeFirst() {
    String text = " low".repeat(5) + " lower".repeat(2) + " newest".repeat(6) + " widest".repeat(3);
    TrainedVocabulary learnt =
        BpeTrainer.train(List.of(text), SplitPattern.GPT_2, BYTES + 5, List.of());
    // e-s 9, es-t 9; l-o 7 and o-w 7 (l before o); Ġ-lo 7 and lo-w 7 (a byte before what was
    // merged).
    assertEquals(
        List.of(
            new Merges.Pair("e", "s"),
            new Merges.Pair("es", "t"),
            new Merges.Pair("l", "o"),
            new Merges.Pair("Ġ", "lo"),
            new Merges.Pair("Ġlo", "w")),
        learnt.merges());
  }

  /// Made by Hugging Face's tokenizers 0.23.2 of the same text: `BpeTrainer(vocab_size=282,
  /// min_frequency=2, special_tokens=["<|end|>"], initial_alphabet=ByteLevel.alphabet())`.
  @Test
  void sameTokensAsAnotherTrainer() {
    TrainedVocabulary learnt =
        BpeTrainer.train(List.of(TEXT), SplitPattern.GPT_2, 282, List.of("<|end|>"));
    assertEquals(EXPECTED, learnt.tokens().subList(BYTES + 1, learnt.tokens().size()));
  }

  private static final String TEXT =
      "A tokenizer makes text into tokens, and tokens into text. Tokens of a tokenizer are what a model"
          + " reads; what it says is tokens again, aaaa aaaaa aaa bababab abab.\n\nToken 1, token 22,"
          + " token 333: naïve café, 你好你好, 😀😀.";

  private static final List<String> EXPECTED =
      List.of(
          "ke", "aa", "oke", "Ġt", "oken", "Ġtoken", "Ġa", "ab", "Ġi", "Ġaa", "Ġtokens", "33",
          "Token", "at", "bab", "er", "ex", "hat", "iz", "nt", "re", "what", "¥½", "½ł", "ä½ł");

  @Test
  void sameTextsGiveTheSameVocabulary() {
    assertEquals(
        BpeTrainer.train(List.of(TEXT), SplitPattern.LLAMA_3, 300, List.of("<|end|>")),
        BpeTrainer.train(List.of(TEXT), SplitPattern.LLAMA_3, 300, List.of("<|end|>")));
  }

  @Test
  void learntTokensAreUsed() {
    Tokenizer tokenizer =
        BpeTrainer.train(List.of(TEXT), SplitPattern.LLAMA_3, 300, List.of("<|end|>")).tokenizer();
    int[] ids = tokenizer.encode(" token", EncodeOptions.PLAIN);
    assertEquals(1, ids.length);
    assertArrayEquals(new int[] {0}, tokenizer.encode("<|end|>", new EncodeOptions(false, true)));
    assertEquals(true, tokenizer.ends().has(0));
  }

  @Test
  void tooFewTokensAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BpeTrainer.train(List.of("a"), SplitPattern.GPT_2, BYTES, List.of("<s>")));
  }
}
