package org.tosc.backends.machines.mlir.verify;

import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.IntegerSet;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;

/// Maps and sets take as many values as they are given.
final class AffineChecks {
  static final Map<String, ShapeChecks.Check> ALL =
      Map.of(
          "affine.apply", (op, f) -> map(op, 0, -1, f),
          "affine.min", (op, f) -> map(op, 0, -1, f),
          "affine.max", (op, f) -> map(op, 0, -1, f),
          "affine.load", (op, f) -> map(op, 1, 0, f),
          "affine.store", (op, f) -> map(op, 2, 1, f),
          "affine.for", AffineChecks::loop,
          "affine.if", AffineChecks::condition);

  private AffineChecks() {}

  /// @param from which operand is the map's first
  /// @param memory which operand is accessed; negative without one
  private static void map(Operation op, int from, int memory, Faults faults) {
    if (!(op.attribute("map") instanceof Attribute.Affine(AffineMap map))) {
      faults.structure(op, "needs an affine map, `map`");
      return;
    }
    int given = op.operands().size() - from;
    if (map.inputs() != given) {
      faults.structure(
          op,
          "has a map that takes "
              + Faults.count(map.inputs(), "value")
              + ", but gives it "
              + given);
    }
    if (memory >= 0
        && op.operands().get(memory).type() instanceof Type.MemRef type
        && type.rank() != map.results().size()) {
      faults.type(
          op,
          "has a map that gives "
              + map.results().size()
              + " coordinates, but `"
              + type
              + "` has "
              + type.rank()
              + " axes");
    }
    if (op.is("affine.apply") && map.results().size() != 1) {
      faults.structure(op, "has a map of one result, here are " + map.results().size());
    }
  }

  private static void loop(Operation op, Faults faults) {
    long[] sizes = new long[2];
    if (op.attribute("operandSegmentSizes") instanceof Attribute.DenseArray(var all, var t)) {
      sizes[0] = all.get(0);
      sizes[1] = all.get(1);
    }
    String[] keys = {"lowerBoundMap", "upperBoundMap"};
    for (int i = 0; i < 2; i++) {
      if (!(op.attribute(keys[i]) instanceof Attribute.Affine(AffineMap map))) {
        faults.structure(op, "needs an affine map, `" + keys[i] + "`");
      } else if (map.inputs() != sizes[i]) {
        faults.structure(
            op,
            "has a `"
                + keys[i]
                + "` that takes "
                + Faults.count(map.inputs(), "value")
                + ", but gives it "
                + sizes[i]);
      }
    }
    boolean isStep =
        op.attribute("step") instanceof Attribute.Int(long value, Type type) && value > 0;
    if (!isStep) {
      faults.structure(op, "needs a `step` of more than 0, here is `" + op.attribute("step") + "`");
    }
  }

  private static void condition(Operation op, Faults faults) {
    if (!(op.attribute("condition") instanceof Attribute.AffineSet(IntegerSet set))) {
      faults.structure(op, "needs an affine set, `condition`");
    } else if (set.dims() + set.symbols() != op.operands().size()) {
      faults.structure(
          op,
          "has a condition on "
              + Faults.count(set.dims() + set.symbols(), "value")
              + ", but gives it "
              + op.operands().size());
    }
  }
}
