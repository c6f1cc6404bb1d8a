package org.tosc.models.generate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.SeveralTokens;

/// Speculative decoding (Leviathan et al., "Fast Inference from Transformers via Speculative
/// Decoding", 2023): a draft proposes tokens, the model reads them together, and says what it would
/// have said without them, as far as they were right.
///
/// ```text
/// said      … a            the draft proposes b c d
/// model     a b c d ─► logits behind each, of which the sampler takes one after the other:
///             b c x        b and c were right, x is said instead of d, and d is forgotten
/// ```
///
/// Each token is chosen from the model's own logits, by the sampler, with the number that it draws
/// for this token; and the logits have the bits that they have without a draft ([SeveralTokens]).
/// So the answer is the same, whatever is proposed. (That paper accepts by chance, which gives the
/// same distribution and not the same answer.)
final class Speculation {
  private final CachedText model;
  private final SeveralTokens rows;
  private final Drafting drafting;
  private final int vocabulary;
  private Drafted drafted = Drafted.NONE;

  /// Takes the logits of a token and gives why this is the end, or null.
  @FunctionalInterface
  interface Next {
    Answer.@Nullable End of(float[] logits);
  }

  /// @param model has what was said, without the last token
  /// @param vocabulary how many tokens the model has rows for
  Speculation(CachedText model, SeveralTokens rows, Drafting drafting, int vocabulary) {
    this.model = model;
    this.rows = rows;
    this.drafting = drafting;
    this.vocabulary = vocabulary;
  }

  Drafted drafted() {
    return drafted;
  }

  /// Says at least one token.
  Answer.@Nullable End round(PartialAnswer said, Next next) {
    int[] before = said.text();
    int most = Math.min(rows.most() - 1, said.room() - 1);
    int[] proposed = drafting.proposed(said, most, vocabulary);
    if (proposed.length == 0) {
      return next.of(model.logits(before));
    }
    int[] tokens = new int[1 + proposed.length];
    tokens[0] = said.last();
    System.arraycopy(proposed, 0, tokens, 1, proposed.length);
    float[][] logits = rows.logits(model.cache(), tokens);
    int right = 0;
    Answer.End end = next.of(logits[0]);
    while (end == null && right < proposed.length && said.last() == proposed[right]) {
      right++;
      end = next.of(logits[right]);
    }
    model.keep(Arrays.copyOf(said.text(), before.length + right));
    drafted = drafted.with(proposed.length, right);
    return end;
  }
}
