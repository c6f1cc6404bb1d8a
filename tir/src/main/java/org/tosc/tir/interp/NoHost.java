package org.tosc.tir.interp;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.source.Span;

/// A host for modules without `host` operations: kernels and tensor functions.
public enum NoHost implements HostRuntime {
  INSTANCE;

  @Override
  public Object text(String value) {
    return value;
  }

  @Override
  public Object missing() {
    throw refuse("missing");
  }

  @Override
  public @Nullable Object[] apply(Operation operation, @Nullable Object[] operands) {
    throw refuse(operation.op().mnemonic());
  }

  @Override
  public Object closure(Function function, @Nullable Object[] captures, Invoker invoker) {
    throw refuse("host.closure");
  }

  @Override
  public RuntimeException thrown(@Nullable Object value, Span at) {
    GuestFault fault = new GuestFault("Thrown", String.valueOf(value));
    fault.locate(at);
    return fault;
  }

  @Override
  public @Nullable Object caught(Throwable fault, Span at) {
    return switch (fault) {
      case GuestFault guest -> guest.getMessage();
      case RuntimeException other -> throw other;
      case Error other -> throw other;
      default -> throw new IllegalStateException(fault);
    };
  }

  @Override
  public void locate(RuntimeException fault, Span at) {
    if (fault instanceof GuestFault guest) {
      guest.locate(at);
    }
  }

  private static IllegalStateException refuse(String what) {
    return new IllegalStateException(
        "this module has host operations (" + what + ") and needs a run-time library");
  }
}
