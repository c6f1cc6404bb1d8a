package org.tosc.rt.device;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Where Java arrays lie in memory at the moment, as far as cache lines of 64 bytes go.
///
/// Java does not tell, but a native function may be handed an array without a copy
/// (`Linker.Option.critical`), and C's `memmove` returns the address of its first argument (ISO C
/// 7.26.2.2), here of no bytes. That is a call of 5 ns. It needs native access for this module,
/// which the command has; elsewhere nothing is known, and nothing is asked.
final class CacheLines {
  static final int BYTES = 64;
  private static final @Nullable MethodHandle ADDRESS = address();

  private CacheLines() {}

  @SuppressWarnings("restricted") // asked for, and only where it is allowed
  private static @Nullable MethodHandle address() {
    if (!CacheLines.class.getModule().isNativeAccessEnabled()) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    return linker
        .defaultLookup()
        .find("memmove")
        .map(f -> linker.downcallHandle(f, type, Linker.Option.critical(true)))
        .orElse(null);
  }

  /// How many bytes of an array lie before its first cache line; 0 where that is not known. The
  /// garbage collector may move the array at any time.
  static int before(MemorySegment array) {
    if (ADDRESS == null) {
      return 0;
    }
    try {
      long address = (long) ADDRESS.invokeExact(array, array, 0L);
      return (int) (-address & (BYTES - 1));
    } catch (Throwable fault) {
      throw new IllegalStateException("memmove of nothing fails", fault);
    }
  }
}
