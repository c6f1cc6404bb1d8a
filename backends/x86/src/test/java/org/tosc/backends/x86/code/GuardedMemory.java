package org.tosc.backends.x86.code;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// Memory between pages that nobody may touch: what reads or writes a byte too far ends the process
/// (`mmap`, `mprotect`; POSIX.1-2017).
@SuppressWarnings("restricted") // memory of its own, of known size
final class GuardedMemory implements AutoCloseable {
  private static final long PAGE = 4096;
  private static final int CLOSED = 0;
  private static final int READ_WRITE = 3;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final MethodHandle MMAP =
      link(
          "mmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle MPROTECT =
      link(
          "mprotect",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle MUNMAP =
      link(
          "munmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

  private record Mapping(long at, long bytes) {}

  private final List<Mapping> mappings = new ArrayList<>();

  private static MethodHandle link(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
  }

  /// Memory of zeros with a closed page before and behind.
  ///
  /// @param atEnd whether it ends at the page behind, otherwise it begins at the one before
  MemorySegment allocate(long bytes, boolean atEnd) {
    long inside = Math.max(PAGE, -Math.floorDiv(-bytes, PAGE) * PAGE);
    long all = inside + 2 * PAGE;
    try {
      long at = (long) MMAP.invokeExact(0L, all, CLOSED, PRIVATE_ANONYMOUS, -1, 0L);
      int done = (int) MPROTECT.invokeExact(at + PAGE, inside, READ_WRITE);
      if (at == -1 || done != 0) {
        throw new IllegalStateException("no memory with guards");
      }
      mappings.add(new Mapping(at, all));
      long from = at + PAGE + (atEnd ? inside - bytes : 0);
      return MemorySegment.ofAddress(from).reinterpret(bytes);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  @Override
  public void close() {
    for (Mapping mapping : mappings) {
      try {
        int done = (int) MUNMAP.invokeExact(mapping.at(), mapping.bytes());
        if (done != 0) {
          throw new IllegalStateException("munmap fails");
        }
      } catch (Throwable fault) {
        throw new IllegalStateException(fault);
      }
    }
    mappings.clear();
  }
}
