package org.tosc.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.models.weights.MadeWeights;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.Raw;

/// The expected digits are those of Python's `hashlib.sha256` over the bytes that `struct.pack`
/// gives.
final class FingerprintTest {
  /// `b"x f32 [2, 2]\n" + pack("<4f", 1, -2, 0.5, 3) + b"y i64 [2]\n" + pack("<2q", 0, -1)`
  @Test
  void examples() {
    Examples examples =
        new Examples(
            Raw.adopt(new long[] {2, 2}, new float[] {1, -2, 0.5f, 3}),
            Raw.adopt(new long[] {2}, new long[] {0, -1}));
    assertEquals(
        "b2976763e27e69f524134312b28db61b236e771649ae249639fee217dec5dcd3",
        Fingerprint.of(examples));
  }

  /// `b"a f32 [70000]\n" + pack("<70000f", *range(70000)) + b"b f32 [1]\n" + pack("<f", 7)`: in
  /// more than one chunk, and by the names.
  @Test
  void weights() {
    float[] many = new float[70_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    Weight a = weight("a", many);
    Weight b = weight("b", new float[] {7});
    String expected = "a4153c317f7139067c11e897067c9fd1746ef63daf4feafaae4cfa58c021d7e4";
    assertEquals(expected, Fingerprint.of(new MadeWeights(List.of(a, b))));
    assertEquals(expected, Fingerprint.of(new MadeWeights(List.of(b, a))));
  }

  private static Weight weight(String name, float[] cells) {
    return new Weight(
        name, WeightFormat.F32, new long[] {cells.length}, MemorySegment.ofArray(cells));
  }
}
