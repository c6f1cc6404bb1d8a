package org.tosc.models.token.subword;

import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// What stands for a character that is no token.
///
/// @param byteTokens the token of each byte; empty where characters do not become bytes
/// @param unknown the unknown token, or [Vocabulary#NONE]: then nothing stands for the character
/// @param fusesUnknown whether one unknown token stands for several characters in a row
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ByteFallback(int[] byteTokens, int unknown, boolean fusesUnknown) {
  private static final int[] NO_BYTES = {};

  /// Bytes where the vocabulary has all of their tokens, and the unknown token otherwise.
  public static ByteFallback of(Vocabulary vocabulary, int unknown) {
    return new ByteFallback(vocabulary.byteTokens(), unknown, true);
  }

  /// The unknown token.
  public static ByteFallback toUnknown(int unknown, boolean fusesUnknown) {
    return new ByteFallback(NO_BYTES, unknown, fusesUnknown);
  }

  /// Whether nothing stands for such a character. Then its neighbours are neighbours of each other.
  boolean isNothing() {
    return unknown == Vocabulary.NONE && byteTokens.length == 0;
  }

  /// Adds what stands for a character.
  ///
  /// @param character its bytes; none where it can be nothing but unknown
  /// @param isAfterUnknown whether the character before it is no token either
  void add(byte[] character, boolean isAfterUnknown, Ids out) {
    if (character.length > 0 && hasAll(character)) {
      for (byte b : character) {
        out.add(byteTokens[b & 0xFF]);
      }
    } else if (unknown != Vocabulary.NONE && !(isAfterUnknown && fusesUnknown)) {
      out.add(unknown);
    }
  }

  private boolean hasAll(byte[] character) {
    for (byte b : character) {
      if (byteTokens.length == 0 || byteTokens[b & 0xFF] == Vocabulary.NONE) {
        return false;
      }
    }
    return true;
  }
}
