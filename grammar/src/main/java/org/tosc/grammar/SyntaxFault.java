package org.tosc.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a source text, as plain data. Offsets count Java chars.
///
/// @param offset where the fault is; for a missing `end` or bracket, the opener
/// @param length how many chars it covers, 0 where something is missing
/// @param found the text at fault, or the word that describes it (`end of file`); may be empty
/// @param expected what would have been right, in the words of a user, such as `` `then` `` or `an
///   expression`
/// @param enclosing the construct in which it happened
/// @param edit a change of the text that would mend it
public record SyntaxFault(
    FaultKind kind,
    int offset,
    int length,
    String found,
    List<String> expected,
    @Nullable Construct enclosing,
    @Nullable Edit edit) {

  public SyntaxFault {
    expected = List.copyOf(expected);
  }

  /// An open construct, by the word that opened it and the place of that word.
  public record Construct(String word, int offset) {}

  /// Replace `length` chars at `offset` by `replacement`.
  public record Edit(int offset, int length, String replacement) {}
}
