package org.tosc.passes.lower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Between which numbers the elements of a table ([Tables]) and all they are computed from lie: the
/// angles of a rotation are at most as many as there are rows, so that their sines need no code for
/// angles beyond.
///
/// Rounding keeps the order of numbers, so bounds that are computed as the numbers are, in `f64`,
/// hold with all rounding errors.
final class Ranges {
  /// Of `e` to some power: Java's is off by an ulp at most, [org.tosc.passes.vector.Polynomials]'
  /// too.
  private static final double UP = 1 + 0x1p-50;

  private static final Map<CoreOp, BinaryOperator<Range>> ARITHMETIC =
      Map.of(CoreOp.ADD, Range::plus, CoreOp.MUL, Range::times);

  private record Range(double low, double high) {
    Range plus(Range other) {
      return new Range(low + other.low, high + other.high);
    }

    Range times(Range other) {
      double[] corners = {low * other.low, low * other.high, high * other.low, high * other.high};
      return new Range(
          DoubleStream.of(corners).min().orElseThrow(),
          DoubleStream.of(corners).max().orElseThrow());
    }

    Range power() {
      return new Range(0, Math.exp(high) * UP);
    }

    double size() {
      return Math.max(Math.abs(low), Math.abs(high));
    }
  }

  private Ranges() {}

  /// How far from 0 values of a table's body are at most; absent where that is not known.
  static Map<Value, Double> sizes(Stage table) {
    Map<Value, Range> ranges = new HashMap<>();
    for (Operation o : table.body().ops()) {
      Range range = range(o, ranges, table.extents());
      if (range != null) {
        ranges.put(o.result(), range);
      }
    }
    Map<Value, Double> sizes = new HashMap<>();
    ranges.forEach((value, range) -> sizes.put(value, range.size()));
    return sizes;
  }

  private static @Nullable Range range(Operation o, Map<Value, Range> known, List<Long> extents) {
    if (o.op() == KernelOp.INDEX) {
      int dim = Math.toIntExact(o.attributes().integer("dim"));
      return new Range(0, extents.get(dim) - 1.0);
    }
    boolean isKnown = o.results().size() == 1 && known.keySet().containsAll(o.operands());
    if (!isKnown || o.result().type() != Scalar.F64) {
      return null;
    }
    List<Range> operands = o.operands().stream().map(known::get).toList();
    if (o.op() == CoreOp.CONST) {
      return o.attributes().get("value") instanceof Attribute.Real(double number)
          ? new Range(number, number)
          : null;
    }
    if (o.op() == CoreOp.CAST) {
      return operands.getFirst();
    }
    if (o.op() == CoreOp.EXP) {
      return operands.getFirst().power();
    }
    BinaryOperator<Range> form = o.op() instanceof CoreOp op ? ARITHMETIC.get(op) : null;
    return form == null ? null : form.apply(operands.getFirst(), operands.getLast());
  }
}
