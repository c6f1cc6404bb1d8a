package org.tosc.models.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.token.file.GgufTokenizer;

/// Texts with the tokens that other tokenizers make of them, as llama.cpp publishes them:
/// `models/ggml-vocab-NAME.gguf`, and beside it `.inp` and `.out`, written by Hugging Face's
/// tokenizers (`convert_hf_to_gguf_update.py`). `.ci/run` fetches them.
public final class Vectors {
  private static final String BETWEEN_TEXTS = "\n__ggml_vocab_test__\n";

  private Vectors() {}

  /// Where the files lie, whether they do or not.
  static Path folder() {
    String named = System.getenv("TOSC_TOKENIZER_VECTORS");
    if (named != null) {
      return Path.of(named);
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    return (cache == null ? home.resolve(".cache") : Path.of(cache))
        .resolve("tosc/tokenizer-vectors");
  }

  /// A file of the folder; without it the test that asks is not done.
  public static Path require(String file) {
    Path path = folder().resolve(file);
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "not checked: no " + path + " (.ci/run fetches it; or set TOSC_TOKENIZER_VECTORS)");
    return path;
  }

  /// The tokenizer of a vocabulary.
  public static Tokenizer tokenizer(String name) {
    try (GgufFile file = GgufFile.open(require("ggml-vocab-" + name + ".gguf"))) {
      return GgufTokenizer.read(file.metadata());
    }
  }

  /// A text, and its tokens.
  @SuppressWarnings("ArrayRecordComponent")
  public record Vector(String text, int[] tokens) {}

  public static List<Vector> of(String name) throws IOException {
    String texts = Files.readString(require("ggml-vocab-" + name + ".gguf.inp"));
    List<String> tokens = Files.readAllLines(require("ggml-vocab-" + name + ".gguf.out"));
    List<String> cut = new ArrayList<>(Arrays.asList(texts.split(BETWEEN_TEXTS, -1)));
    cut.removeLast(); // The mark lies behind the last text, too.
    List<Vector> vectors = new ArrayList<>();
    for (int i = 0; i < cut.size(); i++) {
      vectors.add(new Vector(cut.get(i), ids(tokens.get(i))));
    }
    return vectors;
  }

  private static int[] ids(String line) {
    return Arrays.stream(line.split(" ", -1))
        .filter(id -> !id.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
