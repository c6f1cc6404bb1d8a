package org.tosc.backends.machines.mlir.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;

/// Shapes of vectors.
final class VectorChecks {
  static final Map<String, ShapeChecks.Check> ALL =
      Map.ofEntries(
          Map.entry("vector.load", (op, f) -> MemoryChecks.indices(op, 0, 1, f)),
          Map.entry("vector.store", (op, f) -> MemoryChecks.indices(op, 1, 2, f)),
          Map.entry("vector.shape_cast", VectorChecks::shapeCast),
          Map.entry("vector.transpose", VectorChecks::transpose),
          Map.entry("vector.broadcast", VectorChecks::broadcast),
          Map.entry("vector.from_elements", VectorChecks::elements),
          Map.entry("vector.create_mask", VectorChecks::mask),
          Map.entry("vector.extract", VectorChecks::extract),
          Map.entry("vector.contract", VectorChecks::contract),
          Map.entry("vector.transfer_read", (op, f) -> transfer(op, 0, f)),
          Map.entry("vector.transfer_write", (op, f) -> transfer(op, 1, f)));

  private VectorChecks() {}

  private static Type.Vector vector(Type type) {
    return type instanceof Type.Vector v ? v : Type.Vector.of(List.of(), type);
  }

  private static Type.Vector in(Operation op) {
    return vector(op.operands().getFirst().type());
  }

  private static Type.Vector out(Operation op) {
    return vector(op.results().getFirst().type());
  }

  private static void shapeCast(Operation op, Faults faults) {
    if (in(op).count() != out(op).count()) {
      faults.type(
          op,
          "keeps the lanes, but `"
              + in(op)
              + "` has "
              + in(op).count()
              + " and `"
              + out(op)
              + "` has "
              + out(op).count());
    }
  }

  private static void transpose(Operation op, Faults faults) {
    List<Long> shape = new ArrayList<>();
    if (op.attribute("permutation") instanceof Attribute.DenseArray(var axes, var type)) {
      for (long axis : axes.toArray()) {
        shape.add(axis >= 0 && axis < in(op).rank() ? in(op).shape().get((int) axis) : -1L);
      }
    }
    if (!shape.equals(out(op).shape())) {
      faults.type(
          op,
          "by `"
              + op.attribute("permutation")
              + "` makes the shape "
              + shape
              + " of `"
              + in(op)
              + "`, not `"
              + out(op)
              + "`");
    }
  }

  private static void broadcast(Operation op, Faults faults) {
    List<Long> from = in(op).shape();
    List<Long> to = out(op).shape();
    int skipped = to.size() - from.size();
    boolean fits = skipped >= 0;
    for (int i = 0; fits && i < from.size(); i++) {
      fits = from.get(i) == 1 || from.get(i).equals(to.get(skipped + i));
    }
    if (!fits) {
      faults.type(op, "cannot repeat `" + in(op) + "` to `" + out(op) + "`");
    }
  }

  private static void elements(Operation op, Faults faults) {
    if (out(op).count() != op.operands().size()) {
      faults.type(
          op,
          "makes a `"
              + out(op)
              + "` of "
              + out(op).count()
              + " lanes, but has "
              + op.operands().size());
    }
  }

  private static void mask(Operation op, Faults faults) {
    if (out(op).rank() != op.operands().size()) {
      faults.type(
          op,
          "needs a size for each axis of `"
              + out(op)
              + "`, which are "
              + out(op).rank()
              + ", but has "
              + op.operands().size());
    }
  }

  private static void extract(Operation op, Faults faults) {
    if (!(op.attribute("static_position") instanceof Attribute.DenseArray(var at, var type))) {
      faults.structure(op, "needs `static_position`");
      return;
    }
    List<Long> shape = in(op).shape();
    for (int i = 0; i < at.size(); i++) {
      long position = at.get(i);
      boolean isOpen = position == Type.DYNAMIC;
      if (i >= shape.size() || (!isOpen && (position < 0 || position >= shape.get(i)))) {
        faults.type(
            op,
            "takes position "
                + position
                + " of axis "
                + i
                + ", but its vector is `"
                + op.operands().getFirst().type()
                + "`");
        return;
      }
    }
  }

  private static void transfer(Operation op, int memory, Faults faults) {
    if (!(op.attribute("permutation_map") instanceof Attribute.Affine(AffineMap map))) {
      faults.structure(op, "needs an affine map, `permutation_map`");
      return;
    }
    Type source = op.operands().get(memory).type();
    int rank = source instanceof Type.Shaped shaped ? shaped.rank() : 0;
    if (map.dims() != rank) {
      faults.type(
          op, "has a map of " + map.dims() + " dimensions, but `" + source + "` has " + rank);
    }
  }

  private static void contract(Operation op, Faults faults) {
    if (!(op.attribute("indexing_maps") instanceof Attribute.Array(List<Attribute> maps))) {
      faults.structure(op, "needs `indexing_maps`, one for each operand");
      return;
    }
    if (maps.size() != op.operands().size()) {
      faults.structure(
          op, "has " + op.operands().size() + " operands, but " + maps.size() + " maps");
      return;
    }
    new LoopShapes(op, faults).check(maps);
  }
}
