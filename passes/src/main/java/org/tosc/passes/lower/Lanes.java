package org.tosc.passes.lower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Writes the body of a nest for several neighbours at once: the same operations on vectors. What
/// is the same for all of them stays a scalar.
final class Lanes {
  private final Writer w;
  private final Map<Value, Value> written = new HashMap<>();

  private Lanes(Writer w) {
    this.w = w;
  }

  /// What a body yields.
  ///
  /// @param parameters scalars or vectors for those of the body, which it may use
  static Value write(Writer w, Region body, List<Value> parameters) {
    Lanes lanes = new Lanes(w);
    for (int i = 0; i < parameters.size(); i++) {
      lanes.written.put(body.params().get(i), parameters.get(i));
    }
    for (Operation o : body.ops()) {
      if (o.op() != CoreOp.YIELD) {
        lanes.written.put(o.result(), lanes.operation(o));
      }
    }
    return lanes.of(body.terminator().operand(0));
  }

  private Value of(Value value) {
    return written.getOrDefault(value, value);
  }

  private Value operation(Operation o) {
    List<Value> operands = o.operands().stream().map(this::of).toList();
    if (operands.stream().noneMatch(v -> v.type() instanceof VectorType)) {
      return w.builder()
          .opOf(o.op(), Value.types(o.results()), o.attributes(), o.span(), operands)
          .result();
    }
    List<Value> wide = operands.stream().map(this::widened).toList();
    Type result = new VectorType(w.lanes(), (Scalar) o.result().type());
    return w.builder().opOf(o.op(), List.of(result), o.attributes(), o.span(), wide).result();
  }

  /// A scalar in every lane.
  private Value widened(Value value) {
    return value.type() instanceof VectorType
        ? value
        : w.builder()
            .opOf(
                CoreOp.SPLAT,
                List.of(new VectorType(w.lanes(), (Scalar) value.type())),
                org.tosc.tir.ir.Attributes.NONE,
                w.span(),
                List.of(value))
            .result();
  }
}
