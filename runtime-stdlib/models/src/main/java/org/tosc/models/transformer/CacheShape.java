package org.tosc.models.transformer;

import org.tosc.tir.ir.Scalar;

/// How keys and values lie in a [Cache]: in pages `[kvHeads, PAGE, size]`, so a head's are together
/// and read in order.
///
/// @param element `f32`, or `f16` where the weights have fewer bits than `f32`: reading keys and
///   values is what attention costs
/// @param parts heads of a part are attended to together, so parts are what threads share
record CacheShape(int layers, int kvHeads, int headSize, Scalar element, int parts) {
  /// Positions of a page: few enough that short texts have little that is empty, and as many as
  /// make a call of a kernel cheap.
  static final int PAGE = 64;

  /// Bytes of a page's part, keys and values, that are worth a call: some 10 µs.
  private static final long LEAST_BYTES = 1 << 17;

  static CacheShape of(Architecture a, Parameters parameters) {
    boolean isNarrow =
        parameters.isNarrow("blk.0.attn_k.weight") || parameters.isNarrow("blk.0.attn_qkv.weight");
    Scalar element = isNarrow ? Scalar.F16 : Scalar.F32;
    CacheShape shape = new CacheShape(a.layers(), a.kvHeads(), a.headSize(), element, 1);
    while (shape.heads() % 2 == 0 && shape.partBytes() >= LEAST_BYTES) {
      shape = shape.halved();
    }
    return shape;
  }

  /// The same in twice as many parts.
  private CacheShape halved() {
    return new CacheShape(layers, kvHeads, headSize, element, 2 * parts);
  }

  /// Heads of keys of a part.
  int heads() {
    return kvHeads / parts;
  }

  /// Bytes of a head's key, or value.
  long headBytes() {
    return (long) headSize * element.blockBytes();
  }

  /// Bytes of a token's keys, or values.
  long rowBytes() {
    return kvHeads * headBytes();
  }

  /// Bytes of the keys of a page, or of the values.
  long pageBytes() {
    return PAGE * rowBytes();
  }

  /// Bytes of the keys of a part of a page, or of the values.
  long partBytes() {
    return pageBytes() / parts;
  }
}
