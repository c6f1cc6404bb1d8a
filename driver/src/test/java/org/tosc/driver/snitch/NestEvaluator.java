package org.tosc.driver.snitch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// What functions of nests over buffers of `f64` mean, point by point in `double`.
final class NestEvaluator {
  private final Map<Value, double[]> arrays;
  private final Map<Value, Double> numbers;

  private NestEvaluator(Map<Value, double[]> arrays, Map<Value, Double> numbers) {
    this.arrays = arrays;
    this.numbers = numbers;
  }

  /// Evaluates a function, which writes its arrays.
  static void evaluate(Function function, Map<Value, double[]> arrays, Map<Value, Double> scalars) {
    NestEvaluator evaluator = new NestEvaluator(arrays, new HashMap<>(scalars));
    for (Operation operation : function.body().ops()) {
      if (operation.op() == KernelOp.NEST) {
        evaluator.nest(Nest.of(operation));
      } else if (operation.op() != CoreOp.RETURN) {
        evaluator.numbers.put(operation.result(), evaluator.value(operation));
      }
    }
  }

  private void nest(Nest nest) {
    long[] point = new long[nest.dims()];
    int dim = 0;
    while (dim >= 0) {
      point(nest, point);
      for (dim = point.length - 1; dim >= 0; dim--) {
        if (++point[dim] < nest.extents().get(dim)) {
          break;
        }
        point[dim] = 0;
      }
    }
  }

  private void point(Nest nest, long[] point) {
    Region body = nest.body(0);
    List<Value> operands = nest.operands();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      double[] array = arrays.get(operand);
      double number = array == null ? number(operand) : array[place(operand, nest.map(i), point)];
      numbers.put(body.params().get(i), number);
    }
    for (Operation operation : body.ops()) {
      if (operation.op() == CoreOp.YIELD) {
        Value out = operands.getLast();
        arrays.get(out)[place(out, nest.outMap(0), point)] = number(operation.operand(0));
      } else {
        numbers.put(operation.result(), value(operation));
      }
    }
  }

  private static int place(Value buffer, AffineMap map, long[] point) {
    List<Dim> shape = ((BufferType) buffer.type()).shape();
    long[] at = map.at(point);
    long place = 0;
    for (int axis = 0; axis < at.length; axis++) {
      place = place * ((Dim.Known) shape.get(axis)).size() + at[axis];
    }
    return Math.toIntExact(place);
  }

  private double number(Value value) {
    return numbers.get(value);
  }

  private double value(Operation operation) {
    List<Double> n = new ArrayList<>();
    operation.operands().forEach(v -> n.add(number(v)));
    return switch ((CoreOp) operation.op()) {
      case CONST -> ((Attribute.Real) operation.attributes().get("value")).value();
      case ADD -> n.get(0) + n.get(1);
      case SUB -> n.get(0) - n.get(1);
      case MUL -> n.get(0) * n.get(1);
      case MAX -> Math.max(n.get(0), n.get(1));
      case FMA -> Math.fma(n.get(0), n.get(1), n.get(2));
      default -> throw new AssertionError(operation.op().mnemonic());
    };
  }
}
