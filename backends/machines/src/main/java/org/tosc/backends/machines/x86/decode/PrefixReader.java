package org.tosc.backends.machines.x86.decode;

/// Reads legacy prefixes and REX (SDM volume 2, 2.1.1 and 2.2.1).
final class PrefixReader {
  private final Bytes bytes;
  int count;
  boolean lock;
  boolean operandSize;
  boolean addressSize;
  int repeat;
  int segment = -1;
  int rex;

  PrefixReader(Bytes bytes) {
    this.bytes = bytes;
  }

  /// Reads all prefixes and gives the byte after them. A REX that another prefix follows is
  /// ignored.
  int readLegacy() {
    while (!bytes.ranOut()) {
      int b = bytes.next();
      if ((b & 0xF0) == 0x40) {
        rex = b;
      } else if (take(b)) {
        rex = 0;
      } else {
        return b;
      }
      count++;
    }
    return 0;
  }

  /// es, cs, ss, ds move no address in 64-bit mode, so they do not take fs or gs away (SDM volume
  /// 1, 3.4.4).
  private void ignoredSegment(int number) {
    segment = segment >= 4 ? segment : number;
  }

  private boolean take(int b) {
    switch (b) {
      case 0x26, 0x2E, 0x36, 0x3E -> ignoredSegment(b >> 3 & 3);
      case 0x64 -> segment = 4;
      case 0x65 -> segment = 5;
      case 0x66 -> operandSize = true;
      case 0x67 -> addressSize = true;
      case 0xF0 -> lock = true;
      case 0xF2, 0xF3 -> repeat = b;
      default -> {
        return false;
      }
    }
    return true;
  }
}
