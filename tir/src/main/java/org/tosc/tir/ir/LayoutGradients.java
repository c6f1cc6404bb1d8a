package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Derivatives of operations that move elements: each element's adjoint moves back.
final class LayoutGradients {
  private LayoutGradients() {}

  static <V> void transpose(GradientContext<V> g) {
    int rank = g.rank(g.x());
    List<Long> perm = g.integers("perm");
    List<Long> back = new ArrayList<>(Collections.nCopies(rank, 0L));
    for (int i = 0; i < rank; i++) {
      long from = perm.isEmpty() ? rank - 1L - i : Math.floorMod(perm.get(i), (long) rank);
      back.set((int) from, (long) i);
    }
    g.give(0, g.transpose(g.adjoint(), back));
  }

  static <V> void reshape(GradientContext<V> g) {
    g.give(0, g.reshape(g.adjoint(), g.shape(g.x())));
  }

  static <V> void broadcast(GradientContext<V> g) {
    g.give(0, g.adjoint());
  }

  static <V> void concat(GradientContext<V> g) {
    int axis = g.axis("axis", 0, g.rank(g.x()));
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < g.operands(); i++) {
      sizes.add(g.extent(g.operand(i), axis));
    }
    Attributes attrs =
        Attributes.of("axis", Attribute.of(axis)).with("sizes", Attribute.ints(sizes));
    List<V> parts = g.applyAll(TensorOp.SPLIT, attrs, g.adjoint());
    for (int i = 0; i < parts.size(); i++) {
      g.give(i, parts.get(i));
    }
  }

  static <V> void stack(GradientContext<V> g) {
    Attributes along = Attributes.of("axis", Attribute.of(g.axis("axis", 0, g.rank(g.result()))));
    for (int i = 0; i < g.operands(); i++) {
      g.give(i, g.apply(TensorOp.SELECT, along.with("index", Attribute.of(i)), g.adjoint()));
    }
  }

  static <V> void split(GradientContext<V> g) {
    List<V> parts = new ArrayList<>();
    for (int i = 0; i < g.results(); i++) {
      parts.add(g.adjoint(i));
    }
    Attributes attrs = Attributes.of("axis", Attribute.of(g.axis("axis", 0, g.rank(g.x()))));
    g.give(0, g.apply(TensorOp.CONCAT, attrs, parts));
  }

  /// Axis by axis back to the indexes that the slice took.
  static <V> void slice(GradientContext<V> g) {
    V back = g.adjoint();
    for (int axis = 0; axis < g.rank(g.x()); axis++) {
      long size = g.extent(g.x(), axis);
      SliceAxis taken =
          SliceAxis.of(
              size,
              bound(g, "starts", axis, SliceAxis.FROM_FIRST),
              bound(g, "ends", axis, SliceAxis.TO_LAST),
              bound(g, "steps", axis, 1));
      if (!taken.equals(new SliceAxis(0, 1, size))) {
        V indexes = g.indexes(taken.count(), taken.first(), taken.step());
        back = g.scatter(back, indexes, axis, size);
      }
    }
    g.give(0, back);
  }

  private static long bound(GradientContext<?> g, String name, int axis, long otherwise) {
    List<Long> given = g.integers(name);
    return axis < given.size() ? given.get(axis) : otherwise;
  }

  static <V> void select(GradientContext<V> g) {
    int axis = g.axis("axis", 0, g.rank(g.x()));
    long index = g.attributes().integer("index");
    V indexes = g.indexes(1, index, 1);
    g.give(0, g.scatter(g.expand(g.adjoint(), axis), indexes, axis, g.extent(g.x(), axis)));
  }

  static <V> void gather(GradientContext<V> g) {
    int axis = g.axis("axis", 0, g.rank(g.x()));
    g.give(0, g.scatter(g.adjoint(), g.operand(1), axis, g.extent(g.x(), axis)));
  }

  static <V> void embedding(GradientContext<V> g) {
    g.give(0, g.scatter(g.adjoint(), g.operand(1), 0, g.extent(g.x(), 0)));
  }

  static <V> void scatterAdd(GradientContext<V> g) {
    int axis = g.axis("axis", 0, g.rank(g.result()));
    g.give(0, g.gather(g.adjoint(), g.operand(1), axis));
  }

  static <V> void collective(GradientContext<V> g) {
    if (g.attributes().string("kind").equals("all_reduce")) {
      g.give(0, g.apply(TensorOp.COLLECTIVE, g.attributes(), g.adjoint()));
    }
  }
}
