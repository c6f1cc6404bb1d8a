package org.tosc.backends.mlir.text;

import java.util.List;

/// Operations one after the other, the last of which ends the block where its region asks for that.
public record MlirBlock(List<MlirValue> arguments, List<MlirOperation> operations) {
  public MlirBlock {
    arguments = List.copyOf(arguments);
    operations = List.copyOf(operations);
  }
}
