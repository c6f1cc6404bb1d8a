package org.tosc.backends.mlir.text;

/// Where an operation comes from.
public sealed interface MlirLocation {
  enum Unknown implements MlirLocation {
    UNKNOWN
  }

  /// A place in a file.
  ///
  /// @param file any characters
  /// @param line from 1
  /// @param column from 1
  record InFile(String file, int line, int column) implements MlirLocation {}

  /// `loc("name"("file":1:1))`: what it is called there.
  record Named(String name, MlirLocation at) implements MlirLocation {}
}
