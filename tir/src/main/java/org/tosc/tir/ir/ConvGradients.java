package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;

/// Derivatives of sliding windows. The window's elements are gathered into `[n, places, taps, …]`,
/// where the operation is a product or a reduction; `scatter_add` brings adjoints back.
final class ConvGradients<V> {
  private final GradientContext<V> g;
  private final ImageLayout layout;
  private final List<Long> window;
  private final List<Long> image;
  private final List<Long> places;

  private ConvGradients(GradientContext<V> g, List<Long> window) {
    this.g = g;
    ImageLayout named = ImageLayout.parse(g.attributes().string("layout", ImageLayout.NHWC.text()));
    this.layout = named == null ? ImageLayout.NHWC : named;
    this.window = window;
    this.image = spatial(g.shape(g.x()));
    this.places = spatial(g.shape(g.result()));
  }

  private List<Long> spatial(List<Long> shape) {
    return List.of(shape.get(layout.rows()), shape.get(layout.columns()));
  }

  static <V> void conv2d(GradientContext<V> g) {
    List<Long> filters = g.shape(g.operand(1));
    new ConvGradients<>(g, filters.subList(1, 3)).pullConv();
  }

  static <V> void pool(GradientContext<V> g) {
    List<Long> given = g.integers("window");
    List<Long> window =
        given.isEmpty() ? List.of(2L, 2L) : List.of(given.getFirst(), given.getLast());
    new ConvGradients<>(g, window).pullPool();
  }

  // Convolution.

  private void pullConv() {
    long groups = g.attributes().integer("groups", 1);
    List<V> x = parts(channelsLast(g.castLike(g.x(), g.result())), 3, groups);
    List<V> w = parts(g.castLike(g.operand(1), g.result()), 0, groups);
    List<V> dy = parts(channelsLast(g.adjoint()), 3, groups);
    List<V> dx = new ArrayList<>();
    List<V> dw = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      V rows = g.reshape(dy.get(i), List.of(placeCount(), g.extent(dy.get(i), 3)));
      V filters = g.reshape(w.get(i), List.of(g.extent(w.get(i), 0), taps(w.get(i))));
      V patches = g.reshape(patches(x.get(i), 0), List.of(placeCount(), taps(w.get(i))));
      dx.add(folded(g.matmul(rows, filters), g.extent(w.get(i), 3)));
      dw.add(g.reshape(g.matmul(g.turn(rows), patches), g.shape(w.get(i))));
    }
    g.give(0, restored(joined(dx, 3)));
    g.give(1, joined(dw, 0));
    if (g.has(2)) {
      g.give(2, g.sum(channelsLast(g.adjoint()), List.of(0, 1, 2)));
    }
  }

  private long placeCount() {
    return g.extent(g.x(), 0) * places.get(0) * places.get(1);
  }

  private long taps(V filters) {
    return window.get(0) * window.get(1) * g.extent(filters, 3);
  }

  private List<V> parts(V a, int axis, long count) {
    if (count == 1) {
      return List.of(a);
    }
    long size = g.extent(a, axis) / count;
    List<Long> sizes = java.util.Collections.nCopies((int) count, size);
    Attributes attrs =
        Attributes.of("axis", Attribute.of(axis)).with("sizes", Attribute.ints(sizes));
    return g.applyAll(TensorOp.SPLIT, attrs, a);
  }

  private V joined(List<V> parts, int axis) {
    return parts.size() == 1
        ? parts.getFirst()
        : g.apply(TensorOp.CONCAT, Attributes.of("axis", Attribute.of(axis)), parts);
  }

  // Pooling.

  private void pullPool() {
    boolean isMax = g.attributes().string("kind", "max").equals("max");
    V dy = places(channelsLast(g.adjoint()));
    V x = channelsLast(g.castLike(g.x(), g.result()));
    V shares = isMax ? isLargest(x) : isInside(x);
    V total = g.sumKept(shares, List.of(2, 4));
    V back = g.mul(g.div(dy, total), shares);
    g.give(0, restored(folded(back, g.extent(x, 3))));
  }

  /// `[n, oh, ow, c]` as `[n, oh, 1, ow, 1, c]`.
  private V places(V a) {
    return g.expand(g.expand(a, 2), 4);
  }

  private V isLargest(V x) {
    V patches = patches(x, Double.NEGATIVE_INFINITY);
    return g.indicator(TensorOp.EQ, patches, places(channelsLast(g.result())));
  }

  private V isInside(V x) {
    return patches(g.full(g.shape(x), 1, g.element(x)), 0);
  }

  // Windows.

  /// `[n, h, w, c]` as `[n, oh, kh, ow, kw, c]` (rows and taps in one axis each for a product).
  private V patches(V x, double padding) {
    V rows = g.gather(padded(x, 1, padding), indexes(0), 1);
    return inOrder(g.gather(padded(rows, 3, padding), indexes(1), 3));
  }

  /// Convolutions want `[n, oh, ow, kh, kw, c]`; pools keep `[n, oh, kh, ow, kw, c]`.
  private V inOrder(V patches) {
    return isConv() ? g.exchange(patches, 2, 3) : patches;
  }

  private boolean isConv() {
    return g.has(1);
  }

  /// The reverse of [#patches]: adjoints summed where they came from.
  private V folded(V patches, long channels) {
    List<Long> shape =
        List.of(
            g.extent(g.x(), 0),
            places.get(0),
            isConv() ? places.get(1) : window.get(0),
            isConv() ? window.get(0) : places.get(1),
            window.get(1),
            channels);
    V ordered = inOrder(g.reshape(patches, shape));
    V columns = g.scatter(ordered, indexes(1), 3, image.get(1) + 1);
    V rows = g.scatter(cut(columns, 3, image.get(1)), indexes(0), 1, image.get(0) + 1);
    return cut(rows, 1, image.get(0));
  }

  /// One more index along an axis, for all padding.
  private V padded(V a, int axis, double padding) {
    List<Long> shape = new ArrayList<>(g.shape(a));
    shape.set(axis, 1L);
    return joined(List.of(a, g.full(shape, padding, g.element(a))), axis);
  }

  private V cut(V a, int axis, long size) {
    List<Long> ends = new ArrayList<>(g.shape(a).subList(0, axis + 1));
    ends.set(axis, size);
    return g.apply(TensorOp.SLICE, Attributes.of("ends", Attribute.ints(ends)), a);
  }

  /// `[places, taps]`: the index along a spatial axis that each tap of each place reads; the extent
  /// itself for padding.
  private V indexes(int axis) {
    long stride = step("stride", axis, isConv() ? 1 : window.get(axis));
    long dilation = step("dilation", axis, 1);
    long before = before(axis, stride, dilation);
    List<Attribute> data = new ArrayList<>();
    for (long place = 0; place < places.get(axis); place++) {
      for (long tap = 0; tap < window.get(axis); tap++) {
        long at = place * stride + tap * dilation - before;
        boolean isInside = at >= 0 && at < image.get(axis);
        data.add(Attribute.of(isInside ? at : image.get(axis)));
      }
    }
    Attributes attrs =
        Attributes.of("data", new Attribute.Array(data))
            .with("shape", Attribute.ints(List.of(places.get(axis), window.get(axis))))
            .with("dtype", new Attribute.OfType(Scalar.I64));
    return g.apply(TensorOp.LITERAL, attrs, List.of());
  }

  private long step(String name, int axis, long otherwise) {
    List<Long> given = g.integers(name);
    return given.isEmpty() ? otherwise : given.get(Math.min(axis, given.size() - 1));
  }

  private long before(int axis, long stride, long dilation) {
    if (g.attributes().get("padding") instanceof Attribute.Str(String word)) {
      long reach = (window.get(axis) - 1) * dilation + 1;
      long missing = (places.get(axis) - 1) * stride + reach - image.get(axis);
      return word.equals("same") ? Math.max(0, missing) / 2 : 0;
    }
    List<Long> given = g.integers("padding");
    return switch (given.size()) {
      case 0 -> 0;
      case 4 -> given.get(2 * axis);
      default -> given.get(Math.min(axis, given.size() - 1));
    };
  }

  private V channelsLast(V a) {
    return layout == ImageLayout.NCHW ? g.transpose(a, List.of(0L, 2L, 3L, 1L)) : a;
  }

  private V restored(V a) {
    return layout == ImageLayout.NCHW ? g.transpose(a, List.of(0L, 3L, 1L, 2L)) : a;
  }
}
