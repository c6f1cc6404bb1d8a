package org.tosc.backends.snitch.code;

import java.util.List;
import java.util.stream.IntStream;

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

  /// Goes on only where some numbers that are not negative are below a limit; otherwise the
  /// function's other code takes over. NaN is not below.
  ///
  /// @param at the first of the words
  /// @param words how many words of 64 bits there are
  /// @param element what they consist of
  /// @param limit a power of two
  record Check(Access at, int words, Element element, double limit) implements Item {
    /// Where the numbers' upper 32 bits are, in bytes from the first word on.
    List<Integer> places() {
      return switch (element) {
        case F64 -> places(Integer.BYTES, Long.BYTES);
        case F32 -> places(0, Integer.BYTES);
        case F16 -> throw new IllegalStateException("two numbers in 32 bits");
      };
    }

    private List<Integer> places(int from, int step) {
      return IntStream.iterate(from, i -> i < words * Long.BYTES, i -> i + step).boxed().toList();
    }
  }
}
