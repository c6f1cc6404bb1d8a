package org.tosc.serve.model;

import java.util.List;
import org.tosc.rt.tensor.Tensor;

/// A model that makes a tensor of a tensor.
public non-sealed interface TensorModel extends ServedModel {
  /// Answers requests that came at about the same time.
  ///
  /// @param inputs of one element type and shape
  /// @return an answer for each
  /// @throws Refused where the model cannot take them
  List<Tensor> infer(List<Tensor> inputs) throws Refused;

  /// Why a model does not take an input, in words for who asked.
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message, null, false, false);
    }
  }
}
