package org.tosc.backends.x86.code;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// Memory between pages that nobody may touch: what reads or writes a byte too far ends the process
/// (`mmap`, `mprotect`; POSIX.1-2017). On the side where a buffer does not meet such a page, what
/// is written up to it is found afterwards.
@SuppressWarnings("restricted") // memory of its own, of known size
public final class GuardedMemory implements AutoCloseable {
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

  /// What stands where no buffer is.
  private static final byte UNTOUCHED = (byte) 0xa5;

  /// @param open the pages that may be touched
  /// @param buffer what of them is the buffer
  private record Mapping(long at, long bytes, MemorySegment open, MemorySegment buffer) {}

  private final List<Mapping> mappings = new ArrayList<>();

  private static MethodHandle link(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
  }

  /// Memory of zeros with a closed page before and behind.
  ///
  /// @param atEnd whether it ends at the page behind, otherwise it begins at the one before
  public MemorySegment allocate(long bytes, boolean atEnd) {
    long inside = Math.max(PAGE, -Math.floorDiv(-bytes, PAGE) * PAGE);
    long all = inside + 2 * PAGE;
    try {
      long at = (long) MMAP.invokeExact(0L, all, CLOSED, PRIVATE_ANONYMOUS, -1, 0L);
      int done = (int) MPROTECT.invokeExact(at + PAGE, inside, READ_WRITE);
      if (at == -1 || done != 0) {
        throw new IllegalStateException("no memory with guards");
      }
      MemorySegment open = MemorySegment.ofAddress(at + PAGE).reinterpret(inside);
      MemorySegment buffer = open.asSlice(atEnd ? inside - bytes : 0, bytes);
      open.fill(UNTOUCHED);
      buffer.fill((byte) 0);
      mappings.add(new Mapping(at, all, open, buffer));
      return buffer;
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  /// How many bytes beside buffers were written.
  public long strays() {
    long strays = 0;
    for (Mapping m : mappings) {
      long before = m.buffer().address() - m.open().address();
      long behind = before + m.buffer().byteSize();
      strays += touched(m.open().asSlice(0, before)) + touched(m.open().asSlice(behind));
    }
    return strays;
  }

  private static long touched(MemorySegment beside) {
    long touched = 0;
    for (long i = 0; i < beside.byteSize(); i++) {
      touched += beside.get(ValueLayout.JAVA_BYTE, i) == UNTOUCHED ? 0 : 1;
    }
    return touched;
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
