package org.tosc.rt.tensor.file;

import java.io.IOException;
import java.io.InputStream;

/// A stream of known length, read by exact counts that are checked before anything is allocated.
final class ByteSource {
  private final String name;
  private final InputStream in;
  private final long length;
  private long position;

  ByteSource(String name, InputStream in, long length) {
    this.name = name;
    this.in = in;
    this.length = length;
  }

  long position() {
    return position;
  }

  long remaining() {
    return length - position;
  }

  /// The next `count` bytes, which are `what`.
  byte[] bytes(long count, String what) {
    if (count > remaining() || count > Integer.MAX_VALUE - 8) {
      throw fault(what + " takes " + count + " bytes, but " + remaining() + " are left");
    }
    try {
      byte[] bytes = in.readNBytes((int) count);
      if (bytes.length < count) {
        throw fault("the file ends after " + bytes.length + " of " + count + " bytes of " + what);
      }
      position += count;
      return bytes;
    } catch (IOException e) {
      throw TensorFileFault.of(name, position, e);
    }
  }

  /// A little-endian unsigned number of 2 or 4 bytes.
  long unsigned(int size) {
    byte[] bytes = bytes(size, "a length");
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes[i] & 0xFFL) << (8 * i);
    }
    return value;
  }

  TensorFileFault fault(String reason) {
    return new TensorFileFault(name, position, reason);
  }
}
