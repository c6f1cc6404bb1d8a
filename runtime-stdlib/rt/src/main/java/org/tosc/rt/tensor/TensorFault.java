package org.tosc.rt.tensor;

/// The one exception of tensor operations. The host maps [#kind()] to the language's error kind:
/// `SHAPE` is `ShapeError`, `DTYPE` is `DTypeError`, `VALUE` is `ValueError`, `INDEX` is
/// `IndexError`, `OVERFLOW` is `OverflowError`, `ZERO_DIVISION` is `ZeroDivisionError`.
///
/// The message is lower case, stands alone and names both operands' shapes and the axis.
public final class TensorFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What was wrong with the operation's operands.
  public enum Kind {
    SHAPE,
    DTYPE,
    VALUE,
    INDEX,
    OVERFLOW,
    ZERO_DIVISION
  }

  private final Kind kind;

  public TensorFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// The message; never null.
  public String text() {
    return String.valueOf(getMessage());
  }

  public static TensorFault shape(String message) {
    return new TensorFault(Kind.SHAPE, message);
  }

  public static TensorFault dtype(String message) {
    return new TensorFault(Kind.DTYPE, message);
  }

  public static TensorFault value(String message) {
    return new TensorFault(Kind.VALUE, message);
  }

  public static TensorFault index(String message) {
    return new TensorFault(Kind.INDEX, message);
  }

  public static TensorFault overflow(String message) {
    return new TensorFault(Kind.OVERFLOW, message);
  }

  public static TensorFault zeroDivision(String message) {
    return new TensorFault(Kind.ZERO_DIVISION, message);
  }
}
