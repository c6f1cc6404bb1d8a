package org.tosc.passes.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.vector.Polynomials;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Writes the body of a nest for several neighbours at once: the same operations on vectors, but
/// elementary functions, which become polynomials. What is the same for all of them stays a scalar.
final class Lanes {
  private final Writer w;
  private final Map<Value, Value> written = new HashMap<>();

  /// Numbers of narrow formats that the body makes.
  private final Set<Value> made = new HashSet<>();

  /// How far from 0 values of the body are at most, where that is known.
  private final Map<Value, Double> sizes;

  private Lanes(Writer w, Map<Value, Double> sizes) {
    this.w = w;
    this.sizes = sizes;
  }

  /// What a body yields.
  ///
  /// @param parameters scalars or vectors for those of the body, which it may use
  static Value write(Writer w, Region body, List<Value> parameters) {
    return write(w, body, parameters, Map.of());
  }

  /// The same, with values that are known already ([#ahead]).
  static Value write(Writer w, Region body, List<Value> parameters, Map<Value, Value> known) {
    return write(w, body, parameters, known, Map.of());
  }

  /// The same, where something is known of the numbers ([Ranges]).
  static Value write(
      Writer w,
      Region body,
      List<Value> parameters,
      Map<Value, Value> known,
      Map<Value, Double> sizes) {
    Lanes lanes = new Lanes(w, sizes);
    for (int i = 0; i < parameters.size(); i++) {
      lanes.written.put(body.params().get(i), parameters.get(i));
    }
    lanes.written.putAll(known);
    for (Operation o : body.ops()) {
      if (o.op() != CoreOp.YIELD && !lanes.written.containsKey(o.result())) {
        lanes.written.put(o.result(), lanes.operation(o));
      }
    }
    return lanes.of(body.terminator().operand(0));
  }

  /// Writes what follows from some parameters alone, and from constants: in front of a loop in
  /// which they do not change. A JIT would not move it there, past stores to arrays that may be the
  /// same.
  ///
  /// @param parameters null for those that change
  static Map<Value, Value> ahead(Writer w, Region body, List<@Nullable Value> parameters) {
    Lanes lanes = new Lanes(w, Map.of());
    for (int i = 0; i < parameters.size(); i++) {
      Value parameter = parameters.get(i);
      if (parameter != null) {
        lanes.written.put(body.params().get(i), parameter);
      }
    }
    for (Operation o : body.ops()) {
      if (o.op() != CoreOp.YIELD && lanes.written.keySet().containsAll(o.operands())) {
        lanes.written.put(o.result(), lanes.operation(o));
      }
    }
    return lanes.written;
  }

  private Value of(Value value) {
    return written.getOrDefault(value, value);
  }

  /// Writes a conversion; null for other operations.
  ///
  /// A number of a narrow format is one of `f32` here, and not rounded yet if it was made here:
  /// what stores it does that, or what computes with it.
  private @Nullable Value conversion(Operation o) {
    if (o.op() != CoreOp.CAST || !isFloat(o.result())) {
      return null;
    }
    Value operand = o.operand(0);
    Value value = of(operand);
    if (o.result().type() != Scalar.F32) {
      made.add(o.result());
      return value;
    }
    boolean isRead = VectorType.elementOf(value.type()) == Scalar.F32;
    return made.contains(operand)
        ? w.rounded(value, (Scalar) operand.type())
        : isRead ? value : null;
  }

  private static boolean isFloat(Value value) {
    return value.type() == Scalar.F32 || value.type() == Scalar.F16 || value.type() == Scalar.BF16;
  }

  private Value operation(Operation o) {
    Value conversion = conversion(o);
    if (conversion != null) {
      return conversion;
    }
    Value[] operands = new Value[o.operands().size()];
    boolean isScalar = true;
    for (int i = 0; i < operands.length; i++) {
      operands[i] = of(o.operand(i));
      isScalar &= !(operands[i].type() instanceof VectorType);
    }
    for (int i = 0; i < operands.length && !isScalar; i++) {
      operands[i] = widened(operands[i]);
    }
    List<Value> alike = List.of(operands);
    Value function = alike.isEmpty() ? null : function(alike.getFirst(), o);
    if (function != null) {
      return function;
    }
    if (isScalar) {
      return w.builder()
          .opOf(o.op(), Value.types(o.results()), o.attributes(), o.span(), alike)
          .result();
    }
    Type result = new VectorType(w.lanes(), (Scalar) o.result().type());
    return w.builder().opOf(o.op(), List.of(result), o.attributes(), o.span(), alike).result();
  }

  /// An elementary function as arithmetic, the same of scalars and of lanes, so that it does not
  /// matter which of both computes an element; null for other operations.
  private @Nullable Value function(Value x, Operation o) {
    double most = sizes.getOrDefault(o.operand(0), Double.POSITIVE_INFINITY);
    return new Polynomials(w.builder(), o.span()).of(o, x, most);
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
