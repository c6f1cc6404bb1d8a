package org.tosc.backends.x86.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tosc.backends.x86.pool.CodeMemory.Access;

/// No page is ever writable and executable, as the operating system sees it, and nothing is left
/// behind.
class WriteOrExecuteTest {
  private static final int ROUNDS = 10_000;
  private static final int BYTES = 16 * CodeMemory.PAGE;

  @BeforeEach
  void supported() {
    Bytes.assumeMachineCode();
  }

  @Test
  void linesAreRead() {
    Maps.Mapping jit = Maps.Mapping.read("7f52a0021000-7f52a4000000 rwxp 00000000 00:00 0");
    assertEquals(0x7f52a0021000L, jit.from());
    assertEquals(0x7f52a4000000L, jit.to());
    assertTrue(jit.isWritableAndExecutable());
    assertFalse(Maps.Mapping.read("1000-2000 r-xp 0 0 0").isWritableAndExecutable());
    assertFalse(Maps.Mapping.read("1000-2000 rw-p 0 0 0").isWritableAndExecutable());
  }

  @Test
  void otherSystemsAreNamed() {
    assertTrue(CodeMemory.isSupported("Linux", "amd64"));
    CodeMemory.requireSupport("Linux", "x86_64");
    assertFalse(CodeMemory.isSupported("Linux", "aarch64"));
    assertEquals(
        "machine code runs on Linux on x86-64; this is Windows 11 on amd64",
        assertThrows(
                UnsupportedOperationException.class,
                () -> CodeMemory.requireSupport("Windows 11", "amd64"))
            .getMessage());
  }

  @Test
  void whatTheSystemRefusesIsAnError() throws IOException {
    Path overcommit = Path.of("/proc/sys/vm/overcommit_memory");
    Assumptions.assumeTrue(
        Files.isReadable(overcommit) && !Files.readString(overcommit).startsWith("1"),
        "not checked: this system refuses no memory");
    assertEquals(
        "mmap of 8796093018112 bytes failed with errno 12", // ENOMEM
        assertThrows(IllegalStateException.class, () -> new CodeMemory(Integer.MAX_VALUE))
            .getMessage());
  }

  @Test
  void eachAccessIsWhatItSays() throws IOException {
    try (var memory = new CodeMemory(4)) {
      assertEquals(List.of("---p"), rights(memory));
      memory.allow(1, 1, Access.WRITABLE);
      assertEquals(List.of("---p", "rw-p", "---p"), rights(memory));
      memory.allow(1, 1, Access.EXECUTABLE);
      assertEquals(List.of("---p", "r-xp", "---p"), rights(memory));
      memory.allow(1, 1, Access.CLOSED);
      assertEquals(List.of("---p"), rights(memory));
    }
  }

  @Test
  void neverBothInManyRounds() throws Throwable {
    NativeCall call = NativeCall.of(Signature.of(Word.LONG), CallMode.CRITICAL);
    try (CodePool pool = CodePool.open(BYTES, 4);
        var watcher = Executors.newSingleThreadExecutor()) {
      long start = pool.addressOf(0);
      AtomicBoolean done = new AtomicBoolean();
      Future<Integer> seen = watcher.submit(() -> watch(start, done));
      try {
        for (int round = 0; round < ROUNDS; round++) {
          // More than fit: some are put out by others, some by hand.
          Kernel kernel = pool.install(Bytes.returning(round, 100 + round % 9000));
          MethodHandle f = call.to(kernel);
          assertEquals(round, (long) f.invokeExact());
          assertTrue(round % 3 != 0 || kernel.evict());
          assertTrue(pool.liveKernels() <= 4);
        }
      } finally {
        done.set(true);
      }
      assertTrue(
          seen.get() > 100, () -> "the map was read only so many times: " + seen.resultNow());
      assertEquals(0, pool.liveBytes() % CodeMemory.PAGE);
      assertTrue(pool.liveBytes() > 0);
      // The last ones give way to four others, which are put out by hand.
      pool.install(List.of(new byte[1], new byte[1], new byte[1], new byte[1]))
          .forEach(kernel -> assertTrue(kernel.evict()));
      assertEquals(0, pool.liveKernels());
      assertEquals(0, pool.liveBytes());
      assertEquals(1, Maps.within(start, BYTES).size(), "mappings as at the start");
    }
  }

  @Test
  void poolsLeaveNothing() throws IOException {
    for (int i = 0; i < 20; i++) {
      long start;
      try (CodePool pool = CodePool.open(BYTES, 4)) {
        start = pool.addressOf(0);
        pool.install(Bytes.returning(1));
        assertEquals(List.of("r-xp", "---p"), rights(start));
      }
      // Another thread's memory may come to lie there, but never code of a pool.
      assertTrue(
          Maps.within(start, BYTES).stream().noneMatch(mapping -> mapping.rights().equals("r-xp")));
    }
  }

  /// How often the map was read until the rounds were over.
  private static int watch(long start, AtomicBoolean done) throws IOException {
    int reads = 0;
    while (!done.get()) {
      for (Maps.Mapping mapping : Maps.within(start, BYTES)) {
        assertFalse(mapping.isWritableAndExecutable(), mapping::toString);
      }
      reads++;
    }
    return reads;
  }

  private static List<String> rights(CodeMemory memory) throws IOException {
    return Maps.within(memory.addressOf(0), (long) memory.pages() * CodeMemory.PAGE).stream()
        .map(Maps.Mapping::rights)
        .toList();
  }

  private static List<String> rights(long start) throws IOException {
    return Maps.within(start, BYTES).stream().map(Maps.Mapping::rights).toList();
  }
}
