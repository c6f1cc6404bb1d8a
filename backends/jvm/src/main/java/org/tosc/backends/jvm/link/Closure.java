package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.FunctionValue;

/// A function value over compiled code: the code and the captured variables.
public final class Closure extends FunctionValue {
  final FunctionCode code;
  final @Nullable Object[] captures;

  Closure(FunctionCode code, @Nullable Object... captures) {
    super(code.name(), code.signature());
    this.code = code;
    this.captures = captures;
  }

  static Closure of(FunctionCode code, @Nullable Object[] captures) {
    return new Closure(code, captures);
  }

  /// Whether a value runs this code; what call sites guard by.
  static boolean runs(FunctionCode code, @Nullable Object value) {
    return value instanceof Closure closure && closure.code == code;
  }

  @Override
  public @Nullable Object call(@Nullable Object... args) {
    try {
      return (Object) code.spread().invokeExact(this, args);
    } catch (Throwable thrown) {
      throw Raise.again(thrown);
    }
  }
}
