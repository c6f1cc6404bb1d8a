package org.tosc.models.generate;

import java.util.Arrays;
import org.tosc.models.token.Vocabulary;

/// A smaller model that proposes what a model says next.
///
/// @param draft its tokens are those of the model, and no other request uses it meanwhile
/// @param tokens how many it proposes at a time
public record Drafting(LanguageModel draft, int tokens) {
  /// How many are usual.
  public static final int USUAL_TOKENS = 4;

  /// More are never accepted together, and rows of kernels.
  public static final int MOST_TOKENS = 15;

  /// @throws IllegalArgumentException where so many cannot be proposed
  public Drafting {
    if (tokens < 1 || tokens > MOST_TOKENS) {
      throw new IllegalArgumentException(
          "`draft_tokens` is from 1 to " + MOST_TOKENS + ", found " + tokens);
    }
  }

  /// What the draft would say next, up to where it would end.
  ///
  /// @param vocabulary of the model: what is beyond is not proposed, and where numbers of rows are
  ///   rounded up, a draft may have more
  int[] proposed(PartialAnswer said, int most, int vocabulary) {
    int[] text = said.text();
    int from = text.length;
    int count = Math.min(most, draft.transformer().architecture().context() - from);
    for (int i = 0; i < count; i++) {
      int token = said.guess(draft.cached().logits(text), text);
      if (token >= vocabulary || draft.tokenizer().ends().has(token)) {
        break;
      }
      text = Tokens.appended(text, token);
    }
    return Arrays.copyOfRange(text, from, text.length);
  }

  /// Looks whether the draft's tokens are those of a model.
  ///
  /// @throws IllegalArgumentException where it cannot propose what a model says; the message says
  ///   why
  public void requireFits(LanguageModel model) {
    if (draft == model) {
      throw new IllegalArgumentException("a model is no draft of itself; load its file once more");
    }
    Vocabulary own = draft.tokenizer().vocabulary();
    Vocabulary other = model.tokenizer().vocabulary();
    if (own.size() != other.size()) {
      throw new IllegalArgumentException(
          "a draft has the tokens of its model, found "
              + own.size()
              + " in the draft and "
              + other.size()
              + " in the model");
    }
    for (int id = 0; id < own.size(); id++) {
      if (!own.text(id).equals(other.text(id))) {
        throw new IllegalArgumentException(
            "a draft has the tokens of its model, but token "
                + id
                + " is `"
                + own.text(id)
                + "` in the draft and `"
                + other.text(id)
                + "` in the model");
      }
    }
  }
}
