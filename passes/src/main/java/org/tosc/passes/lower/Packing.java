package org.tosc.passes.lower;

import java.util.List;
import org.tosc.tir.ir.Value;

/// Copies strips of a matrix so that a register tile reads them from beginning to end: for each
/// term of the sum, the strip's elements side by side.
final class Packing {
  private final Parts parts;

  Packing(Parts parts) {
    this.parts = parts;
  }

  /// Copies a strip.
  ///
  /// @param from where it begins in the source
  /// @param to where it goes
  /// @param elements of the strip that there are; others, up to `width`, become 0
  /// @param across the step from one to the next element of the strip
  /// @param along the step from one term to the next
  void copy(
      Value source,
      Value from,
      Value target,
      Value to,
      long terms,
      int elements,
      int width,
      long across,
      long along) {
    boolean vectors = across == 1;
    String name =
        "pack" + (vectors ? "v" : "") + elements + "x" + width + "s" + across + "_" + along;
    String part =
        parts.part(
            name,
            w -> {
              Value a = w.buffer();
              Value at = w.position();
              Value b = w.buffer();
              Value go = w.position();
              Value end = w.position();
              w.loop(
                  w.whole(0),
                  end,
                  1,
                  k -> {
                    Value read = w.plus(at, w.times(k, along));
                    Value write = w.plus(go, w.times(k, width));
                    if (vectors) {
                      vectors(w, a, read, b, write, elements, width);
                    } else {
                      elements(w, a, read, b, write, elements, width, across);
                    }
                  });
              return w.finish(Parts.sample(0, 0, 1));
            });
    Writer main = parts.main();
    main.call(part, List.of(source, from, target, to, main.whole(terms)));
  }

  private static void vectors(
      Writer w, Value a, Value read, Value b, Value write, int elements, int width) {
    for (int v = 0; v < width; v += w.lanes()) {
      int left = elements - v;
      Value strip = left <= 0 ? w.splat(w.number(0)) : w.load(a, w.plus(read, v), w.first(left));
      w.store(b, strip, w.plus(write, v), w.first(width - v));
    }
  }

  private static void elements(
      Writer w, Value a, Value read, Value b, Value write, int elements, int width, long across) {
    for (int i = 0; i < width; i++) {
      Value element = i < elements ? w.load(a, w.plus(read, i * across)) : w.number(0);
      w.store(b, element, w.plus(write, i));
    }
  }
}
