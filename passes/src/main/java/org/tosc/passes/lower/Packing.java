package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// Copies strips of a matrix so that a register tile reads them from beginning to end: for each
/// term of the sum, the strip's elements side by side.
final class Packing {
  /// How many terms are read before they are written, if they are vectors.
  private static final long TOGETHER = 4;

  /// Neighbouring terms that are copied together: a cache line.
  private static final long TURNED = 16;

  /// Elements of a strip that are copied without a loop, at most.
  private static final int MOST_UNROLLED = 16;

  private final Parts parts;

  Packing(Parts parts) {
    this.parts = parts;
  }

  /// Copies a strip.
  ///
  /// @param from where it begins in the source
  /// @param to where it goes
  /// @param elements of the strip that there are; others, up to `width`, become 0
  /// @param apart how far from each other terms go
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
      long apart,
      long across,
      long along) {
    boolean vectors = across == 1;
    boolean turns = !vectors && along == 1 && terms >= TURNED;
    long together = vectors && terms % TOGETHER == 0 ? TOGETHER : 1;
    String how = vectors ? "v" + together + "." : turns ? "t" : "";
    String steps =
        "a%ds%d_%d%s".formatted(apart, across, along, Writer.suffix(Writer.element(source)));
    String name = "pack%s%dx%d%s".formatted(how, elements, width, steps);
    String part =
        parts.part(
            name,
            w -> {
              Value a = w.buffer(source);
              Value at = w.position();
              Value b = w.buffer();
              Value go = w.position();
              Value end = w.position();
              if (turns) {
                new Turned(w, a, at, b, go, elements, width, across, apart).copy(end);
                return w.finish(Parts.sample(List.of(0L, 0L, 1L)));
              }
              w.loop(
                  w.whole(0),
                  end,
                  together,
                  k -> {
                    Value read = w.plus(at, w.times(k, along));
                    Value write = w.plus(go, w.times(k, apart));
                    if (vectors) {
                      vectors(w, a, read, b, write, elements, width, together, along, apart);
                    } else {
                      elements(w, a, read, b, write, elements, width, across);
                    }
                  });
              return w.finish(Parts.sample(List.of(0L, 0L, 1L)));
            });
    Writer w = parts.writer();
    w.call(part, List.of(source, from, target, to, w.whole(terms)));
  }

  /// A strip whose terms are neighbours in the source, some terms at a time: all of a cache line
  /// while it is there. Term by term, the lines of a strip would have to wait in the cache, where
  /// rows of a multiple of 1024 elements all want the same places.
  private record Turned(
      Writer w,
      Value source,
      Value at,
      Value target,
      Value go,
      int elements,
      int width,
      long across,
      long apart) {
    void copy(Value terms) {
      Value whole =
          w.times(w.position(CoreOp.QUOT, (x, y) -> x / y, terms, w.whole(TURNED)), TURNED);
      w.loop(w.whole(0), whole, TURNED, k -> terms(k, TURNED));
      w.loop(whole, terms, 1, k -> terms(k, 1));
    }

    private void terms(Value k, long count) {
      Value read = w.plus(at, k);
      Value write = w.plus(go, w.times(k, apart));
      w.loop(
          elements,
          i -> {
            List<Value> line = new ArrayList<>();
            for (long t = 0; t < count; t++) {
              line.add(w.load(source, w.plus(w.moved(read, i, across), t)));
            }
            for (int t = 0; t < count; t++) {
              w.store(target, line.get(t), w.plus(w.plus(write, i), t * apart));
            }
          });
      Value zero = w.number(0);
      w.loop(
          w.whole(elements),
          w.whole(width),
          1,
          i -> {
            for (long t = 0; t < count; t++) {
              w.store(target, zero, w.plus(w.plus(write, i), t * apart));
            }
          });
    }
  }

  /// Reads all before it writes any: a load behind a store whose address has the same last 12 bits
  /// waits for it (Intel 64 and IA-32 Architectures Optimization Reference Manual, 4K aliasing).
  private static void vectors(
      Writer w,
      Value a,
      Value read,
      Value b,
      Value write,
      int elements,
      int width,
      long together,
      long along,
      long apart) {
    List<Value> strips = new ArrayList<>();
    for (long k = 0; k < together; k++) {
      for (int v = 0; v < width; v += w.lanes()) {
        int left = elements - v;
        Value at = w.plus(read, k * along + v);
        strips.add(left <= 0 ? w.splat(w.number(0)) : w.load(a, at, w.first(left)));
      }
    }
    Iterator<Value> strip = strips.iterator();
    for (long k = 0; k < together; k++) {
      for (int v = 0; v < width; v += w.lanes()) {
        w.store(b, strip.next(), w.plus(write, k * apart + v), w.first(width - v));
      }
    }
  }

  /// A wide strip is copied by a loop: written out, it would be more code than JVMs compile.
  private static void elements(
      Writer w, Value a, Value read, Value b, Value write, int elements, int width, long across) {
    if (width > MOST_UNROLLED) {
      Value zero = w.number(0);
      w.loop(
          elements, i -> w.store(b, w.load(a, w.plus(read, w.times(i, across))), w.plus(write, i)));
      w.loop(w.whole(elements), w.whole(width), 1, i -> w.store(b, zero, w.plus(write, i)));
      return;
    }
    for (int i = 0; i < width; i++) {
      Value element = i < elements ? w.load(a, w.plus(read, i * across)) : w.number(0);
      w.store(b, element, w.plus(write, i));
    }
  }
}
