package org.tosc.models.token.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.token.AddedToken;
import org.tosc.models.token.AddedTokens;
import org.tosc.models.token.TokenKind;

/// `added_tokens` of a `tokenizer.json`.
final class JsonAddedTokens {
  private final List<AddedToken> tokens = new ArrayList<>();
  private final Map<Integer, TokenKind> kinds = new HashMap<>();

  private JsonAddedTokens() {}

  /// Reads the tokens, and puts those into the vocabulary that it does not have yet.
  static JsonAddedTokens read(@Nullable JsonNode node, JsonVocabulary vocabulary) {
    JsonAddedTokens added = new JsonAddedTokens();
    if (node != null) {
      for (JsonNode item : node.items()) {
        added.add(item, vocabulary);
      }
    }
    return added;
  }

  private void add(JsonNode node, JsonVocabulary vocabulary) {
    int id = node.require("id").count();
    String text = node.text("content");
    if (node.flag("single_word", false)) {
      throw node.fault("an added token with `single_word` is not supported");
    }
    if (text.isEmpty()) {
      throw node.fault("an added token is empty");
    }
    vocabulary.put(text, id, node.at());
    boolean isControl = node.flag("special", false);
    kinds.put(id, isControl ? TokenKind.CONTROL : TokenKind.USER_DEFINED);
    tokens.add(
        new AddedToken(
            id, text, isControl, node.flag("lstrip", false), node.flag("rstrip", false)));
  }

  AddedTokens tokens() {
    return new AddedTokens(tokens);
  }

  /// The kind of a token, if it was added.
  @Nullable TokenKind kind(int id) {
    return kinds.get(id);
  }
}
