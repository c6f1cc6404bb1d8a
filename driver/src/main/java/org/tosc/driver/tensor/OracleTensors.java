package org.tosc.driver.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// The oracle as an engine of the run-time library: tensors are converted, which changes no bit of
/// an element but the payload of a NaN, computed by [TensorOracle], and converted back.
///
/// `index`, which has no row and which nothing emits, stays with the kernels.
public final class OracleTensors implements TensorEngine {
  private final TensorEngine kernels = new Kernels();

  @Override
  public String name() {
    return "interp";
  }

  @Override
  public Object apply(String name, Object[] args, Map<String, Object> attrs) {
    TensorOp op = RowCall.find(name);
    if (op == null) {
      return kernels.apply(name, args, attrs);
    }
    Object parts = RowCall.inParts(this, name, args, attrs);
    return parts == null ? apply(RowCall.of(op, args, attrs)) : parts;
  }

  private static Object apply(RowCall call) {
    try {
      List<Object> operands = call.operands().stream().map(OracleTensors::operand).toList();
      List<OracleTensor> results = TensorOracle.apply(call.op(), operands, call.attributes());
      boolean isSingle =
          results.size() == 1 && call.op() != TensorOp.SPLIT && call.op() != TensorOp.TOPK;
      return isSingle
          ? tensor(results.getFirst())
          : new ArrayList<>(results.stream().map(OracleTensors::tensor).toList());
    } catch (GuestFault fault) {
      throw fault(fault);
    }
  }

  private static Object operand(Object value) {
    return switch (value) {
      case Tensor t -> oracle(t);
      case RowCall.Weak(Object number, DType dtype) -> {
        Attribute type = new Attribute.OfType(ElementTypes.scalar(dtype));
        Object wide = number instanceof Integer i ? (Object) (long) i : number;
        yield TensorOracle.apply(TensorOp.SPLAT, List.of(wide), Attributes.of("dtype", type))
            .getFirst();
      }
      default -> value;
    };
  }

  /// A tensor of the run-time library as the oracle has it.
  public static OracleTensor oracle(Tensor t) {
    Scalar element = ElementTypes.scalar(t.dtype());
    if (t.dtype().isBlock()) {
      return OracleTensor.blocks(element, t.shape(), t.toDoubles());
    }
    return t.dtype().isFloat()
        ? OracleTensor.reals(element, t.shape(), t.toDoubles())
        : OracleTensor.held(element, t.shape(), new double[0], t.toLongs());
  }

  /// A tensor of the oracle as the run-time library has it. Packing the numbers that blocks hold
  /// gives these blocks again.
  public static Tensor tensor(OracleTensor t) {
    DType dtype = ElementTypes.dtype(t.element());
    if (dtype == DType.U64) {
      return Raw.unsigned(t.shape(), t.integers());
    }
    return t.isWhole()
        ? Tensor.ofLongs(dtype, t.shape(), t.integers())
        : Tensor.ofDoubles(dtype, t.shape(), t.reals());
  }

  /// The oracle's fault as an engine raises it.
  static RuntimeException fault(GuestFault fault) {
    return switch (fault.kind()) {
      case "ShapeError" -> TensorFault.shape(fault.text());
      case "DTypeError" -> TensorFault.dtype(fault.text());
      case "ValueError" -> TensorFault.value(fault.text());
      case "IndexError" -> TensorFault.index(fault.text());
      case "OverflowError" -> TensorFault.overflow(fault.text());
      case "ZeroDivisionError" -> TensorFault.zeroDivision(fault.text());
      case "TypeError" -> Errors.type(fault.text());
      default -> fault;
    };
  }
}
