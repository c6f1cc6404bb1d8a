package org.tosc.models.convert;

/// Hears of weights as they are written.
@FunctionalInterface
public interface Progress {
  /// A weight is done.
  ///
  /// @param done how many bytes of the source are
  /// @param all how many there are
  void weight(WeightReport report, long done, long all);
}
