package org.tosc.frontend.foreign;

/// What becomes of a declaration where files of the other language import it.
public sealed interface Offer {
  /// It can be called.
  record Of(ForeignFunction function) implements Offer {}

  /// It cannot; `why` is a clause.
  record Withheld(String why) implements Offer {}
}
