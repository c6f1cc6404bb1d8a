package org.tosc.driver.model;

import java.util.List;
import org.tosc.rt.tensor.Tensor;

/// The loss of a model, as a function of its parameters.
interface Gradients {
  /// A loss and what it depends on.
  ///
  /// @param loss times the scale, as are the gradients
  record Gradient(double loss, List<Tensor> gradients) {}

  /// The loss of a batch and the gradients by the parameters, in their order. The tensors are good
  /// until the next but one call.
  ///
  /// @param scale what both are multiplied by
  /// @param seed of what is drawn, as by `dropout`
  Gradient gradient(
      List<Tensor> parameters, Tensor inputs, Tensor targets, double scale, long seed);

  /// The loss alone, with nothing dropped.
  double value(List<Tensor> parameters, Tensor inputs, Tensor targets);
}
