package org.tosc.backends.snitch.code;

import java.util.List;

/// A part of a routine that is done before the next begins.
sealed interface Item {
  /// A computation: schedules that may run into each other.
  record Pieces(List<Schedule> schedules) implements Item {
    public Pieces {
      schedules = List.copyOf(schedules);
    }
  }

  /// First guesses of what [Inverses] computes, by the integer core: from an array of numbers to
  /// one of the same length.
  record Guesses(Access from, Access to, int count, Term.Inverse.Kind kind) implements Item {}
}
