package org.tosc.driver.tensor;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;

/// An engine on which `dropout` drops nothing, as when a model is asked and not trained.
public record WithoutDropout(TensorEngine engine) implements TensorEngine {
  @Override
  public Object apply(String op, @Nullable Object[] args, Map<String, Object> attrs) {
    Object x = op.equals("dropout") ? args[0] : null;
    return x == null ? engine.apply(op, args, attrs) : x;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public TensorEngine base() {
    return engine.base();
  }

  @Override
  public TensorEngine onto(TensorEngine other) {
    return new WithoutDropout(engine.onto(other));
  }

  @Override
  public boolean follows(Tensor tensor) {
    return engine.follows(tensor);
  }

  @Override
  public boolean leavesToKernels() {
    return engine.leavesToKernels();
  }

  @Override
  public Tensor standIn(Tensor value, Tensor formula) {
    return engine.standIn(value, formula);
  }
}
