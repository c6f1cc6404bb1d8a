package org.tosc.models.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.blocks.Encoding;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Writes one weight in another format, some 100,000 elements at a time, and measures what that
/// changes.
final class Translation {
  /// Elements that one thread encodes at a time: whole blocks of every format.
  private static final int PART = 1 << 13;

  private static final int STEP = 16 * PART;

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
      encode(before, n, encoded);
      Decoding.decode(to, encoded, 0, after, 0, n);
      distance.add(before, after, n);
      out.write(bytes, 0, (int) to.byteSize(n));
    }
  }

  /// Searching for scales takes far longer than reading and writing, so threads share it.
  private void encode(float[] numbers, int n, MemorySegment encoded) {
    IntStream.range(0, (n + PART - 1) / PART)
        .parallel()
        .forEach(
            part -> {
              int from = part * PART;
              int count = Math.min(PART, n - from);
              Encoding.encode(to, numbers, from, count, encoded, to.byteSize(from));
            });
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
