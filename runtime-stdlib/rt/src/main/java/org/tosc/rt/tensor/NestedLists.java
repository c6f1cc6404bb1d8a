package org.tosc.rt.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nested lists of numbers to a tensor; all lists of one depth have one length.
final class NestedLists {
  private static final int MAX_DEPTH = 64;

  private final List<Object> leaves = new ArrayList<>();

  private NestedLists() {}

  static Tensor toTensor(List<?> nested, @Nullable DType dtype) {
    long[] shape = shapeOf(nested);
    NestedLists walk = new NestedLists();
    walk.collect(nested, shape, 0);
    return walk.build(shape, dtype);
  }

  /// The shape read along the first elements.
  private static long[] shapeOf(Object nested) {
    List<Long> dims = new ArrayList<>();
    Object at = nested;
    while (at instanceof List<?> list) {
      if (dims.size() == MAX_DEPTH) {
        throw TensorFault.shape("a tensor has at most " + MAX_DEPTH + " axes");
      }
      dims.add((long) list.size());
      at = list.isEmpty() ? null : list.getFirst();
    }
    if (at instanceof Tensor t) {
      for (long dim : t.shape()) {
        dims.add(dim);
      }
    }
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  private void collect(Object node, long[] shape, int depth) {
    switch (node) {
      case List<?> list -> {
        if (depth >= shape.length || list.size() != shape[depth]) {
          throw ragged(shape, depth, "a list of " + list.size());
        }
        list.forEach(item -> collect(item, shape, depth + 1));
      }
      case Tensor t -> {
        long[] rest = java.util.Arrays.copyOfRange(shape, depth, shape.length);
        if (!java.util.Arrays.equals(rest, t.shape())) {
          throw ragged(shape, depth, "a tensor of shape " + Shapes.text(t.shape()));
        }
        for (long i = 0; i < t.size(); i++) {
          leaves.add(t.get(i));
        }
      }
      default -> {
        if (depth != shape.length) {
          throw ragged(shape, depth, "`" + node + "`");
        }
        leaves.add(node);
      }
    }
  }

  private static TensorFault ragged(long[] shape, int depth, String found) {
    String wanted = depth < shape.length ? "a list of " + shape[depth] : "a number";
    return TensorFault.shape(
        "the rows of a tensor have equal lengths: at depth "
            + depth
            + " the first row has "
            + wanted
            + ", another has "
            + found);
  }

  private Tensor build(long[] shape, @Nullable DType wanted) {
    boolean bools = !leaves.isEmpty() && leaves.stream().allMatch(Boolean.class::isInstance);
    DType dtype = wanted != null ? wanted : bools ? DType.BOOL : DType.F32;
    if (dtype.isInteger() && leaves.stream().allMatch(Long.class::isInstance)) {
      return Tensor.ofLongs(dtype, shape, leaves.stream().mapToLong(x -> (Long) x).toArray());
    }
    return Tensor.ofDoubles(dtype, shape, leaves.stream().mapToDouble(Tensor::asDouble).toArray());
  }
}
