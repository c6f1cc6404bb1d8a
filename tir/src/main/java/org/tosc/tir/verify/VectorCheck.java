package org.tosc.tir.verify;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;

/// Rule 16: vectors.
final class VectorCheck {
  private VectorCheck() {}

  static @Nullable String splat(Operation o) {
    VectorType vector = (VectorType) o.result().type();
    Type value = o.operand(0).type();
    return value == vector.element()
        ? null
        : "lanes of " + vector + " are " + vector.element() + ", found " + value;
  }

  static @Nullable String cast(Operation o) {
    Type from = o.operand(0).type();
    Type to = o.result().type();
    if (!VectorType.like(from, VectorType.elementOf(to)).equals(to)) {
      return "a cast keeps the lanes, found " + from + " to " + to;
    }
    boolean scalar = from instanceof Scalar;
    return scalar || isHarmless(VectorType.elementOf(from), VectorType.elementOf(to))
        ? null
        : "a cast of vectors raises no errors, found " + from + " to " + to;
  }

  private static boolean isHarmless(Scalar from, Scalar to) {
    return to.isFloat()
        || to == Scalar.I1
        || from == Scalar.I1
        || (from.isInteger() && from.bits() <= to.bits());
  }

  static @Nullable String load(Operation o) {
    VectorType vector = (VectorType) o.result().type();
    Scalar element = ((BufferType) o.operand(0).type()).element();
    boolean isPlaced = o.attributes().string("bounds", "checked").equals("proved");
    if (element.kind() == Scalar.Kind.BLOCK && !isPlaced) {
      return "a vector of " + element + " is read where its place in a block is proved";
    }
    long behind = o.attributes().integer("behind", 0);
    boolean isPlace = behind >= 0 && behind % vector.lanes() == 0;
    if (!isPlace || (behind > 0 && element.blockSize() == 1)) {
      return "`behind` is a multiple of %d where there are blocks, found %d"
          .formatted(vector.lanes(), behind);
    }
    return access(o, vector, VectorType.reads(vector.element(), element), 2);
  }

  static @Nullable String store(Operation o) {
    VectorType vector = (VectorType) o.operand(1).type();
    Scalar element = ((BufferType) o.operand(0).type()).element();
    return access(o, vector, VectorType.writes(vector.element(), element), 3);
  }

  static @Nullable String bytes(Operation o) {
    VectorType vector = (VectorType) o.result().type();
    Scalar element = ((BufferType) o.operand(0).type()).element();
    boolean fits = vector.element() == Scalar.I32 && VectorType.holdsBytes(element);
    return first(access(o, vector, fits, 2), blocks(o, vector, element));
  }

  static @Nullable String scales(Operation o) {
    VectorType vector = (VectorType) o.result().type();
    Scalar element = ((BufferType) o.operand(0).type()).element();
    boolean isOfBlocks = element.blockSize() > 1 && VectorType.holdsBytes(element);
    boolean fits = vector.element() == Scalar.F32 && isOfBlocks;
    long apart = o.attributes().integer("apart", 0);
    if (isOfBlocks && (apart < 0 || apart % element.blockSize() != 0)) {
      return "rows are whole blocks apart, found `apart` of " + apart;
    }
    return first(access(o, vector, fits, 2), blocks(o, vector, element));
  }

  static @Nullable String block(Operation o) {
    BufferType buffer = (BufferType) o.operand(0).type();
    long lanes = 0;
    boolean isWhole = true;
    for (int i = 3; i < o.operands().size(); i++) {
      VectorType vector = (VectorType) o.operand(i).type();
      lanes += vector.lanes();
      isWhole &= vector.element() == Scalar.I32;
    }
    boolean fits = isWhole && lanes == Scalar.Q8_0.blockSize() && o.operand(1).type() == Scalar.F32;
    if (!o.attributes().string("bounds", "checked").equals("proved")) {
      return o.op().mnemonic() + " is proved to lie inside";
    }
    return fits && isPlain(buffer, Scalar.Q8_0)
        ? null
        : "a block of q8_0 has a scale of f32 and 32 lanes of i32, found %d lanes for %s"
            .formatted(lanes, buffer);
  }

  static @Nullable String pack(BufferType source, BufferType target) {
    boolean fits =
        isPlain(source, Scalar.F32)
            && isPlain(target, Scalar.Q8_0)
            && source.shape().equals(target.shape())
            && source.shape().getFirst() instanceof Dim.Known known
            && known.size() % Scalar.Q8_0.blockSize() == 0;
    return fits
        ? null
        : "whole blocks of q8_0 are packed from f32, found " + source + ", " + target;
  }

  private static boolean isPlain(BufferType buffer, Scalar element) {
    return buffer.rank() == 1 && buffer.layout() != Layout.STRIDED && buffer.element() == element;
  }

  /// Whether the bytes of a vector's lanes are those of whole blocks, at a place that is proved.
  private static @Nullable String blocks(Operation o, VectorType vector, Scalar element) {
    if (!o.attributes().string("bounds", "checked").equals("proved")) {
      return o.op().mnemonic() + " is proved to lie inside";
    }
    long all = VectorType.bytesOf(element);
    long behind = o.attributes().integer("behind", 0);
    long taken = o.attributes().integer("bytes", all - behind);
    if (behind < 0 || taken <= 0 || behind + taken > all) {
      return "a block of %s has %d bytes, found %d from %d on"
          .formatted(element, all, taken, behind);
    }
    boolean fits = taken % Integer.BYTES == 0 && vector.lanes() * (long) Integer.BYTES % taken == 0;
    return element.blockSize() == 1 || fits ? null : vector + " has no whole blocks of " + element;
  }

  private static @Nullable String first(@Nullable String a, @Nullable String b) {
    return a != null ? a : b;
  }

  /// A vector against the buffer that it is read from or written to.
  private static @Nullable String access(
      Operation o, VectorType vector, boolean isConverted, int mask) {
    BufferType buffer = (BufferType) o.operand(0).type();
    if (buffer.rank() != 1 || buffer.layout() == Layout.STRIDED) {
      return o.op().mnemonic() + " takes a buffer of rank 1 and unit stride, found " + buffer;
    }
    if (!isConverted) {
      return "elements of " + buffer + " are " + buffer.element() + ", found " + vector;
    }
    boolean fits =
        o.operands().size() <= mask
            || ((VectorType) o.operand(mask).type()).lanes() == vector.lanes();
    return fits
        ? null
        : "the mask of " + vector + " has its lanes, found " + o.operand(mask).type();
  }
}
