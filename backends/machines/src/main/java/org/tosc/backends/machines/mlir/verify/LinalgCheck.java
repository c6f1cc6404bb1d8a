package org.tosc.backends.machines.mlir.verify;

import java.util.List;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.linalg.NamedOp;

/// linalg: maps and shapes of operands, and what comes out.
final class LinalgCheck {
  private LinalgCheck() {}

  static void check(Operation op, Faults faults) {
    if (op.is("linalg.yield") || op.is("linalg.index") || op.operands().isEmpty()) {
      return;
    }
    if (op.is("linalg.generic")) {
      generic(op, faults);
    } else {
      named(op, faults);
    }
    results(op, faults);
  }

  private static void generic(Operation op, Faults faults) {
    if (!(op.attribute("indexing_maps") instanceof Attribute.Array(List<Attribute> maps))) {
      faults.structure(op, "needs `indexing_maps`, one for each operand");
      return;
    }
    if (!(op.attribute("iterator_types") instanceof Attribute.Array(List<Attribute> iterators))) {
      faults.structure(op, "needs `iterator_types`, one for each loop");
      return;
    }
    if (maps.size() != op.operands().size()) {
      faults.structure(
          op, "has " + op.operands().size() + " operands, but " + maps.size() + " maps");
      return;
    }
    boolean isKnown = maps.getFirst() instanceof Attribute.Affine;
    if (isKnown
        && maps.getFirst() instanceof Attribute.Affine(var map)
        && map.dims() != iterators.size()) {
      faults.structure(
          op, "has " + map.dims() + " loops, but " + iterators.size() + " `iterator_types`");
      return;
    }
    new LoopShapes(op, faults).check(maps);
  }

  private static void named(Operation op, Faults faults) {
    NamedOp row = NamedOp.of(op.name());
    if (row == null) {
      return;
    }
    if (op.operands().size() != row.inputs() + 1) {
      faults.structure(
          op, "has " + (row.inputs() + 1) + " operands, here are " + op.operands().size());
      return;
    }
    List<Integer> ranks =
        op.operands().stream()
            .map(u -> u.type() instanceof Type.Shaped shaped ? shaped.rank() : 0)
            .toList();
    new LoopShapes(op, faults).checkMaps(row.maps(op, ranks));
  }

  private static void results(Operation op, Faults faults) {
    int inputs =
        op.attribute("operandSegmentSizes") instanceof Attribute.DenseArray(var sizes, var t)
                && sizes.size() == 2
            ? Math.clamp(sizes.get(0), 0, op.operands().size())
            : op.operands().size() - Math.max(1, op.results().size());
    List<Type> tensors =
        op.operands().subList(Math.max(0, inputs), op.operands().size()).stream()
            .map(Operation.Use::type)
            .filter(t -> t instanceof Type.Tensor)
            .toList();
    List<Type> results = op.results().stream().map(Operation.Definition::type).toList();
    if (!tensors.equals(results)) {
      faults.type(
          op,
          "gives what its `outs` are, `("
              + Type.list(tensors)
              + ")`, not `("
              + Type.list(results)
              + ")`");
    }
  }
}
