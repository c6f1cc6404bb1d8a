package org.tosc.serve.model;

/// A model behind a port.
public sealed interface ServedModel permits TextModel, TensorModel {
  /// As clients name it.
  String name();
}
