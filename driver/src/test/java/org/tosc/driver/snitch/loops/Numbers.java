package org.tosc.driver.snitch.loops;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// Elements of arrays as bits.
final class Numbers {
  private Numbers() {}

  static int bytes(Scalar element) {
    return (int) element.bits() / Byte.SIZE;
  }

  static byte[] bytes(OracleTensor tensor) {
    int size = bytes(tensor.element());
    ByteBuffer buffer = ByteBuffer.allocate(size * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tensor.size(); i++) {
      long bits = bits(tensor, i);
      switch (size) {
        case 1 -> buffer.put((byte) bits);
        case 2 -> buffer.putShort((short) bits);
        case 4 -> buffer.putInt((int) bits);
        default -> buffer.putLong(bits);
      }
    }
    return buffer.array();
  }

  private static long bits(OracleTensor tensor, int i) {
    return switch (tensor.element()) {
      case F64 -> Double.doubleToRawLongBits(tensor.real(i));
      case F32 -> Float.floatToRawIntBits((float) tensor.real(i));
      case F16 -> Float.floatToFloat16((float) tensor.real(i));
      case BF16 -> Float.floatToRawIntBits((float) tensor.real(i)) >>> 16;
      default -> tensor.integer(i);
    };
  }

  /// An element; floats are exact.
  static Object element(Scalar type, byte[] bytes, int i) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case F64 -> buffer.getDouble(i * Double.BYTES);
      case F32 -> (double) buffer.getFloat(i * Float.BYTES);
      case F16 -> (double) Float.float16ToFloat(buffer.getShort(i * Short.BYTES));
      case BF16 -> (double) Float.intBitsToFloat(buffer.getShort(i * Short.BYTES) << 16);
      case I32 -> (long) buffer.getInt(i * Integer.BYTES);
      case I64 -> buffer.getLong(i * Long.BYTES);
      case I16 -> (long) buffer.getShort(i * Short.BYTES);
      case I8 -> (long) buffer.get(i);
      case U8 -> buffer.get(i) & 0xFFL;
      default -> throw new IllegalArgumentException("elements of type " + type);
    };
  }
}
