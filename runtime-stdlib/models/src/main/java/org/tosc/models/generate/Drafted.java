package org.tosc.models.generate;

/// How well a draft did.
///
/// @param proposed tokens that it proposed
/// @param accepted how many of them the model said
public record Drafted(long proposed, long accepted) {
  /// Without a draft.
  public static final Drafted NONE = new Drafted(0, 0);

  Drafted with(int moreProposed, int moreAccepted) {
    return new Drafted(proposed + moreProposed, accepted + moreAccepted);
  }
}
