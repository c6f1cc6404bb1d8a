package org.tosc.backends.machines.mlir.verify;

import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;

/// Accesses, slices and other shapes of tensors and memrefs.
final class MemoryChecks {
  static final Map<String, ShapeChecks.Check> ALL =
      Map.ofEntries(
          Map.entry("memref.load", (op, f) -> indices(op, 0, 1, f)),
          Map.entry("memref.store", (op, f) -> indices(op, 1, 2, f)),
          Map.entry("tensor.extract", (op, f) -> indices(op, 0, 1, f)),
          Map.entry("tensor.insert", (op, f) -> indices(op, 1, 2, f)),
          Map.entry("tensor.empty", MemoryChecks::sizes),
          Map.entry("tensor.from_elements", MemoryChecks::elements),
          Map.entry("memref.copy", (op, f) -> sameShape(op, 0, 1, f)),
          Map.entry("bufferization.materialize_in_destination", (op, f) -> sameShape(op, 0, 1, f)),
          Map.entry("memref.alloc", MemoryChecks::allocated),
          Map.entry("memref.alloca", MemoryChecks::allocated),
          Map.entry("memref.cast", MemoryChecks::cast),
          Map.entry("tensor.cast", MemoryChecks::cast),
          Map.entry("tensor.extract_slice", (op, f) -> slice(op, 0, f)),
          Map.entry("memref.subview", (op, f) -> slice(op, 0, f)),
          Map.entry("tensor.insert_slice", (op, f) -> slice(op, 1, f)),
          Map.entry("tensor.collapse_shape", MemoryChecks::reshaped),
          Map.entry("tensor.expand_shape", MemoryChecks::reshaped),
          Map.entry("memref.collapse_shape", MemoryChecks::reshaped),
          Map.entry("memref.expand_shape", MemoryChecks::reshaped));

  private MemoryChecks() {}

  static Type.Shaped shaped(Type type) {
    return type instanceof Type.Shaped shaped ? shaped : new Type.Tensor(List.of(), type, null);
  }

  static void indices(Operation op, int memory, int from, Faults faults) {
    Use use = op.operands().get(memory);
    int rank = shaped(use.type()).rank();
    int given = op.operands().size() - from;
    if (use.type() instanceof Type.Shaped && rank != given) {
      faults.type(
          use.span(),
          "`"
              + use.text()
              + "` is a `"
              + use.type()
              + "` with "
              + Faults.count(rank, "axis")
              + ", but `"
              + op.name()
              + "` has "
              + Faults.count(given, "index"));
    }
  }

  private static void dynamic(Operation op, int given, Faults faults) {
    Type type = op.results().getFirst().type();
    long open = shaped(type).shape().stream().filter(n -> n == Type.DYNAMIC).count();
    if (open != given) {
      faults.type(
          op,
          "needs a size for each `?` of `" + type + "`, which are " + open + ", but has " + given);
    }
  }

  private static void sizes(Operation op, Faults faults) {
    dynamic(op, op.operands().size(), faults);
  }

  private static void allocated(Operation op, Faults faults) {
    int given =
        op.attribute("operandSegmentSizes") instanceof Attribute.DenseArray(var sizes, var type)
                && sizes.size() > 0
            ? (int) sizes.get(0)
            : op.operands().size();
    dynamic(op, given, faults);
  }

  private static void elements(Operation op, Faults faults) {
    Type type = op.results().getFirst().type();
    Type.Shaped shaped = shaped(type);
    if (shaped.isStatic() && shaped.count() != op.operands().size()) {
      faults.type(
          op,
          "makes a `"
              + type
              + "` of "
              + shaped.count()
              + " elements, but has "
              + op.operands().size());
    }
  }

  /// Whether extents that are both known are equal.
  static boolean areCompatible(List<Long> one, List<Long> other) {
    boolean fits = one.size() == other.size();
    for (int i = 0; fits && i < one.size(); i++) {
      boolean isOpen = one.get(i) == Type.DYNAMIC || other.get(i) == Type.DYNAMIC;
      fits = isOpen || one.get(i).equals(other.get(i));
    }
    return fits;
  }

  private static void sameShape(Operation op, int first, int second, Faults faults) {
    Use from = op.operands().get(first);
    Use to = op.operands().get(second);
    if (!(from.type() instanceof Type.Shaped a) || !(to.type() instanceof Type.Shaped b)) {
      return;
    }
    if (!areCompatible(a.shape(), b.shape()) || !a.element().equals(b.element())) {
      faults.type(
          op,
          "needs one shape and element type, but `"
              + from.text()
              + "` is `"
              + from.type()
              + "` and `"
              + to.text()
              + "` is `"
              + to.type()
              + "`");
    }
  }

  private static void cast(Operation op, Faults faults) {
    Type from = op.operands().getFirst().type();
    Type to = op.results().getFirst().type();
    boolean areRanked = from instanceof Type.Shaped && to instanceof Type.Shaped;
    boolean fits =
        !areRanked
            || (areCompatible(shaped(from).shape(), shaped(to).shape())
                && shaped(from).element().equals(shaped(to).element()));
    if (!fits) {
      faults.type(op, "cannot make `" + to + "` of `" + from + "`: their extents differ");
    }
  }

  /// Offsets, sizes and strides have a number for each axis, and what is known lies inside.
  private static void slice(Operation op, int whole, Faults faults) {
    Use source = op.operands().get(whole);
    Type.Shaped type = shaped(source.type());
    long[][] parts = new long[3][];
    String[] keys = {"static_offsets", "static_sizes", "static_strides"};
    for (int i = 0; i < 3; i++) {
      if (!(op.attribute(keys[i]) instanceof Attribute.DenseArray(var numbers, var t))
          || numbers.size() != type.rank()) {
        faults.structure(
            op,
            "needs "
                + type.rank()
                + " numbers in `"
                + keys[i]
                + "`, one for each axis of `"
                + source.type()
                + "`");
        return;
      }
      parts[i] = numbers.toArray();
    }
    for (int axis = 0; axis < type.rank(); axis++) {
      long extent = type.shape().get(axis);
      boolean isKnown = extent != Type.DYNAMIC;
      for (long[] part : parts) {
        isKnown &= part[axis] != Type.DYNAMIC;
      }
      long last = parts[0][axis] + (parts[1][axis] - 1) * parts[2][axis];
      boolean isOutside = parts[0][axis] < 0 || (parts[1][axis] > 0 && last >= extent);
      if (isKnown && isOutside) {
        faults.type(
            source.span(),
            "`"
                + op.name()
                + "` takes "
                + parts[0][axis]
                + " … "
                + last
                + " of axis "
                + axis
                + ", but `"
                + source.text()
                + "` has "
                + extent
                + " there");
      }
    }
  }

  private static void reshaped(Operation op, Faults faults) {
    Type.Shaped from = shaped(op.operands().getFirst().type());
    Type.Shaped to = shaped(op.results().getFirst().type());
    boolean areKnown = from.isStatic() && to.isStatic();
    if (areKnown && from.count() != to.count()) {
      faults.type(
          op,
          "keeps the elements, but `"
              + from
              + "` has "
              + from.count()
              + " and `"
              + to
              + "` has "
              + to.count());
    }
  }
}
