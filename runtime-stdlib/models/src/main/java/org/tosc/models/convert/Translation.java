package org.tosc.models.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.blocks.Encoding;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Writes one weight in another format, a few thousand elements at a time, and measures what that
/// changes.
final class Translation {
  /// Elements at a time: whole blocks of every format.
  private static final int STEP = 1 << 14;

  private final Weight weight;
  private final WeightFormat to;
  private final Distance distance = new Distance();

  Translation(Weight weight, WeightFormat to) {
    this.weight = weight;
    this.to = to;
  }

  void writeTo(OutputStream out) throws IOException {
    long elements = weight.elements();
    float[] before = new float[(int) Math.min(STEP, elements)];
    float[] after = new float[before.length];
    byte[] bytes = new byte[(int) to.byteSize(before.length)];
    MemorySegment encoded = MemorySegment.ofArray(bytes);
    for (long at = 0; at < elements; at += before.length) {
      int n = (int) Math.min(before.length, elements - at);
      Decoding.decode(weight, at, before, 0, n);
      requireFinite(before, n, at);
      Encoding.encode(to, before, 0, n, encoded, 0);
      Decoding.decode(to, encoded, 0, after, 0, n);
      distance.add(before, after, n);
      out.write(bytes, 0, (int) to.byteSize(n));
    }
  }

  /// Blocks share scales: one infinity would spoil its neighbours.
  private void requireFinite(float[] numbers, int n, long at) throws IOException {
    for (int i = 0; to.isBlock() && i < n; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw new IOException(
            "`"
                + weight.name()
                + "` cannot become "
                + to.text()
                + ": element "
                + (at + i)
                + " is "
                + numbers[i]);
      }
    }
  }

  WeightReport report() {
    return new WeightReport(
        weight.name(),
        weight.format(),
        to,
        weight.bytes().byteSize(),
        to.byteSize(weight.elements()),
        distance.largest(),
        distance.rms(),
        distance.relative());
  }
}
