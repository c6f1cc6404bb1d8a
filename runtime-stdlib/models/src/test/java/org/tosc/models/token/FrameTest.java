package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The tokens around a text, as the models' makers have them.
final class FrameTest {
  @Test
  void llamaHasTheBegin() {
    Tokenizer llama = Vectors.tokenizer("llama-spm");
    assertArrayEquals(new int[] {1, 15043}, llama.encode("Hello", EncodeOptions.FRAMED));
    assertArrayEquals(new int[] {1}, llama.encode("", EncodeOptions.FRAMED));
    assertTrue(llama.ends().has(2));
  }

  @Test
  void bertHasBoth() {
    Tokenizer bert = Vectors.tokenizer("bert-bge");
    assertArrayEquals(new int[] {101, 7592, 102}, bert.encode("Hello", EncodeOptions.FRAMED));
  }

  @Test
  void gpt2HasNone() {
    Tokenizer gpt2 = Vectors.tokenizer("gpt-2");
    assertArrayEquals(new int[] {15496}, gpt2.encode("Hello", EncodeOptions.FRAMED));
    assertTrue(gpt2.ends().has(50256));
  }

  /// A turn of Phi-3: `<|user|>` takes the line end behind it along (`rstrip` in its
  /// `tokenizer.json`).
  @Test
  void phi3StripsBehindControlTokens() {
    Tokenizer phi3 = Vectors.tokenizer("phi-3");
    EncodeOptions parsed = new EncodeOptions(false, true);
    assertArrayEquals(
        phi3.encode("<|user|>Hello<|end|>", parsed),
        phi3.encode("<|user|>\n Hello<|end|>\n", parsed));
    assertTrue(phi3.ends().has(32007) && phi3.ends().has(32000));
  }
}
