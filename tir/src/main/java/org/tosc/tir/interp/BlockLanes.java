package org.tosc.tir.interp;

import java.util.List;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.VectorType;

/// What blocks hold, as vectors: their bytes, four in a lane, and their scales. The interpreter has
/// the numbers of a block alone; its scale and its integers are found again ([BlockParts]).
final class BlockLanes {
  private static final int NIBBLE_BITS = 4;
  private static final int OFFSET = 8;

  /// Rows whose scales are read together.
  private static final int ROWS = 4;

  private BlockLanes() {}

  static Object[] load(Operation o, Buffers buffers, View view, long at) {
    long apart = o.attributes().integer("apart", 0);
    Object[] lanes = row(o, buffers, view, at);
    for (int i = 1; i < ROWS && apart > 0; i++) {
      Object[] row = row(o, buffers, view, at + i * apart);
      for (int k = i; k < lanes.length; k += ROWS) {
        lanes[k] = row[k];
      }
    }
    return lanes;
  }

  private static Object[] row(Operation o, Buffers buffers, View view, long at) {
    VectorType vector = (VectorType) o.result().type();
    Scalar element = view.elements().type();
    if (at % element.blockSize() != 0) {
      throw new IllegalStateException("proved wrongly: " + vector + " at " + at + " of blocks");
    }
    byte[] bytes = new byte[vector.lanes() * Integer.BYTES];
    if (element.blockSize() == 1) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (long) (Long) buffers.load(view, at + i);
      }
      return words(bytes);
    }
    Object[] scales = new Object[vector.lanes()];
    int behind = Math.toIntExact(o.attributes().integer("behind", 0));
    int all = VectorType.bytesOf(element);
    int count = Math.toIntExact(o.attributes().integer("bytes", all - behind));
    for (int b = 0; b < bytes.length / count; b++) {
      BlockParts parts = parts(buffers, view, at + (long) b * element.blockSize(), element);
      for (int j = 0; j < count; j++) {
        bytes[b * count + j] = packed(element, parts.integers(), behind + j);
        scales[(b * count + j) / Integer.BYTES] = parts.scale();
      }
    }
    return o.op() == KernelOp.VSCALES ? scales : words(bytes);
  }

  /// Writes a block of `q8_0`.
  ///
  /// @param integers vectors, of which the lowest 8 bits count
  static void store(Buffers buffers, View view, double scale, long at, Object[] integers) {
    double held = Rounding.round(Scalar.F16, scale);
    long next = at;
    for (Object vector : integers) {
      for (Object lane : (Object[]) vector) {
        buffers.store(view, (byte) (long) (Long) lane * held, next++);
      }
    }
  }

  /// Rounds the numbers of a buffer into blocks of another.
  static void pack(Buffers buffers, View source, View target) {
    double[] numbers = new double[Extents.size(source.extents)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (Double) buffers.load(source, i);
    }
    double[] held = OracleBlocks.held(target.elements().type(), numbers);
    for (int i = 0; i < held.length; i++) {
      buffers.store(target, held[i], i);
    }
  }

  private static BlockParts parts(Buffers buffers, View view, long at, Scalar element) {
    double[] numbers = new double[element.blockSize()];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = (Double) buffers.load(view, at + j);
    }
    return BlockParts.of(element, numbers);
  }

  /// Byte `j` of a block behind its scale.
  private static byte packed(Scalar element, List<Integer> integers, int j) {
    if (element == Scalar.Q8_0) {
      return integers.get(j).byteValue();
    }
    int high = integers.get(j + element.blockSize() / 2) + OFFSET;
    return (byte) ((integers.get(j) + OFFSET) | (high << NIBBLE_BITS));
  }

  private static Object[] words(byte[] bytes) {
    Object[] words = new Object[bytes.length / Integer.BYTES];
    for (int k = 0; k < words.length; k++) {
      int word = 0;
      for (int i = Integer.BYTES - 1; i >= 0; i--) {
        word = (word << Byte.SIZE) | (bytes[k * Integer.BYTES + i] & 0xFF);
      }
      words[k] = (long) word;
    }
    return words;
  }
}
