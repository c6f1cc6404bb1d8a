package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;

/// Derivatives of norms, rotary positions and dropout.
final class ModelGradients {
  private ModelGradients() {}

  /// With n the normalised operand and s the deviation, `(d - mean(d) - n·mean(d·n)) / s` for d =
  /// dy·gamma.
  static <V> void layernorm(GradientContext<V> g) {
    V x = wide(g);
    double eps = g.attributes().number("eps", 1e-5);
    V centred = g.sub(x, mean(g, x));
    V inverse = g.apply(TensorOp.RSQRT, g.plus(eps, mean(g, g.mul(centred, centred))));
    V normal = g.mul(centred, inverse);
    V dy = g.adjoint();
    V d = g.has(1) ? g.mul(dy, g.operand(1)) : dy;
    V along = g.mul(normal, mean(g, g.mul(d, normal)));
    g.give(0, g.mul(inverse, g.sub(g.sub(d, mean(g, d)), along)));
    g.give(1, g.mul(dy, normal));
    g.give(2, dy);
  }

  static <V> void rmsnorm(GradientContext<V> g) {
    V x = wide(g);
    double eps = g.attributes().number("eps", 1e-6);
    V inverse = g.apply(TensorOp.RSQRT, g.plus(eps, mean(g, g.mul(x, x))));
    V normal = g.mul(x, inverse);
    V d = g.has(1) ? g.mul(g.adjoint(), g.operand(1)) : g.adjoint();
    V along = g.mul(normal, mean(g, g.mul(d, normal)));
    g.give(0, g.mul(inverse, g.sub(d, along)));
    g.give(1, g.mul(g.adjoint(), normal));
  }

  /// The operand in the result's element type.
  private static <V> V wide(GradientContext<V> g) {
    return g.castLike(g.x(), g.result());
  }

  private static <V> V mean(GradientContext<V> g, V a) {
    Attributes attrs =
        Attributes.of("axis", Attribute.ints(List.of((long) g.rank(a) - 1)))
            .with("keepdims", Attribute.of(true));
    return g.apply(TensorOp.REDUCE_MEAN, attrs, a);
  }

  /// The rotation back: that of the mirrored pair, mirrored.
  static <V> void rope(GradientContext<V> g) {
    V mirror = mirror(g);
    V turned = g.apply(TensorOp.ROPE, g.attributes(), g.mul(g.adjoint(), mirror));
    g.give(0, g.mul(turned, mirror));
  }

  /// 1 for the first and -1 for the second feature of each pair.
  private static <V> V mirror(GradientContext<V> g) {
    long features = g.extent(g.x(), g.rank(g.x()) - 1);
    boolean neighbours = g.attributes().flag("interleaved", false);
    List<Attribute> signs = new ArrayList<>();
    for (long i = 0; i < features; i++) {
      boolean isFirst = neighbours ? i % 2 == 0 : i < features / 2;
      signs.add(Attribute.of(isFirst ? 1L : -1L));
    }
    Attributes attrs =
        Attributes.of("data", new Attribute.Array(signs))
            .with("shape", Attribute.ints(List.of(features)))
            .with("dtype", new Attribute.OfType(g.element(g.result())));
    return g.apply(TensorOp.LITERAL, attrs, List.of());
  }

  /// The same elements are dropped: the seed is an attribute.
  static <V> void dropout(GradientContext<V> g) {
    g.give(0, g.apply(TensorOp.DROPOUT, g.attributes(), g.adjoint()));
  }
}
