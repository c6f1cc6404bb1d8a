package org.tosc.backends.machines.gpu.tile;

/// Which parts of a buffer an access touches: memory is fetched in sectors of 32 bytes.
final class Sectors {
  static final int BYTES = 32;
  private static final int BITS = 5;

  /// The number of the last access that touched each; 0 for never.
  private final int[] last;

  Sectors(long bytes) {
    last = new int[Math.toIntExact((bytes + BYTES - 1) >> BITS)];
  }

  /// Touches the sector of a byte.
  ///
  /// @param access its number, from 1
  /// @return 0 where this access touched it already, 1 where another did, 2 where none did
  int touch(long offset, int access) {
    int sector = (int) (offset >> BITS);
    int before = last[sector];
    last[sector] = access;
    return before == access ? 0 : before == 0 ? 2 : 1;
  }
}
