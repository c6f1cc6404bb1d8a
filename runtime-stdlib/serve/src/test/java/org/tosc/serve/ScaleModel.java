package org.tosc.serve;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tosc.rt.tensor.Tensor;
import org.tosc.serve.model.TensorModel;

/// Stands in for a tensor model: it doubles vectors, and takes nothing else.
final class ScaleModel implements TensorModel {
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger largest = new AtomicInteger();

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public List<Tensor> infer(List<Tensor> inputs) throws Refused {
    calls.incrementAndGet();
    largest.accumulateAndGet(inputs.size(), Math::max);
    if (inputs.getFirst().rank() != 1) {
      throw new Refused("this model takes a vector");
    }
    return inputs.stream().map(ScaleModel::twice).toList();
  }

  private static Tensor twice(Tensor x) {
    double[] numbers = x.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= 2;
    }
    return Tensor.ofDoubles(x.dtype(), x.shape(), numbers);
  }
}
