package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of operations with a sliding window over images.
final class ConvRules {
  private ConvRules() {}

  /// Images `[n, h, w, c]`, or with layout "nchw" `[n, c, h, w]`; filters `[out, kh, kw, c /
  /// groups]` in both; an optional bias `[out]`.
  static Type conv2d(TensorCall call) throws Mismatch {
    ImageLayout layout = layout(call);
    call.requireRank(0, 4, "images");
    call.requireRank(1, 4, "filters");
    call.requireFloat(0);
    call.requireFloat(1);
    List<Dim> filters = call.tensor(1).shape();
    requireChannels(call, layout);
    if (call.has(2)) {
      call.requireRank(2, 1, "a bias vector");
      call.agree(1, 0, 2, 0, "axis 0 of the filters and of the bias");
    }
    Window window = Window.of(call, filters.subList(1, 3), List.of(1L, 1L));
    List<Dim> out = slid(call, window, layout);
    out.set(layout.channels(), filters.getFirst());
    Scalar element = Promotion.of(call.x().element(), call.tensor(1).element());
    return new TensorType(out, Promotion.toFloat(element));
  }

  private static void requireChannels(TensorCall call, ImageLayout layout) throws Mismatch {
    long groups = call.attributes().integer("groups", 1);
    if (groups < 1) {
      throw call.fault(Rule.ATTRIBUTE, "needs at least 1 group, found %d", groups);
    }
    Dim channels = call.x().shape().get(layout.channels());
    List<Dim> filters = call.tensor(1).shape();
    Dim own = channels;
    boolean fits = divides(groups, filters.getFirst()) && divides(groups, channels);
    if (groups > 1) {
      own = channels instanceof Dim.Known(long c, Origin _) ? Dim.of(c / groups) : Dim.unknown();
    }
    if (!fits || Dims.agree(own, filters.getLast()) == null) {
      throw call.fault(
          Rule.INNER,
          Stream.of(new Place(0, layout.channels()), new Place(1, 3)),
          "cannot filter %s channels with filters of %s%s: axis %d of the images %s in layout %s,"
              + " axis 3 of the filters %s",
          channels,
          filters.getLast(),
          groups == 1 ? "" : " in " + groups + " groups",
          layout.channels(),
          call.x().shapeText(),
          layout.text(),
          call.tensor(1).shapeText());
    }
  }

  private static boolean divides(long groups, Dim dim) {
    return !(dim instanceof Dim.Known(long size, Origin _)) || size % groups == 0;
  }

  /// The largest or mean element under a window of each channel.
  static Type pool(TensorCall call) throws Mismatch {
    ImageLayout layout = layout(call);
    call.requireRank(0, 4, "images");
    call.requireFloat(0);
    String kind = call.attributes().string("kind", "max");
    if (!kind.equals("max") && !kind.equals("avg")) {
      throw call.fault(Rule.ATTRIBUTE, "knows the kinds max and avg, found %s", kind);
    }
    List<Long> size = pair(call, "window", 2);
    Window window = Window.of(call, size.stream().map(Dim::of).toList(), size);
    return new TensorType(slid(call, window, layout), Promotion.toFloat(call.x().element()));
  }

  /// Size, stride, dilation and padding of both spatial axes; no padding means "same".
  record Window(List<Dim> size, List<Long> stride, List<Long> dilation, List<Long> padding) {
    static Window of(TensorCall call, List<Dim> size, List<Long> stride) throws Mismatch {
      return new Window(
          size,
          call.attributes().has("stride") ? pair(call, "stride", 1) : stride,
          pair(call, "dilation", 1),
          sides(call));
    }
  }

  private static List<Dim> slid(TensorCall call, Window window, ImageLayout layout)
      throws Mismatch {
    List<Dim> out = new ArrayList<>(call.x().shape());
    out.set(layout.rows(), slid(call, window, layout.rows(), 0));
    out.set(layout.columns(), slid(call, window, layout.columns(), 1));
    return out;
  }

  /// The number of places of the window along an image axis.
  private static Dim slid(TensorCall call, Window window, int axis, int i) throws Mismatch {
    Dim in = call.x().shape().get(axis);
    long stride = window.stride().get(i);
    if (window.padding().isEmpty()) {
      return stride == 1
          ? in
          : in instanceof Dim.Known(long n, Origin _)
              ? Dim.of(Math.ceilDiv(n, stride))
              : Dim.unknown();
    }
    if (!(window.size().get(i) instanceof Dim.Known(long k, Origin _))) {
      return Dim.unknown();
    }
    long reach = window.dilation().get(i) * (k - 1) + 1;
    long pad = window.padding().get(2 * i) + window.padding().get(2 * i + 1);
    if (stride == 1 && pad == reach - 1) {
      return in;
    }
    if (!(in instanceof Dim.Known(long size, Origin _))) {
      return Dim.unknown();
    }
    if (reach > size + pad) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, axis),
          "has a window of %d along axis %d of shape %s, which has %d elements with its padding",
          reach,
          axis,
          call.x().shapeText(),
          size + pad);
    }
    return Dim.of((size + pad - reach) / stride + 1);
  }

  private static List<Long> pair(TensorCall call, String name, long otherwise) throws Mismatch {
    List<Long> given = call.attributes().has(name) ? call.integers(name) : List.of(otherwise);
    boolean fits = given.size() == 1 || given.size() == 2;
    if (!fits || given.stream().anyMatch(n -> n < 1 || n > Integer.MAX_VALUE)) {
      throw call.fault(
          Rule.ATTRIBUTE, "needs one or two positive integers as `%s`, found %s", name, given);
    }
    return List.of(given.getFirst(), given.getLast());
  }

  /// Top, bottom, left, right, from one number, one per axis, or all four; nothing for "same".
  private static List<Long> sides(TensorCall call) throws Mismatch {
    Attribute word = call.attributes().get("padding");
    if (word == null || word.equals(Attribute.of("valid"))) {
      return List.of(0L, 0L, 0L, 0L);
    }
    if (word instanceof Attribute.Str) {
      if (!word.equals(Attribute.of("same"))) {
        throw call.fault(
            Rule.ATTRIBUTE, "knows padding=\"same\", \"valid\" or sizes, found %s", word);
      }
      return List.of();
    }
    List<Long> given = call.integers("padding");
    if (given.stream().anyMatch(n -> n < 0 || n > Integer.MAX_VALUE)) {
      throw call.fault(Rule.ATTRIBUTE, "needs padding of at least 0, found %s", given);
    }
    return switch (given.size()) {
      case 1 -> List.of(given.get(0), given.get(0), given.get(0), given.get(0));
      case 2 -> List.of(given.get(0), given.get(0), given.get(1), given.get(1));
      case 4 -> given;
      default ->
          throw call.fault(
              Rule.ATTRIBUTE, "needs one, two or four numbers as `padding`, found %s", given);
    };
  }

  private static ImageLayout layout(TensorCall call) throws Mismatch {
    String text = call.attributes().string("layout", ImageLayout.NHWC.text());
    ImageLayout layout = ImageLayout.parse(text);
    if (layout == null) {
      throw call.fault(Rule.ATTRIBUTE, "knows the layouts nhwc and nchw, found %s", text);
    }
    return layout;
  }

  static double conv2dFlops(TensorCall call, List<Type> results) {
    double filters = Cost.size(call.tensor(1).shape().getFirst());
    return 2 * Cost.elements(results.getFirst()) * Cost.elements(call.tensor(1)) / filters;
  }

  static double poolFlops(TensorCall call, List<Type> results) {
    List<Long> window = call.integers("window");
    double area = window.isEmpty() ? 4 : (double) window.getFirst() * (double) window.getLast();
    return Cost.elements(results.getFirst()) * area;
  }
}
