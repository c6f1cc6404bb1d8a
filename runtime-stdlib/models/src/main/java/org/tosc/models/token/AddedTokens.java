package org.tosc.models.token;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.token.subword.Trie;

/// Finds control and user-defined tokens in a text: the leftmost first, and of those that begin at
/// one place the longest.
///
/// What a user may not write is skipped, so `<s>` in a question is four characters. User-defined
/// tokens are text, and are found everywhere.
public final class AddedTokens {
  private final Map<Integer, AddedToken> byId = new HashMap<>();
  private final Trie all = new Trie();
  private final Trie textOnly = new Trie();

  public AddedTokens(List<AddedToken> tokens) {
    for (AddedToken token : tokens) {
      byId.put(token.id(), token);
      all.add(token.text(), token.id());
      if (!token.isControl()) {
        textOnly.add(token.text(), token.id());
      }
    }
  }

  /// Takes what lies between added tokens.
  interface Fragments {
    /// Takes a fragment.
    ///
    /// @param isAtStart whether nothing lies before it
    void accept(String fragment, boolean isAtStart);
  }

  /// Cuts a text at its added tokens.
  ///
  /// @param isControl positions of characters that a template wrote
  void cut(String text, BitSet isControl, Fragments fragments, IntConsumer ids) {
    int begin = 0;
    int at = 0;
    while (at < text.length()) {
      AddedToken token = find(text, at, isControl);
      if (token == null) {
        at++;
        continue;
      }
      int end = token.stripsLeft() ? withoutSpaceBefore(text, begin, at) : at;
      if (end > begin) {
        fragments.accept(text.substring(begin, end), begin == 0);
      }
      ids.accept(token.id());
      at += token.text().length();
      at = token.stripsRight() ? withoutSpaceBehind(text, at) : at;
      begin = at;
    }
    if (begin < text.length()) {
      fragments.accept(text.substring(begin), begin == 0);
    }
  }

  private @Nullable AddedToken find(String text, int at, BitSet isControl) {
    int id = textOnly.longest(text, at, text.length());
    if (isControl.get(at)) {
      // A control token lies in the template's text as a whole, or it is none.
      int control = all.longest(text, at, isControl.nextClearBit(at));
      id = control == Vocabulary.NONE ? id : control;
    }
    return byId.get(id);
  }

  private static int withoutSpaceBefore(String text, int begin, int end) {
    int at = end;
    while (at > begin && WhiteSpace.is(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int withoutSpaceBehind(String text, int begin) {
    int at = begin;
    while (at < text.length() && WhiteSpace.is(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
