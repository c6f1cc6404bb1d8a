package org.tosc.driver.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.TensorOp;

/// The oracle with somebody who hears of every operation and may put another tensor in place of its
/// result. Operations with several results are computed unheard; none of them rounds.
public final class HeardOracle implements TensorEngine {
  private final OracleTensors oracle = new OracleTensors();
  private final Listener listener;

  /// Who hears.
  @FunctionalInterface
  public interface Listener {
    /// An operation was applied to tensors and Java numbers.
    ///
    /// @return its result, or another tensor of that shape and type
    Tensor applied(TensorOp op, List<Object> operands, Attributes attributes, Tensor result);
  }

  public HeardOracle(Listener listener) {
    this.listener = listener;
  }

  @Override
  public Object apply(String name, Object[] args, Map<String, Object> attrs) {
    Object result = oracle.apply(name, args, attrs);
    TensorOp op = RowCall.find(name);
    boolean isWhole = op != null && RowCall.inParts(oracle, name, args, attrs) == null;
    if (op == null || !isWhole || !(result instanceof Tensor made)) {
      return result;
    }
    RowCall call = RowCall.of(op, args, attrs);
    List<Object> operands = new ArrayList<>();
    for (Object operand : call.operands()) {
      operands.add(operand instanceof RowCall.Weak weak ? weak.tensor() : operand);
    }
    return listener.applied(op, operands, call.attributes(), made);
  }
}
