package org.tosc.models.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// A weight that is to be written: a file's table of weights needs names and sizes before the first
/// byte of data is there, so contents come later, one weight at a time.
///
/// @param shape extents, the slowest first
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NewWeight(String name, WeightFormat format, long[] shape, Content content) {
  private static final int STEP = 1 << 16;

  /// Writes a weight's bytes, as many as its shape takes.
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  public NewWeight {
    shape = shape.clone();
  }

  /// A weight as it is.
  public static NewWeight of(Weight weight) {
    return new NewWeight(
        weight.name(), weight.format(), weight.shape(), out -> copy(weight.bytes(), out));
  }

  /// A weight that is asked for again when it is written, so that what is made when it is asked for
  /// need not be kept until then.
  public static NewWeight of(Weights weights, Weight weight) {
    String name = weight.name();
    return new NewWeight(
        name,
        weight.format(),
        weight.shape(),
        out -> copy(Objects.requireNonNull(weights.find(name)).bytes(), out));
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /// How many bytes the contents have.
  public long byteSize() {
    return format.byteSize(Weight.elements(shape));
  }

  private static void copy(MemorySegment bytes, OutputStream out) throws IOException {
    byte[] step = new byte[(int) Math.min(STEP, bytes.byteSize())];
    for (long at = 0; at < bytes.byteSize(); at += step.length) {
      int n = (int) Math.min(step.length, bytes.byteSize() - at);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, step, 0, n);
      out.write(step, 0, n);
    }
  }
}
