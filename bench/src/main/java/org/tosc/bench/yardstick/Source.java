package org.tosc.bench.yardstick;

/// Something that measures quantities, in processes of its own.
interface Source extends AutoCloseable {
  /// For the reader who waits.
  String name();

  /// About how many seconds a round takes.
  double seconds();

  /// Whether it is this one that measures a quantity.
  boolean measures(Quantity quantity);

  /// Measures once; what cannot be measured is noted with why.
  void measure(int round, Times times);

  @Override
  void close();
}
