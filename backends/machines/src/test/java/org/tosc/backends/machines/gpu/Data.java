package org.tosc.backends.machines.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.DType;

/// A buffer of a test, with its bytes.
final class Data {
  private final Buffer buffer;
  private final DType type;
  private final byte[] bytes;

  private Data(Buffer buffer, DType type, byte[] bytes) {
    this.buffer = buffer;
    this.type = type;
    this.bytes = bytes;
  }

  Buffer buffer() {
    return buffer;
  }

  byte[] bytes() {
    return bytes;
  }

  static Data of(Machine machine, String name, DType type, double... values) {
    byte[] bytes = new byte[values.length * type.bytes()];
    Buffer buffer = machine.memory().add(name, type, bytes);
    Data data = new Data(buffer, type, bytes);
    for (int i = 0; i < values.length; i++) {
      data.put(i, values[i]);
    }
    return data;
  }

  static Data zeros(Machine machine, String name, DType type, int count) {
    return of(machine, name, type, new double[count]);
  }

  /// Numbers of the normal distribution, rounded to the type.
  static Data random(Machine machine, String name, DType type, int count, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return of(machine, name, type, values);
  }

  static Data wholes(Machine machine, String name, DType type, int count, int bound, long seed) {
    return of(
        machine, name, type, new Random(seed).ints(count, 0, bound).asDoubleStream().toArray());
  }

  private ByteBuffer view() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void put(int index, double value) {
    int at = index * type.bytes();
    switch (type) {
      case F16 -> view().putShort(at, Float.floatToFloat16((float) value));
      case BF16 -> view().putShort(at, (short) (Float.floatToRawIntBits((float) value) >>> 16));
      case F32 -> view().putFloat(at, (float) value);
      case F64 -> view().putDouble(at, value);
      case I8, U8, I1, F8E4M3, F8E5M2 -> view().put(at, (byte) (int) value);
      case I16, U16 -> view().putShort(at, (short) value);
      case I32, U32 -> view().putInt(at, (int) (long) value);
      case I64, U64 -> view().putLong(at, (long) value);
    }
  }

  double get(int index) {
    int at = index * type.bytes();
    return switch (type) {
      case F16 -> Float.float16ToFloat(view().getShort(at));
      case BF16 -> Float.intBitsToFloat(view().getShort(at) << 16);
      case F32 -> view().getFloat(at);
      case F64 -> view().getDouble(at);
      case I8, I1 -> view().get(at);
      case U8, F8E4M3, F8E5M2 -> view().get(at) & 0xFF;
      case I16 -> view().getShort(at);
      case U16 -> view().getShort(at) & 0xFFFF;
      case I32 -> view().getInt(at);
      case U32 -> view().getInt(at) & 0xFFFF_FFFFL;
      case I64, U64 -> view().getLong(at);
    };
  }

  int size() {
    return bytes.length / type.bytes();
  }

  double[] values() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i);
    }
    return values;
  }

  Argument pointer() {
    return Argument.Pointer.of(buffer);
  }
}
