package org.tosc.backends.x86.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Somebody who holds a [Kernel]: its code stays where it is until this is closed. Who calls by
/// address closes the pin after the last call has returned; [NativeCall#to(Kernel)] does so by
/// itself.
public final class Pin implements AutoCloseable {
  private static final VarHandle ADDRESS = field();

  private final Kernel kernel;

  // 0 when closed. Not volatile: a barrier in each constructor would cost as much as a call.
  @SuppressWarnings("UnusedVariable") // read through ADDRESS
  private long address;

  Pin(Kernel kernel, long address) {
    this.kernel = kernel;
    this.address = address;
  }

  /// Where the code begins.
  ///
  /// @throws IllegalStateException if the pin is closed
  public long address() {
    long at = (long) ADDRESS.getAcquire(this);
    if (at == 0) {
      throw new IllegalStateException("this pin is closed: its code may be gone");
    }
    return at;
  }

  /// Gives the code free. Closing again does nothing.
  @Override
  public void close() {
    if ((long) ADDRESS.getAndSet(this, 0L) != 0) {
      kernel.exit();
    }
  }

  private static VarHandle field() {
    try {
      return MethodHandles.lookup().findVarHandle(Pin.class, "address", long.class);
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }
}
