package org.tosc.models.token;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The tokens of a model: texts by id, and ids by text.
///
/// A text is what the file has. Byte-level vocabularies write bytes as letters there (`Ġhello`),
/// and those of SentencePiece write spaces as `▁`.
public final class Vocabulary {
  /// What [#find] says of a text that is no token.
  public static final int NONE = -1;

  /// More than any published vocabulary has (1,024: 256 four-byte letters for 512 spaces). Matching
  /// is as slow as the longest token is long, so files may not choose it freely.
  private static final int LONGEST = 4096;

  private final String[] texts;
  private final TokenKind[] kinds;
  private final float[] scores;
  private final Map<String, Integer> ids;

  private Vocabulary(String[] texts, TokenKind[] kinds, float[] scores, Map<String, Integer> ids) {
    this.texts = texts;
    this.kinds = kinds;
    this.scores = scores;
    this.ids = ids;
  }

  /// A vocabulary whose tokens have no scores.
  ///
  /// @param fault makes the error of a reason
  public static Vocabulary of(
      List<String> texts, List<TokenKind> kinds, Function<String, RuntimeException> fault) {
    return of(texts, kinds, new float[texts.size()], fault);
  }

  /// A vocabulary.
  ///
  /// @param texts by id. An empty one is a hole: a place of kind [TokenKind#UNUSED] that no text
  ///   leads to
  /// @param kinds as many as there are texts
  /// @param scores as many as there are texts: logarithms of probabilities, or ranks of merges
  /// @param fault makes the error of a reason
  public static Vocabulary of(
      List<String> texts,
      List<TokenKind> kinds,
      float[] scores,
      Function<String, RuntimeException> fault) {
    int size = texts.size();
    if (kinds.size() != size || scores.length != size) {
      throw fault.apply(
          "there are %d tokens, %d kinds and %d scores; expected as many of each"
              .formatted(size, kinds.size(), scores.length));
    }
    String[] byId = texts.toArray(String[]::new);
    TokenKind[] kindById = kinds.toArray(TokenKind[]::new);
    Map<String, Integer> ids = HashMap.newHashMap(size);
    for (int id = 0; id < size; id++) {
      if (byId[id].isEmpty()) {
        kindById[id] = TokenKind.UNUSED;
        continue;
      }
      requireSound(byId[id], scores[id], id, fault);
      Integer earlier = ids.putIfAbsent(byId[id], id);
      if (earlier != null) {
        throw fault.apply("tokens %d and %d have the same text".formatted(earlier, id));
      }
    }
    return new Vocabulary(byId, kindById, scores.clone(), ids);
  }

  private static void requireSound(
      String text, float score, int id, Function<String, RuntimeException> fault) {
    if (text.length() > LONGEST) {
      throw fault.apply(
          "token %d has %d characters; at most %d are supported"
              .formatted(id, text.length(), LONGEST));
    }
    if (!Float.isFinite(score)) {
      throw fault.apply("token %d has the score %s, which is no number".formatted(id, score));
    }
  }

  public int size() {
    return texts.length;
  }

  /// The text of a token as the file has it; empty where there is none.
  public String text(int id) {
    return texts[id];
  }

  public TokenKind kind(int id) {
    return kinds[id];
  }

  public float score(int id) {
    return scores[id];
  }

  /// The token of a text, whatever its kind, or [#NONE].
  public int find(String text) {
    Integer id = ids.get(text);
    return id == null ? NONE : id;
  }

  /// The token that a user's text may become, or [#NONE]: never a control token.
  public int findText(String text) {
    int id = find(text);
    return id != NONE && kinds[id].isText() ? id : NONE;
  }

  /// For each of the 256 bytes the token that stands for it, `<0x0A>`, or [#NONE].
  public int[] byteTokens() {
    int[] tokens = new int[256];
    Arrays.setAll(tokens, b -> find("<0x%02X>".formatted(b)));
    return tokens;
  }
}
