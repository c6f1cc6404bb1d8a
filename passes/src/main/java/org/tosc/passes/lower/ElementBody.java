package org.tosc.passes.lower;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.vector.Polynomials;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes the body of a nest for one point: the same operations, but elementary functions, which
/// become polynomials, and coordinates, which are counters of loops.
final class ElementBody {
  private static final Set<CoreOp> FUNCTIONS =
      EnumSet.of(CoreOp.EXP, CoreOp.LOG, CoreOp.TANH, CoreOp.SIN, CoreOp.COS);

  private final Writer w;
  private final Value[] point;
  private final Map<Value, Value> written;

  /// Coordinates as they are counted: `i32`.
  private final Map<Value, Value> counters = new HashMap<>();

  /// @param known what stands for the body's parameters and for what is outside
  /// @param point the counters of the loops
  ElementBody(Writer w, Map<Value, Value> known, Value[] point) {
    this.w = w;
    this.written = new HashMap<>(known);
    this.point = point;
  }

  /// What the body yields.
  List<Value> write(Region body) {
    for (Operation o : body.ops()) {
      if (o.op() == KernelOp.INDEX) {
        counters.put(o.result(), point[(int) o.attributes().integer("dim")]);
      } else if (o.op() != CoreOp.YIELD) {
        written.put(o.result(), operation(o));
      }
    }
    return body.terminator().operands().stream().map(this::of).toList();
  }

  private Value of(Value value) {
    Value counter = counters.get(value);
    return counter != null ? cast(counter, Scalar.I64) : written.getOrDefault(value, value);
  }

  private Value operation(Operation o) {
    Scalar type = (Scalar) o.result().type();
    boolean isCast = o.op() == CoreOp.CAST;
    if (isCast && type.isFloat() && counters.containsKey(o.operand(0))) {
      // A counter is below 2^31: one conversion of a word has the same result.
      return cast(counters.get(o.operand(0)), type);
    }
    List<Value> operands = o.operands().stream().map(this::of).toList();
    Value function =
        o.op() instanceof CoreOp op && FUNCTIONS.contains(op)
            ? function(operands.getFirst(), o)
            : null;
    return function != null
        ? function
        : w.builder().opOf(o.op(), List.of(type), o.attributes(), o.span(), operands).result();
  }

  /// A function as arithmetic, that of a narrow format by way of `f32`; null where there is none.
  private @Nullable Value function(Value x, Operation o) {
    Scalar type = (Scalar) x.type();
    boolean isNarrow = type == Scalar.F16 || type == Scalar.BF16;
    Value wide = isNarrow ? cast(x, Scalar.F32) : x;
    Value made = new Polynomials(w.builder(), o.span()).of(o, wide);
    return made == null || !isNarrow ? made : cast(made, type);
  }

  private Value cast(Value value, Scalar to) {
    return w.cast(value, to);
  }
}
