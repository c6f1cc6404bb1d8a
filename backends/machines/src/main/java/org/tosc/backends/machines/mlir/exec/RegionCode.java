package org.tosc.backends.machines.mlir.exec;

/// A region that runs: its blocks, and what its end gives to the operation around it.
///
/// @param arguments for each block the slots of its arguments
/// @param exits slots of what the terminator that leaves the region gives
@SuppressWarnings("ArrayRecordComponent") // never compared
record RegionCode(int[][] arguments, Sequence[] blocks, Exit[] ends, int[] exits) {
  /// Ends the region, in place of the number of a block.
  static final int LEAVE = -1;

  /// What a block's last operation does: it says which block comes next.
  @FunctionalInterface
  interface Exit {
    int next(Frame frame);
  }

  /// A region without blocks.
  static RegionCode nothing() {
    return new RegionCode(new int[0][], new Sequence[0], new Exit[0], new int[0]);
  }

  /// The slots of the first block's arguments.
  int[] entry() {
    return blocks.length == 0 ? new int[0] : arguments[0];
  }

  int argument(int position) {
    return arguments[0][position];
  }

  void run(Frame frame) {
    int block = blocks.length == 0 ? LEAVE : 0;
    while (block != LEAVE) {
      blocks[block].run(frame);
      block = ends[block].next(frame);
    }
  }
}
