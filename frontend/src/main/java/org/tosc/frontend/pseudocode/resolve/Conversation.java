package org.tosc.frontend.pseudocode.resolve;

import java.util.List;

/// What the entries before left behind, for a program that is said entry by entry.
///
/// Each entry is a program of its own that knows these names. Their values are globals of any type,
/// so that code of earlier entries and code of later ones can share them whatever they hold.
///
/// @param entry the number of the entry, counted from 1
public record Conversation(int entry, List<Known> known) {
  /// A name of an earlier entry, and the global that holds its value.
  public record Known(String name, String symbol, boolean constant) {}

  public Conversation {
    known = List.copyOf(known);
  }

  /// Before the first entry.
  public static Conversation start() {
    return new Conversation(1, List.of());
  }
}
