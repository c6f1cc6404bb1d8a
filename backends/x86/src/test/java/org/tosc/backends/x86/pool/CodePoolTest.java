package org.tosc.backends.x86.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodePoolTest {
  private static final int PAGE = CodeMemory.PAGE;

  @BeforeEach
  void supported() {
    Bytes.assumeMachineCode();
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() throws Throwable {
    try (CodePool pool = CodePool.open(16 * PAGE, 3)) {
      Kernel a = pool.install(Bytes.returning(1));
      Kernel b = pool.install(Bytes.returning(2));
      Kernel c = pool.install(Bytes.returning(3));
      assertEquals(1, call(a));
      Kernel d = pool.install(Bytes.returning(4));
      assertEquals(List.of(true, false, true, true), installed(a, b, c, d));
      assertEquals(3, call(c));
      assertEquals(2, call(b), "it comes back");
      assertEquals(List.of(false, true, true, true), installed(a, b, c, d));
      assertEquals(3, pool.liveKernels());
    }
  }

  @Test
  void roomIsMadeForPages() throws Throwable {
    try (CodePool pool = CodePool.open(4 * PAGE, 64)) {
      Kernel a = pool.install(Bytes.returning(1, PAGE));
      Kernel b = pool.install(Bytes.returning(2, PAGE));
      Kernel c = pool.install(Bytes.returning(3, 2 * PAGE));
      assertEquals(1, call(a));
      // b is the oldest, but its page is not enough.
      Kernel d = pool.install(Bytes.returning(4, 2 * PAGE));
      assertEquals(List.of(true, false, false, true), installed(a, b, c, d));
      assertEquals(4, call(d));
    }
  }

  @Test
  void whatIsHeldStays() throws Throwable {
    try (CodePool pool = CodePool.open(16 * PAGE, 2)) {
      Kernel a = pool.install(Bytes.returning(1));
      try (Pin pin = a.pin()) {
        Kernel b = pool.install(Bytes.returning(2));
        assertFalse(a.evict());
        Kernel c = pool.install(Bytes.returning(3));
        assertEquals(List.of(true, false, true), installed(a, b, c));
        assertEquals(1, (long) Calls.LONG.atAddress().invokeExact(pin.address()));
        try (Pin other = c.pin()) {
          String message = assertThrows(CodePoolOverflow.class, b::pin).getMessage();
          assertEquals("no place for 1 more: 2 kernels of at most 2 are held", message);
          assertTrue(other.address() != pin.address());
        }
        assertEquals(2, call(b));
      }
      assertTrue(a.evict());
      assertTrue(a.evict(), "it is out");
    }
  }

  @Test
  void whatDoesNotFitChangesNothing() throws Throwable {
    try (CodePool pool = CodePool.open(4 * PAGE, 8)) {
      Kernel a = pool.install(Bytes.returning(1, PAGE));
      Kernel b = pool.install(Bytes.returning(2, 2 * PAGE));
      assertEquals(4 * PAGE, call(pool.install(Bytes.returning(4 * PAGE, 4 * PAGE))));
      assertEquals(List.of(false, false), installed(a, b));
      assertEquals(1, call(a));
      assertEquals(2, call(b));
      byte[] large = Bytes.returning(5, 4 * PAGE + 1);
      String message = assertThrows(CodePoolOverflow.class, () -> pool.install(large)).getMessage();
      assertEquals(
          "no room for 16385 bytes of code: the pool has 16384, and 0 kernels are held", message);
      try (Pin held = b.pin()) {
        byte[] three = Bytes.returning(3, 3 * PAGE);
        assertThrows(CodePoolOverflow.class, () -> pool.install(three));
        assertTrue(held.address() != 0);
      }
      assertThrows(CodePoolOverflow.class, () -> pool.install(Collections.nCopies(9, new byte[1])));
      assertEquals(List.of(true, true), installed(a, b));
      assertEquals(3 * PAGE, pool.liveBytes());
    }
  }

  @Test
  void codeThatIsOnePageLong() throws Throwable {
    try (CodePool pool = CodePool.open(4 * PAGE, 8)) {
      Kernel page = pool.install(Bytes.returning(1, PAGE));
      assertEquals(PAGE, pool.liveBytes());
      Kernel more = pool.install(Bytes.returning(2, PAGE + 1));
      assertEquals(3 * PAGE, pool.liveBytes());
      Kernel less = pool.install(Bytes.returning(3, PAGE - 1));
      assertEquals(4 * PAGE, pool.liveBytes());
      assertEquals(List.of(1L, 2L, 3L), List.of(call(page), call(more), call(less)));
      assertTrue(more.evict());
      assertEquals(2 * PAGE, pool.liveBytes());
      assertEquals(List.of(1, 0, 0, 1), kernelsOnPages(pool, 4));
    }
  }

  @Test
  @SuppressWarnings("restricted") // reads the page
  void betweenKernelsAreTraps() {
    try (CodePool pool = CodePool.open(PAGE, 4)) {
      pool.install(Bytes.returning(1, PAGE));
      Kernel first = pool.install(List.of(Bytes.returning(2, 100), Bytes.returning(3, 20))).get(0);
      try (Pin pin = first.pin()) {
        byte[] page =
            MemorySegment.ofAddress(pin.address()).reinterpret(PAGE).toArray(ValueLayout.JAVA_BYTE);
        byte[] expected = new byte[PAGE];
        Arrays.fill(expected, (byte) 0xcc); // int3
        System.arraycopy(Bytes.returning(2, 100), 0, expected, 0, 100);
        System.arraycopy(Bytes.returning(3, 20), 0, expected, 128, 20);
        assertArrayEquals(expected, page);
      }
    }
  }

  @Test
  void pagesCountTheirKernels() throws Throwable {
    try (CodePool pool = CodePool.open(8 * PAGE, 8)) {
      // At 0, 4032 (over the end of the first page), 8128 (over the end of the second), 8192.
      List<Kernel> group =
          pool.install(
              List.of(
                  Bytes.returning(1, 4000),
                  Bytes.returning(2, 4090),
                  Bytes.returning(3, 65),
                  Bytes.returning(4)));
      assertEquals(List.of(2, 2, 2, 0), kernelsOnPages(pool, 4));
      for (int i = 0; i < 4; i++) {
        assertEquals(i + 1, call(group.get(i)));
      }
      assertTrue(group.get(1).evict());
      assertEquals(List.of(1, 1, 2, 0), kernelsOnPages(pool, 4));
      assertEquals(3 * PAGE, pool.liveBytes());
      assertEquals(3, call(group.get(2)), "its neighbours stay");
      assertTrue(group.get(2).evict());
      assertEquals(List.of(1, 0, 1, 0), kernelsOnPages(pool, 4));
      assertEquals(2, call(group.get(1)), "alone, it takes a page of its own");
      assertEquals(List.of(1, 1, 1, 0), kernelsOnPages(pool, 4));
      group.forEach(kernel -> assertTrue(kernel.evict()));
      assertEquals(0, pool.liveBytes());
    }
  }

  @Test
  void lifeAndDeath() throws Throwable {
    CodePool pool = CodePool.open();
    byte[] code = Bytes.returning(7);
    Kernel kernel = pool.install(code);
    code[2] = 8;
    assertTrue(kernel.evict());
    assertEquals(7, call(kernel), "the pool has its own copy");
    assertEquals(List.of(), pool.install(List.of()));
    assertThrows(IllegalArgumentException.class, () -> pool.install(new byte[0]));
    Pin pin = kernel.pin();
    assertThrows(IllegalStateException.class, pool::close);
    assertEquals(0, pin.address() % 64);
    pin.close();
    pin.close();
    assertThrows(IllegalStateException.class, pin::address);
    pool.close();
    pool.close();
    assertThrows(IllegalStateException.class, kernel::pin);
    assertThrows(IllegalStateException.class, () -> pool.install(Bytes.returning(1)));
    assertThrows(IllegalArgumentException.class, () -> CodePool.open(PAGE + 1, 1));
    assertThrows(IllegalArgumentException.class, () -> CodePool.open(PAGE, 0));
  }

  /// Any order of installing, calling, holding and putting out: each kernel gives its own number,
  /// pages count what lies on them, and nothing remains.
  @Test
  void anyOrder() throws Throwable {
    Random random = new Random(5);
    try (CodePool pool = CodePool.open(24 * PAGE, 10)) {
      List<Kernel> kernels = new ArrayList<>();
      List<Pin> pins = new ArrayList<>();
      for (int step = 0; step < 3000; step++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            List<byte[]> codes = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
              codes.add(Bytes.returning(kernels.size() + codes.size(), 11 + random.nextInt(9000)));
            }
            kernels.addAll(pool.install(codes));
          }
          case 1 -> {
            if (!kernels.isEmpty()) {
              kernels.get(random.nextInt(kernels.size())).evict();
            }
          }
          case 2 -> {
            if (pins.size() == 2) {
              pins.remove(random.nextInt(2)).close();
            } else if (!kernels.isEmpty()) {
              pins.add(kernels.get(random.nextInt(kernels.size())).pin());
            }
          }
          default -> {
            for (int i = 0; i < 3 && !kernels.isEmpty(); i++) {
              int which = random.nextInt(kernels.size());
              assertEquals(which, call(kernels.get(which)));
            }
          }
        }
        checkPages(pool, kernels);
      }
      pins.forEach(Pin::close);
      kernels.forEach(kernel -> assertTrue(kernel.evict()));
      assertEquals(0, pool.liveBytes());
      assertEquals(1, Maps.within(pool.addressOf(0), 24 * PAGE).size());
    }
  }

  private static void checkPages(CodePool pool, List<Kernel> kernels) {
    int[] expected = new int[24];
    long free = pool.addressOf(0);
    List<Kernel> there =
        kernels.stream()
            .filter(Kernel::isInstalled)
            .sorted((a, b) -> Long.compare(a.address(), b.address()))
            .toList();
    for (Kernel kernel : there) {
      assertTrue(kernel.address() >= free, "two kernels in one place");
      free = kernel.address() + kernel.size();
      for (long at = kernel.address() & -PAGE; at < free; at += PAGE) {
        expected[(int) ((at - pool.addressOf(0)) / PAGE)]++;
      }
    }
    assertEquals(there.size(), pool.liveKernels());
    for (int page = 0; page < expected.length; page++) {
      assertEquals(expected[page], pool.kernelsOn(page));
    }
  }

  private static long call(Kernel kernel) throws Throwable {
    return (long) Calls.LONG.to(kernel).invokeExact();
  }

  private static List<Boolean> installed(Kernel... kernels) {
    List<Boolean> installed = new ArrayList<>();
    for (Kernel kernel : kernels) {
      installed.add(kernel.isInstalled());
    }
    return installed;
  }

  private static List<Integer> kernelsOnPages(CodePool pool, int pages) {
    List<Integer> counts = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      counts.add(pool.kernelsOn(page));
    }
    return counts;
  }

  private static final class Calls {
    static final NativeCall LONG = NativeCall.of(Signature.of(Word.LONG), CallMode.CRITICAL);
  }
}
