package org.tosc.backends.mlir.text;

import java.util.ArrayList;
import java.util.List;

/// Operations of a block, one after the other.
///
/// ```java
/// MlirValue sum = block.emit(MlirOperation.named("arith.addf").operands(x, y), F32, "sum");
/// ```
public final class BlockWriter {
  private final List<MlirOperation> operations = new ArrayList<>();
  private MlirLocation location = MlirLocation.Unknown.UNKNOWN;

  /// What operations written from now on come from.
  public BlockWriter at(MlirLocation place) {
    location = place;
    return this;
  }

  public MlirLocation location() {
    return location;
  }

  /// An operation of one result.
  ///
  /// @param hint the result's name
  public MlirValue emit(MlirOperation.Draft draft, MlirType type, String hint) {
    MlirValue value = MlirValue.of(type, hint);
    operations.add(draft.result(value).at(location).build());
    return value;
  }

  /// An operation of several results, or none.
  public List<MlirValue> emit(MlirOperation.Draft draft, List<MlirType> types, String hint) {
    List<MlirValue> values = types.stream().map(type -> MlirValue.of(type, hint)).toList();
    operations.add(draft.results(values).at(location).build());
    return values;
  }

  /// An operation without results.
  public void emit(MlirOperation.Draft draft) {
    operations.add(draft.at(location).build());
  }

  public List<MlirOperation> operations() {
    return List.copyOf(operations);
  }

  /// What is written, as a region of one block.
  public MlirRegion region(MlirValue... arguments) {
    return MlirRegion.of(List.of(arguments), operations);
  }

  public MlirRegion region(List<MlirValue> arguments) {
    return MlirRegion.of(arguments, operations);
  }
}
