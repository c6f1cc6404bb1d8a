package org.tosc.driver.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// The kernels, with the words of the operations' rows where shapes or element types do not fit.
///
/// The kernels see only numbers and complain in their own words; the checker and the interpreter
/// complain in those of the rows' rules. Programs can print an error's message, so what a run-time
/// error says must not depend on the engine: after a fault the rule is asked what it has to say.
public final class KernelTensors implements TensorEngine {
  private final TensorEngine kernels = new Kernels();

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public Object apply(String op, Object[] args, Map<String, Object> attrs) {
    try {
      return kernels.apply(op, args, attrs);
    } catch (TensorFault fault) {
      TensorOp row = RowCall.find(op);
      throw row == null ? fault : worded(fault, row, args, attrs);
    }
  }

  @Override
  public boolean leavesToKernels() {
    return true;
  }

  private TensorFault worded(
      TensorFault own, TensorOp row, @Nullable Object[] args, Map<String, Object> attrs) {
    try {
      if (RowCall.inParts(this, row.row().name(), args, attrs) == null) {
        RowCall call = RowCall.of(row, args, attrs);
        TensorOracle.check(row, types(call), call.attributes());
      }
      return own;
    } catch (TensorFault part) {
      return part;
    } catch (GuestFault rule) {
      return OracleTensors.fault(rule) instanceof TensorFault fault ? fault : own;
    }
  }

  private static List<Type> types(RowCall call) {
    List<Type> types = new ArrayList<>();
    for (Object operand : call.operands()) {
      types.add(
          switch (operand) {
            case Tensor t -> TensorType.of(ElementTypes.scalar(t.dtype()), t.shape());
            case RowCall.Weak weak -> TensorType.of(ElementTypes.scalar(weak.dtype()));
            case Boolean _ -> Scalar.I1;
            case Double _ -> Scalar.F64;
            default -> Scalar.I64;
          });
    }
    return types;
  }
}
