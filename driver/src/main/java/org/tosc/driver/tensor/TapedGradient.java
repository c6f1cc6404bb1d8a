package org.tosc.driver.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;

/// A loss and its gradients, computed operation by operation with a tape.
///
/// @param loss a tensor of one float
public record TapedGradient(Tensor loss, List<Tensor> gradients) {
  /// Runs a computation on a tape.
  ///
  /// @param by what to differentiate by; the computation uses these very tensors
  public static TapedGradient of(List<Tensor> by, Supplier<Tensor> loss) {
    Session session = Session.current();
    TensorEngine engine = session.engine();
    Recorder recorder = new Recorder(engine);
    by.forEach(recorder::follow);
    Tensor end;
    session.replaceEngine(recorder);
    try {
      end = loss.get();
    } finally {
      session.replaceEngine(engine);
    }
    return new TapedGradient(end, recorder.gradients(end, by));
  }
}
