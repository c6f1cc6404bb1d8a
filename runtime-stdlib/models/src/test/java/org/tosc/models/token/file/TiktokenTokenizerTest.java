package org.tosc.models.token.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.rt.tensor.file.TensorFileFault;

final class TiktokenTokenizerTest {
  private static Tokenizer read(String text) {
    return TiktokenTokenizer.read(
        "ranks", text.getBytes(StandardCharsets.UTF_8), SplitPattern.LLAMA_3, List.of("<|end|>"));
  }

  private static String ranks(String... tokens) {
    StringBuilder file = new StringBuilder();
    for (int id = 0; id < tokens.length; id++) {
      byte[] bytes = tokens[id].getBytes(StandardCharsets.UTF_8);
      file.append(Base64.getEncoder().encodeToString(bytes)).append(' ').append(id).append('\n');
    }
    return file.toString();
  }

  /// `bc` has a lower rank than `ab`, so it merges first, and `abcd` is whole in spite of that.
  @Test
  void lowestRanksMergeFirst() {
    Tokenizer tokenizer = read(ranks("a", "b", "c", "d", "bc", "ab", "abcd"));
    assertArrayEquals(new int[] {0, 4}, tokenizer.encode("abc", EncodeOptions.PLAIN));
    assertArrayEquals(new int[] {6}, tokenizer.encode("abcd", EncodeOptions.PLAIN));
    assertArrayEquals(new int[] {7}, tokenizer.encode("<|end|>", new EncodeOptions(false, true)));
    assertEquals("abc", tokenizer.decode(new int[] {0, 4}));
  }

  @Test
  void brokenLinesHaveTheirByte() {
    for (String line : List.of("YQ==", "YQ== 5", "Y?== 1", "YQ==1")) {
      TensorFileFault fault = assertThrows(TensorFileFault.class, () -> read("Yg== 0\n" + line));
      assertEquals(7, fault.offset(), line);
    }
    assertThrows(TensorFileFault.class, () -> read("YQ== 0\nYQ== 1\n"));
  }
}
