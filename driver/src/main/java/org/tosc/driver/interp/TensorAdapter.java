package org.tosc.driver.interp;

import java.util.List;
import org.tosc.driver.tensor.EngineAttributes;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorDomain;
import org.tosc.tir.ir.Operation;

/// Tensor operations of interpreted code: on the tensors of the run-time library, computed by the
/// session's engine, which is the oracle where the interpreter runs.
final class TensorAdapter implements TensorDomain {
  @Override
  public Object[] apply(Operation operation, Object[] operands) {
    Object result;
    try {
      result =
          Session.current()
              .apply(
                  operation.op().row().name(),
                  operands,
                  EngineAttributes.of(operation.attributes()));
    } catch (TensorFault fault) {
      throw Tensors.fault(fault);
    }
    return result instanceof List<?> several
        ? several.toArray(Tensor[]::new)
        : new Object[] {result};
  }

  @Override
  public OracleTensor oracle(Object tensor) {
    return OracleTensors.oracle((Tensor) tensor);
  }

  @Override
  public Object tensor(OracleTensor elements) {
    return OracleTensors.tensor(elements);
  }
}
