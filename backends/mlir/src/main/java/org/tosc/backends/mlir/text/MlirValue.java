package org.tosc.backends.mlir.text;

/// A result of an operation or an argument of a block: one object for each value.
///
/// It is no record: two values of the same type and hint are two.
public final class MlirValue {
  private final MlirType type;
  private final String hint;

  private MlirValue(MlirType type, String hint) {
    this.type = type;
    this.hint = hint;
  }

  /// A new value.
  ///
  /// @param hint the name that it should have in text, any characters; empty where none is better
  ///   than a number
  public static MlirValue of(MlirType type, String hint) {
    return new MlirValue(type, hint);
  }

  public MlirType type() {
    return type;
  }

  public String hint() {
    return hint;
  }

  @Override
  public String toString() {
    return "%" + hint + ": " + type;
  }
}
