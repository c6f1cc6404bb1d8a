package org.tosc.models.transformer;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Scalar;

/// The weights of a file as kernels read them: in place.
final class GgufParameters implements Parameters {
  private final Weights weights;
  private final Map<String, Parameter> made = new HashMap<>();

  GgufParameters(Weights weights) {
    this.weights = weights;
  }

  @Override
  public @Nullable Parameter find(String name) {
    Weight weight = weights.find(name);
    return weight == null ? null : made.computeIfAbsent(name, _ -> inPlace(weight));
  }

  private static Parameter inPlace(Weight weight) {
    WeightFormat format = weight.format();
    DType dtype = format.dtype();
    Scalar element = dtype == null ? null : Scalar.parse(dtype.text());
    if (element == null) {
      throw new IllegalArgumentException(weight.name() + " is " + format.text());
    }
    return new Parameter(weight.name(), element, weight.shape(), weight.bytes());
  }
}
