package org.tosc.models.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.tosc.models.token.file.JsonTokenizer;

/// Small tokenizers that lie beside this class, and what Hugging Face's tokenizers 0.23.2 makes of
/// texts with them. They were trained on this repository's `docs/`: `bytes` and `wordpiece` by the
/// same library, `unigram` and `sentencepiece` by sentencepiece 0.2.2. Of the two last ones only
/// texts are there for which both libraries say the same (with joined emoji, they do not).
public final class JsonVectors {
  /// A text, its tokens with those around it, and what becomes of these.
  @SuppressWarnings("ArrayRecordComponent")
  public record Vector(String text, int[] ids, String decoded) {}

  private JsonVectors() {}

  public static byte[] bytes(String resource) {
    try (InputStream in = JsonVectors.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Tokenizer tokenizer(String name) {
    return JsonTokenizer.read(name, bytes(name + ".json"));
  }

  public static List<Vector> of(String name) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(bytes(name + ".vectors"))) {
      while (parser.nextToken() != null) {
        vectors.add(vector(parser));
      }
    }
    return vectors;
  }

  private static Vector vector(JsonParser parser) throws IOException {
    parser.nextToken();
    String text = parser.nextTextValue();
    parser.nextToken();
    parser.nextToken();
    Ids ids = new Ids();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      ids.add(parser.getIntValue());
    }
    parser.nextToken();
    String decoded = parser.nextTextValue();
    parser.nextToken();
    return new Vector(text, ids.toArray(), decoded);
  }
}
