package org.tosc.backends.mlir.text;

import java.util.List;

/// Blocks; there are no jumps between blocks here, so that almost every region has one.
public record MlirRegion(List<MlirBlock> blocks) {
  public static final MlirRegion EMPTY = new MlirRegion(List.of());

  public MlirRegion {
    blocks = List.copyOf(blocks);
  }

  /// A region of one block.
  public static MlirRegion of(List<MlirValue> arguments, List<MlirOperation> operations) {
    return new MlirRegion(List.of(new MlirBlock(arguments, operations)));
  }

  /// The only block.
  public MlirBlock block() {
    if (blocks.size() != 1) {
      throw new IllegalStateException("a region of " + blocks.size() + " blocks");
    }
    return blocks.getFirst();
  }
}
