package org.tosc.passes.precision;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorDomain;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;

/// Tensor operations of the interpreter in `f64`, whatever floats the program says: as near to
/// exact arithmetic as there is.
enum ExactDomain implements TensorDomain {
  INSTANCE;

  @Override
  public Object[] apply(Operation operation, Object[] operands) {
    List<Object> wide = new ArrayList<>();
    for (Object operand : operands) {
      boolean narrows = operand instanceof OracleTensor t && t.element().isFloat();
      wide.add(narrows ? ((OracleTensor) operand).as(Scalar.F64) : operand);
    }
    Operation o = wide(operation);
    return TensorOracle.apply((org.tosc.tir.ir.TensorOp) o.op(), wide, o.attributes()).toArray();
  }

  /// An operation that makes `f64` where it says another float.
  static Operation wide(Operation o) {
    boolean floats =
        o.attributes().get("dtype") instanceof Attribute.OfType(Scalar type) && type.isFloat();
    return floats
        ? new Operation(
            o.op(),
            o.operands(),
            o.attributes().with("dtype", new Attribute.OfType(Scalar.F64)),
            o.regions(),
            o.results(),
            o.span())
        : o;
  }
}
