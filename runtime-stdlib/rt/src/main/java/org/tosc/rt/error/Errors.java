package org.tosc.rt.error;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.ErrorValue;

/// Makes the errors that the runtime raises, and turns Java throwables into what `catch` sees.
///
/// Messages are lower case, without a full stop, and stand alone.
public final class Errors {
  private Errors() {}

  public static GuestError of(ErrorKind kind, String message) {
    return GuestError.traced(new ErrorValue(kind.text(), message));
  }

  public static GuestError type(String message) {
    return of(ErrorKind.TYPE, message);
  }

  public static GuestError value(String message) {
    return of(ErrorKind.VALUE, message);
  }

  public static GuestError index(String message) {
    return of(ErrorKind.INDEX, message);
  }

  /// The error of an index that lies outside a sequence; `what` is such as `list`.
  public static GuestError index(String what, long index, long length) {
    return of(ErrorKind.INDEX, what + " index " + index + " is out of range for length " + length);
  }

  public static GuestError key(String message) {
    return of(ErrorKind.KEY, message);
  }

  public static GuestError name(String message) {
    return of(ErrorKind.NAME, message);
  }

  public static GuestError attribute(String message) {
    return of(ErrorKind.ATTRIBUTE, message);
  }

  public static GuestError argument(String message) {
    return of(ErrorKind.ARGUMENT, message);
  }

  public static GuestError zeroDivision(String message) {
    return of(ErrorKind.ZERO_DIVISION, message);
  }

  public static GuestError overflow(String message) {
    return of(ErrorKind.OVERFLOW, message);
  }

  public static GuestError io(String message) {
    return of(ErrorKind.IO, message);
  }

  public static GuestError parse(String message) {
    return of(ErrorKind.PARSE, message);
  }

  public static GuestError unavailable(String message) {
    return of(ErrorKind.UNAVAILABLE, message);
  }

  /// The value a guest `catch e` sees for a throwable. What is not the guest's affair (a bug of the
  /// runtime, an exit request) is thrown again.
  public static @Nullable Object caught(Throwable thrown) {
    return asGuest(thrown).value();
  }

  /// The guest error for a throwable; throws the throwable again where it is not the guest's.
  public static GuestError asGuest(Throwable thrown) {
    return switch (thrown) {
      case GuestError error -> error;
      case TensorFault fault -> Tensors.fault(fault);
      case StackOverflowError _ -> of(ErrorKind.STACK_OVERFLOW, "calls are nested too deeply");
      case OutOfMemoryError _ -> of(ErrorKind.OUT_OF_MEMORY, "there is not enough memory");
      case ArithmeticException e when "/ by zero".equals(e.getMessage()) ->
          zeroDivision("division by zero");
      case ArithmeticException _ -> overflow("the integer result does not fit 64 bits");
      default -> throw again(thrown);
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException again(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
