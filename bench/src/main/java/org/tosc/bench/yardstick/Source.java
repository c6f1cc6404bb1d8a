package org.tosc.bench.yardstick;

import java.util.function.Consumer;

/// Something that measures quantities, in processes of its own.
interface Source extends AutoCloseable {
  /// For the reader who waits.
  String name();

  /// About how many seconds a round takes.
  double seconds();

  /// Whether it is this one that measures a quantity.
  boolean measures(Quantity quantity);

  /// Measures once; what cannot be measured is noted with why.
  ///
  /// @param now is told what is being measured
  void measure(int round, Times times, Consumer<String> now);

  @Override
  void close();
}
