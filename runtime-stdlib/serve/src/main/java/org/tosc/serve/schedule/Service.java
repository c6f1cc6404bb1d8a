package org.tosc.serve.schedule;

import org.tosc.serve.model.ServedModel;

/// A model with its thread, and the requests that wait for it.
public sealed interface Service permits TextService, TensorService {
  ServedModel model();

  void start();

  /// How many requests of a priority wait.
  int waiting(Priority priority);

  void stop();
}
