package org.tosc.backends.x86.pool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/// Machine code for tests, assembled by hand (Intel SDM volume 2; the comments are what `objdump`
/// says).
final class Bytes {
  private Bytes() {}

  static void assumeMachineCode() {
    Assumptions.assumeTrue(
        CodePool.isSupported(), "not checked: machine code does not run on this system");
  }

  static byte[] of(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /// `long f() { return value; }`.
  static byte[] returning(long value) {
    ByteBuffer code = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
    code.put((byte) 0x48).put((byte) 0xb8).putLong(value); // movabs rax, value
    code.put((byte) 0xc3); // ret
    return code.array();
  }

  /// The same function at the end of so many bytes, with nothing (`nop`) before it.
  static byte[] returning(long value, int size) {
    byte[] code = new byte[size];
    Arrays.fill(code, (byte) 0x90); // nop
    byte[] end = returning(value);
    System.arraycopy(end, 0, code, size - end.length, end.length);
    return code;
  }
}
