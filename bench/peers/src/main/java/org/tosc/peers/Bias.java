package org.tosc.peers;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What follows a product in a library that only multiplies: `y = gelu(y + bias)` or `relu(y +
/// bias)`, over vectors. GELU is `x / (1 + e^-2t)`; the exponential is the polynomial of Cephes,
/// `expf.c`.
final class Bias {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final float LINEAR = -1.595769f;
  private static final float CUBIC = -0.0713548f;

  private Bias() {}

  /// `n` is a multiple of the vector's length.
  static void apply(MemorySegment y, MemorySegment bias, int m, int n, boolean isRelu) {
    ByteOrder order = ByteOrder.nativeOrder();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j += FLOATS.length()) {
        long at = 4L * ((long) i * n + j);
        FloatVector x =
            FloatVector.fromMemorySegment(FLOATS, y, at, order)
                .add(FloatVector.fromMemorySegment(FLOATS, bias, 4L * j, order));
        (isRelu ? x.max(0f) : gelu(x)).intoMemorySegment(y, at, order);
      }
    }
  }

  private static FloatVector gelu(FloatVector x) {
    FloatVector z = x.mul(x).fma(broadcast(CUBIC), broadcast(LINEAR)).mul(x).min(80f);
    return x.div(exp(z).add(1f));
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  private static FloatVector exp(FloatVector x) {
    // The integer nearest to x · log2 e, by adding and taking away 1.5 · 2²³.
    FloatVector shifted = x.max(-87f).fma(broadcast(1.442695f), broadcast(0x1.8p23f));
    FloatVector n = shifted.sub(0x1.8p23f);
    FloatVector r = n.fma(broadcast(-0x1.63p-1f), x.max(-87f));
    r = n.fma(broadcast(2.12194440e-4f), r);
    FloatVector p = r.fma(broadcast(1.9875691e-4f), broadcast(1.3981999e-3f));
    p = p.fma(r, broadcast(0.008333452f));
    p = p.fma(r, broadcast(4.1665796e-2f));
    p = p.fma(r, broadcast(0.16666666f));
    p = p.fma(r, broadcast(0.5f));
    p = p.fma(r.mul(r), r.add(1f));
    // The lowest bits of the shifted number are n.
    IntVector power = shifted.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
    return p.mul(power.reinterpretAsFloats());
  }
}
