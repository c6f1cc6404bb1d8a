package org.tosc.backends.mlir.text;

import java.util.List;

/// What an [AssemblyFormat] writes with.
public interface OperationText {
  /// As it stands.
  OperationText text(String text);

  OperationText value(MlirValue value);

  /// With commas between them.
  OperationText values(List<MlirValue> values);

  OperationText type(MlirType type);

  /// With commas between them.
  OperationText types(List<MlirType> types);

  /// Without its type.
  OperationText attribute(MlirAttribute attribute);

  /// With its type, where it has one.
  OperationText typed(MlirAttribute attribute);

  /// ` {…}` of the attributes whose names are not in a list, and nothing where there are none.
  OperationText others(MlirOperation operation, List<String> hidden);

  /// The same with ` attributes` before it.
  OperationText attributes(MlirOperation operation, List<String> hidden);

  /// The operations of a region of one block in braces, without the block's arguments.
  OperationText region(MlirRegion region);

  /// The same without the terminator where it gives nothing, which forms may leave out.
  OperationText regionWithoutEnd(MlirRegion region);

  /// The same with the block's arguments.
  OperationText regionWithArguments(MlirRegion region);

  /// `%a: f32, %b: f32`.
  OperationText declared(List<MlirValue> arguments);
}
