package org.tosc.models.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.digest.Sha256;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;

/// What tells data and weights from others that have the same shape: a SHA-256 (FIPS 180-4), in
/// hexadecimal digits, of a line `name type shape` for each tensor and its bytes after it.
public final class Fingerprint {
  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest = Sha256.begin();
  private final byte[] chunk = new byte[CHUNK];

  private Fingerprint() {}

  /// The fingerprint of examples, in their order: `x` and then `y`.
  public static String of(Examples examples) {
    Fingerprint made = new Fingerprint();
    made.add("x", examples.inputs());
    made.add("y", examples.targets());
    return made.text();
  }

  /// The fingerprint of all weights as they are stored, by their names: the order of a file's
  /// weights does not matter, their formats do. All bytes are read.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where their file has become shorter
  public static String of(Weights weights) {
    weights.requireWhole();
    Fingerprint made = new Fingerprint();
    weights.all().stream()
        .sorted(Comparator.comparing(Weight::name))
        .forEach(w -> made.add(w.name(), w.format().text(), w.shape(), w.bytes()));
    return made.text();
  }

  private void add(String name, Tensor tensor) {
    add(name, tensor.dtype().text(), tensor.shape(), Raw.memory(tensor));
  }

  private void add(String name, String type, long[] shape, MemorySegment bytes) {
    String line = name + " " + type + " " + Shapes.text(shape) + "\n";
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, bytes.byteSize() - at);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, count);
      digest.update(chunk, 0, count);
    }
  }

  private String text() {
    return Sha256.hex(digest);
  }
}
