package org.tosc.backends.x86.pool;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.pool.CodeMemory.Access;

/// Executable memory of a fixed size for a fixed number of kernels, none of whose pages is ever
/// writable and executable at once. When it is full, the least recently used kernel that nobody
/// holds is put out; if all are held, [CodePoolOverflow] says so, and nothing is installed.
///
/// **Pages.** A page is closed while it is free, writable while code is copied to it, executable
/// while kernels live in it. It is written to only when nobody else's code is on it: code that
/// comes together ([#install(List)]) lies together and may share pages, code that comes later gets
/// pages of its own. Each page counts the kernels on it and is closed with the last of them. The
/// rest of the last page is `int3`.
///
/// **Why not two mappings** of the same memory (`memfd_create`, one view to write, one to run)?
/// Then pages could be shared freely, and installing would cost no system call: 0.3 µs for 1 KiB of
/// code, against 5.5 µs here, putting out another kernel included (medians of `InstallCost` in the
/// test tree, on 2 cores of an Intel Xeon with Linux 6.18). But the same physical page would be
/// writable and executable all the time, by two addresses, which is what the rule is there to
/// prevent. And code that is written by another address than it is run by needs a serialising
/// instruction on every processor before it runs there (Intel SDM volume 3A, "Self-Modifying
/// Code"), which is a system call again (`membarrier`: 0.5 µs, or 15 where another thread runs and
/// is interrupted). Taking rights from a page interrupts the others anyway, here between the old
/// code of a page and the new: 6 to 40 µs where one runs. With 512 pages for 64 kernels there is no
/// room to be gained, and kernels that come together share the cost: 8 of 512 bytes take 8 µs.
///
/// Safe for threads. Example: see the package.
public final class CodePool implements AutoCloseable {
  /// 2 MiB.
  public static final int DEFAULT_BYTES = 2 << 20;

  public static final int DEFAULT_KERNELS = 64;

  /// Kernels begin at cache lines.
  private static final int ALIGNMENT = 64;

  private static final byte INT3 = (byte) 0xCC;

  private final ReentrantLock lock = new ReentrantLock();
  private final CodeMemory memory;
  private final int kernelLimit;
  private final PageTable table;

  /// Those in memory.
  private final List<Kernel> live = new ArrayList<>();

  /// Counts uses. Plain reads and writes of it: see [#tick].
  private final AtomicLong clock = new AtomicLong();

  private boolean closed;

  private CodePool(int bytes, int kernels) {
    if (bytes <= 0 || bytes % CodeMemory.PAGE != 0 || kernels <= 0) {
      throw new IllegalArgumentException(
          "a pool has whole pages and some kernels, not %d bytes and %d".formatted(bytes, kernels));
    }
    memory = new CodeMemory(bytes / CodeMemory.PAGE);
    table = new PageTable(memory.pages());
    kernelLimit = kernels;
  }

  /// Whether machine code can run in this process.
  public static boolean isSupported() {
    return CodeMemory.isSupported();
  }

  /// A pool of the default size.
  ///
  /// @throws UnsupportedOperationException where [#isSupported] says no
  public static CodePool open() {
    return open(DEFAULT_BYTES, DEFAULT_KERNELS);
  }

  /// A pool of any size.
  ///
  /// @param bytes a multiple of the page size, 4096
  /// @param kernels how many are in memory at most
  public static CodePool open(int bytes, int kernels) {
    return new CodePool(bytes, kernels);
  }

  /// Installs one kernel. Nobody holds it yet.
  ///
  /// @param code does not depend on where it lies
  public Kernel install(byte[] code) {
    return install(List.of(code)).getFirst();
  }

  /// Installs kernels side by side: they share pages, and the cost of installing.
  ///
  /// @throws CodePoolOverflow if they do not fit, even without all that nobody holds; then nothing
  ///   has changed
  public List<Kernel> install(List<byte[]> codes) {
    List<Kernel> kernels = new ArrayList<>();
    for (byte[] code : codes) {
      if (code.length == 0) {
        throw new IllegalArgumentException("a kernel of no bytes");
      }
      kernels.add(new Kernel(this, code.clone()));
    }
    if (!kernels.isEmpty()) {
      lock.lock();
      try {
        place(kernels);
      } finally {
        lock.unlock();
      }
    }
    return List.copyOf(kernels);
  }

  /// How many kernels are in memory.
  public int liveKernels() {
    lock.lock();
    try {
      return live.size();
    } finally {
      lock.unlock();
    }
  }

  /// The bytes of the pages that are not closed.
  public long liveBytes() {
    lock.lock();
    try {
      return (long) table.used() * CodeMemory.PAGE;
    } finally {
      lock.unlock();
    }
  }

  /// Gives the memory back.
  ///
  /// @throws IllegalStateException if somebody holds a kernel
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      for (Kernel kernel : List.copyOf(live)) {
        if (!putOut(kernel)) {
          throw new IllegalStateException("the pool cannot close: a kernel is held");
        }
      }
      closed = true;
      memory.close();
    } finally {
      lock.unlock();
    }
  }

  boolean evict(Kernel kernel) {
    lock.lock();
    try {
      return !kernel.isInstalled() || putOut(kernel);
    } finally {
      lock.unlock();
    }
  }

  void bringBack(Kernel kernel) {
    lock.lock();
    try {
      if (!kernel.isInstalled()) {
        place(List.of(kernel));
      }
    } finally {
      lock.unlock();
    }
  }

  /// A number for a use, greater than those before. Calls that race may get the same one, or a
  /// smaller one: the order among them decides only what is put out first, and an atomic counter
  /// would be one more line of cache that all threads fight for.
  long tick() {
    long now = clock.getPlain() + 1;
    clock.setPlain(now);
    return now;
  }

  /// For tests: the number of kernels on each page.
  int kernelsOn(int page) {
    return table.kernelsOn(page);
  }

  /// For tests: where the memory begins, and where a page lies.
  long addressOf(int page) {
    return memory.addressOf(page);
  }

  private void place(List<Kernel> kernels) {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    long bytes = 0;
    for (Kernel kernel : kernels) {
      bytes = aligned(bytes) + kernel.size();
    }
    int first = makeRoom(bytes, kernels.size());
    write(kernels, first, Math.toIntExact(PageTable.pagesOf(bytes)));
    long at = (long) first * CodeMemory.PAGE;
    for (Kernel kernel : kernels) {
      at = aligned(at);
      table.add(at, kernel.size());
      live.add(kernel);
      kernel.arrived(memory.addressOf(0) + at);
      at += kernel.size();
    }
  }

  private void write(List<Kernel> kernels, int first, int count) {
    memory.allow(first, count, Access.WRITABLE);
    MemorySegment pages = memory.slice(first, count);
    long at = 0;
    for (Kernel kernel : kernels) {
      pages.asSlice(at, aligned(at) - at).fill(INT3);
      at = aligned(at);
      MemorySegment.copy(MemorySegment.ofArray(kernel.code()), 0, pages, at, kernel.size());
      at += kernel.size();
    }
    pages.asSlice(at).fill(INT3);
    memory.allow(first, count, Access.EXECUTABLE);
  }

  /// The first of enough free pages in a row, after putting out what is in the way. If even that
  /// would not help, nothing is put out.
  private int makeRoom(long bytes, int kernels) {
    boolean canFit = false;
    while (true) {
      int run = table.freeRun(bytes);
      if (run >= 0 && live.size() + kernels <= kernelLimit) {
        return run;
      }
      Kernel oldest = leastRecentlyUsed();
      if (!canFit || oldest == null) {
        requireThatItCanFit(bytes, kernels);
        canFit = true;
      }
      if (oldest != null) {
        putOut(oldest); // unless somebody holds it since just now: then the next one is asked
      }
    }
  }

  private void requireThatItCanFit(long bytes, int kernels) {
    int held = 0;
    PageTable without = new PageTable(memory.pages());
    for (Kernel kernel : live) {
      if (kernel.isHeld()) {
        held++;
        without.add(offsetOf(kernel), kernel.size());
      }
    }
    if (held + kernels > kernelLimit) {
      throw new CodePoolOverflow(
          "no place for %d more: %d kernels of at most %d are held"
              .formatted(kernels, held, kernelLimit));
    }
    if (without.freeRun(bytes) < 0) {
      throw new CodePoolOverflow(
          "no room for %d bytes of code: the pool has %d, and %d kernels are held"
              .formatted(bytes, (long) memory.pages() * CodeMemory.PAGE, held));
    }
  }

  private @Nullable Kernel leastRecentlyUsed() {
    Kernel oldest = null;
    for (Kernel kernel : live) {
      if (!kernel.isHeld() && (oldest == null || kernel.lastUse() < oldest.lastUse())) {
        oldest = kernel;
      }
    }
    return oldest;
  }

  private boolean putOut(Kernel kernel) {
    if (!kernel.leave()) {
      return false;
    }
    live.remove(kernel);
    table
        .remove(offsetOf(kernel), kernel.size())
        .ifPresent(run -> memory.allow(run.first(), run.count(), Access.CLOSED));
    return true;
  }

  private long offsetOf(Kernel kernel) {
    return kernel.address() - memory.addressOf(0);
  }

  private static long aligned(long position) {
    return (position + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
