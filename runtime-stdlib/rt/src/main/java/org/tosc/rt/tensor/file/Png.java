package org.tosc.rt.tensor.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Writes tensors as pictures (W3C, "Portable Network Graphics", third edition): 8 bits for each of
/// 1, 3 or 4 channels, which are grey, red with green and blue, and these with opacity.
///
/// Whole numbers are 0 to 255. Floats are from 0, black, to 1; what is below or above is cut off.
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BITS = 8;

  /// Colour types of section 11.2.1 by the number of channels.
  private static final int[] COLOURS = {-1, 0, -1, 2, 6};

  private Png() {}

  /// Writes a picture `[height, width, channels]`, or a grey one `[height, width]`.
  ///
  /// @throws TensorFault where the tensor has another shape, a number that is none, or a whole
  ///   number above 255 or below 0
  public static void write(Path path, Tensor t) throws IOException {
    byte[] rows = rows(t);
    Replacement.write(path, out -> write(out, t, rows));
  }

  private static int channels(Tensor t) {
    int channels = t.rank() == 2 ? 1 : t.rank() == 3 ? (int) Math.min(t.dim(2), 5) : 0;
    boolean isPicture = channels == 1 || channels == 3 || channels == 4;
    if (!isPicture || t.dim(0) == 0 || t.dim(1) == 0) {
      throw TensorFault.shape(
          "a picture has the shape [height, width, channels] with 1, 3 or 4 channels, found "
              + Shapes.text(t.shape()));
    }
    return channels;
  }

  /// The rows from top to bottom, each behind a byte for "no filter" (section 9.2).
  private static byte[] rows(Tensor t) {
    int channels = channels(t);
    int width = Math.toIntExact(t.dim(1) * channels);
    int height = Math.toIntExact(t.dim(0));
    byte[] rows = new byte[Math.multiplyExact(height, width + 1)];
    for (int i = 0; i < height * width; i++) {
      rows[i / width * (width + 1) + 1 + i % width] = sample(t, i);
    }
    return rows;
  }

  private static byte sample(Tensor t, int i) {
    double x = t.getDouble(i);
    if (t.dtype() == DType.BOOL || t.dtype().isFloat()) {
      if (Double.isNaN(x)) {
        throw TensorFault.value("a picture has no NaN; element " + i + " is one");
      }
      return (byte) Math.round(255 * Math.clamp(x, 0.0, 1.0));
    }
    if (x < 0 || x > 255) {
      throw TensorFault.value(
          "a picture of whole numbers has 0 to 255; element " + i + " is " + (long) x);
    }
    return (byte) x;
  }

  private static void write(OutputStream out, Tensor t, byte[] rows) throws IOException {
    out.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt((int) t.dim(1));
    fields.writeInt((int) t.dim(0));
    // Depth, colour type, and the only methods of compression, filters and interlace that are used.
    fields.write(new byte[] {BITS, (byte) COLOURS[channels(t)], 0, 0, 0});
    chunk(out, "IHDR", header.toByteArray());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(rows);
    }
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", new byte[0]);
  }

  /// Length, type, data, and the check sum of type and data (section 5.3).
  private static void chunk(OutputStream stream, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
    out.flush();
  }
}
