package org.tosc.backends.x86.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A range of pages, each of which is closed, writable or executable: [Access] has no word for two
/// of these at once.
///
/// Numbers are those of Linux on x86-64 (`asm-generic/mman-common.h`, `asm-generic/mman.h`). Not
/// safe for threads by itself: [CodePool] holds its lock around every change.
final class CodeMemory implements AutoCloseable {
  /// The only page size below 2 MiB that x86-64 has (Intel SDM volume 3A, section 5.5, "4-level
  /// paging").
  static final int PAGE = 4096;

  // Numbers of system calls: arch/x86/entry/syscalls/syscall_64.tbl.
  private static final long MMAP = 9;
  private static final long MPROTECT = 10;
  private static final long MUNMAP = 11;
  private static final long MADVISE = 28;

  private static final long PROT_READ_WRITE = 1 | 2;
  private static final long MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final long MADV_NOHUGEPAGE = 15;
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();

  private final MemorySegment captured = Arena.ofAuto().allocate(CAPTURED);

  /// `long syscall(long number, ...)` of the C library: one function for all, because linking each
  /// costs about 10 ms when a process starts.
  private final MethodHandle syscall;

  private final MemorySegment range;

  /// What a page may be used for.
  enum Access {
    CLOSED(0),
    /// To read and to write: `PROT_READ | PROT_WRITE`.
    WRITABLE(PROT_READ_WRITE),
    /// To read, for constants among the code, and to run: `PROT_READ | PROT_EXEC`.
    EXECUTABLE(1 | 4);

    private final long bits;

    Access(long bits) {
      this.bits = bits;
    }
  }

  @SuppressWarnings("restricted") // a segment over the pages that this class itself maps
  CodeMemory(int pages) {
    requireSupport(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    syscall = linkSyscall();
    long bytes = (long) pages * PAGE;
    long at = call("mmap", MMAP, 0, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS);
    range = MemorySegment.ofAddress(at).reinterpret(bytes);
    // Best effort: without it a 2 MiB page might come, which the first protection tears apart.
    var _ = attempt(MADVISE, at, bytes, MADV_NOHUGEPAGE, 0);
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
    call("mprotect", MPROTECT, addressOf(page), (long) count * PAGE, access.bits, 0);
  }

  @Override
  public void close() {
    call("munmap", MUNMAP, range.address(), range.byteSize(), 0, 0);
  }

  @SuppressWarnings("restricted") // as in syscall(2)
  private static MethodHandle linkSyscall() {
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /// A system call that must succeed.
  private long call(String name, long number, long address, long bytes, long third, long fourth) {
    long result = attempt(number, address, bytes, third, fourth);
    if (result == -1) {
      long at = CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
      throw new IllegalStateException(
          "%s of %d bytes failed with errno %d"
              .formatted(name, bytes, captured.get(ValueLayout.JAVA_INT, at)));
    }
    return result;
  }

  /// No file: -1, from its beginning.
  private long attempt(long number, long address, long bytes, long third, long fourth) {
    try {
      return (long) syscall.invokeExact(captured, number, address, bytes, third, fourth, -1L, 0L);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
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
