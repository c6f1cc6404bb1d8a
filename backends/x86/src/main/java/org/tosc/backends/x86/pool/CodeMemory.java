package org.tosc.backends.x86.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// A range of pages, each of which is closed, writable or executable: [Access] has no word for two
/// of these at once.
///
/// Numbers are those of Linux on x86-64 (`asm-generic/mman-common.h`, `mman.h`). Not safe for
/// threads by itself: [CodePool] holds its lock around every change.
final class CodeMemory implements AutoCloseable {
  /// The only page size below 2 MiB that x86-64 has (Intel SDM volume 3A, section 5.5, "4-level
  /// paging").
  static final int PAGE = 4096;

  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MemorySegment captured = Arena.ofAuto().allocate(CAPTURED);
  private final MethodHandle mprotect;
  private final MethodHandle munmap;
  private final MemorySegment range;

  /// What a page may be used for.
  enum Access {
    CLOSED(0),
    /// To read and to write: `PROT_READ | PROT_WRITE`.
    WRITABLE(PROT_READ_WRITE),
    /// To read, for constants among the code, and to run: `PROT_READ | PROT_EXEC`.
    EXECUTABLE(1 | 4);

    private final int bits;

    Access(int bits) {
      this.bits = bits;
    }
  }

  @SuppressWarnings("restricted") // a segment over the pages that this class itself maps
  CodeMemory(int pages) {
    requireSupport(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    ValueLayout.OfInt word = ValueLayout.JAVA_INT;
    MethodHandle mmap =
        link("mmap", FunctionDescriptor.of(size, size, size, word, word, word, size));
    MethodHandle madvise = link("madvise", FunctionDescriptor.of(word, size, size, word));
    mprotect = link("mprotect", FunctionDescriptor.of(word, size, size, word));
    munmap = link("munmap", FunctionDescriptor.of(word, size, size));
    long bytes = (long) pages * PAGE;
    try {
      long at =
          (long)
              mmap.invokeExact(captured, 0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
      if (at == -1) {
        throw failure("mmap of " + bytes + " bytes");
      }
      range = MemorySegment.ofAddress(at).reinterpret(bytes);
      // Best effort: without it a 2 MiB page might come, which the first protection tears apart.
      var _ = (int) madvise.invokeExact(captured, at, bytes, MADV_NOHUGEPAGE);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
    // The kernel joins neighbouring mappings of the same protection only where they have the same
    // `anon_vma` (mm/vma.c), which a mapping gets when it is first written to: once, for all pages.
    range.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
    allow(0, pages, Access.CLOSED);
  }

  /// Whether machine code can run in this process: Linux on x86-64.
  static boolean isSupported() {
    return isSupported(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static boolean isSupported(String system, String architecture) {
    return system.equals("Linux")
        && (architecture.equals("amd64") || architecture.equals("x86_64"));
  }

  /// @throws UnsupportedOperationException where machine code does not run
  static void requireSupport(String system, String architecture) {
    if (!isSupported(system, architecture)) {
      throw new UnsupportedOperationException(
          "machine code runs on Linux on x86-64; this is %s on %s".formatted(system, architecture));
    }
  }

  int pages() {
    return Math.toIntExact(range.byteSize() / PAGE);
  }

  long addressOf(int page) {
    return range.address() + (long) page * PAGE;
  }

  /// The bytes of some pages. Whoever touches them must have allowed it.
  MemorySegment slice(int page, int count) {
    return range.asSlice((long) page * PAGE, (long) count * PAGE);
  }

  void allow(int page, int count, Access access) {
    int failed;
    try {
      failed =
          (int) mprotect.invokeExact(captured, addressOf(page), (long) count * PAGE, access.bits);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
    if (failed != 0) {
      throw failure("mprotect of " + count + " pages to " + access);
    }
  }

  @Override
  public void close() {
    int failed;
    try {
      failed = (int) munmap.invokeExact(captured, range.address(), range.byteSize());
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
    if (failed != 0) {
      throw failure("munmap");
    }
  }

  @SuppressWarnings("restricted") // functions of the C library, with the types of its manual
  private static MethodHandle link(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }

  private IllegalStateException failure(String what) {
    return new IllegalStateException(
        "%s failed with errno %d".formatted(what, (int) ERRNO.get(captured, 0L)));
  }

  /// Handles are declared to throw anything; these throw nothing.
  private static RuntimeException unexpected(Throwable fault) {
    return switch (fault) {
      case RuntimeException known -> known;
      case Error known -> throw known;
      default -> new IllegalStateException(fault);
    };
  }
}
