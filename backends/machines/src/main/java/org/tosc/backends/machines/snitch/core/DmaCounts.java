package org.tosc.backends.machines.snitch.core;

/// What the DMA engine has done up to a cycle.
///
/// @param busyCycles in which something was at work
/// @param readBeats lines of 64 bytes, or parts of them, that were read
/// @param writeBeats the same for writes
/// @param transfers that are complete
public record DmaCounts(long busyCycles, long readBeats, long writeBeats, long transfers) {
  static final DmaCounts NONE = new DmaCounts(0, 0, 0, 0);

  /// What was done since an earlier time.
  public DmaCounts since(DmaCounts before) {
    return new DmaCounts(
        busyCycles - before.busyCycles,
        readBeats - before.readBeats,
        writeBeats - before.writeBeats,
        transfers - before.transfers);
  }
}
