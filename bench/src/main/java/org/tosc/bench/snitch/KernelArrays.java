package org.tosc.bench.snitch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tosc.backends.snitch.code.Element;

/// Random numbers for a kernel's arrays, and whether a result is right.
final class KernelArrays {
  private static final double SCALAR = 1.5;

  private final Kernel kernel;
  private final Element element;
  private final List<double[]> values = new ArrayList<>();
  private final List<byte[]> bytes = new ArrayList<>();

  KernelArrays(Kernel kernel) {
    this.kernel = kernel;
    this.element = Element.valueOf(kernel.element().name());
    Random random = new Random(1);
    for (List<Integer> extents : kernel.arrays()) {
      double[] array = new double[extents.stream().mapToInt(n -> n).reduce(1, Math::multiplyExact)];
      for (int i = 0; i < array.length; i++) {
        array[i] = (random.nextInt(2001) - 1000) / 256.0;
      }
      bytes.add(encoded(array));
      values.add(decoded(bytes.getLast()));
    }
  }

  /// As they lie in memory.
  List<byte[]> bytes() {
    return bytes;
  }

  /// The bits of scalars.
  List<Long> scalars() {
    return List.of(Bits.encode(element, SCALAR));
  }

  private byte[] encoded(double[] array) {
    int width = element.bytes();
    ByteBuffer buffer =
        ByteBuffer.allocate(array.length * width + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < array.length; i++) {
      buffer.putLong(i * width, Bits.encode(element, array[i]));
    }
    byte[] all = new byte[array.length * width];
    buffer.get(0, all);
    return all;
  }

  private double[] decoded(byte[] array) {
    int width = element.bytes();
    byte[] padded = java.util.Arrays.copyOf(array, array.length + Long.BYTES);
    ByteBuffer buffer = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[array.length / width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Bits.decode(element, buffer.getLong(i * width));
    }
    return numbers;
  }

  /// How many elements of a result are further off than the kernel's tolerance.
  int wrong(byte[] result) {
    double[] found = decoded(result);
    double[][] expected = kernel.expected(values, SCALAR);
    int wrong = 0;
    for (int i = 0; i < found.length; i++) {
      double most = kernel.tolerance() * expected[1][i];
      wrong += Math.abs(found[i] - expected[0][i]) <= most ? 0 : 1;
    }
    return wrong;
  }
}
