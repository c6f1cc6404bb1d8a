package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.ListValue;
import org.tosc.tir.ir.Module;

/// Whole programs: entry points, tail calls, depth, positions of errors, listings, and that loaded
/// programs go away.
class ProgramTest {
  private static final String DEEP =
      """
      func @tail(%0: i64, %1: i64) -> (i64) {
        %2 = core.const {value = 0} : i64
        %3 = core.eq(%0, %2)
        core.if(%3) {
          core.return(%1)
        } {
          core.yield
        }
        %4 = core.const {value = 1} : i64
        %5 = core.sub(%0, %4)
        %6 = core.add(%1, %0)
        core.tail_call(%5, %6)
      }
      func @deep(%0: any) -> (any) {
        %1 = core.const {value = 0} : i64
        %2 = host.eq(%0, %1) : i1
        core.if(%2) {
          core.return(%0)
        } {
          core.yield
        }
        %3 = core.const {value = 1} : i64
        %4 = host.sub(%0, %3)
        %5 = core.call(%4) {callee = @deep} : any
        %6 = host.add(%5, %3)
        core.return(%6)
      }
      func @swap(%0: i64, %1: i64, %2: i64) -> (i64, i64) {
        %3 = core.const {value = 0} : i64
        %4 = core.eq(%0, %3)
        core.if(%4) {
          core.return(%1, %2)
        } {
          core.yield
        }
        %5 = core.const {value = 1} : i64
        %6 = core.sub(%0, %5)
        core.tail_call(%6, %2, %1)
      }
      func @forever(%0: i64) -> (any) {
        core.try {
          %1 = core.call(%0) {callee = @again} : i64
          core.yield
        } {
          ^(%2: any):
          core.return(%2)
        }
        core.unreachable
      }
      func @again(%0: i64) -> (i64) {
        %1 = core.call(%0) {callee = @again} : i64
        %2 = core.add(%1, %0)
        core.return(%2)
      }
      """;

  @Test
  void selfTailCallsDoNotGrowTheStack() {
    assertEquals(500_000_500_000L, Programs.run(DEEP, "tail", 1_000_000L, 0L));
    Object[] swapped = (Object[]) Programs.run(DEEP, "swap", 3L, 1L, 2L);
    assertEquals(List.of(2L, 1L), List.of(swapped));
  }

  @Test
  void recursionReachesTenThousand() throws Exception {
    Loaded program = Programs.load(DEEP);
    FutureTask<Object> task = new FutureTask<>(() -> Programs.run(program, "deep", 10_000L));
    new Thread(null, task, "deep", 64L << 20).start();
    assertEquals(10_000L, task.get());
  }

  @Test
  void endlessRecursionIsCaught() {
    ErrorValue caught = (ErrorValue) Programs.run(DEEP, "forever", 1L);
    assertEquals("StackOverflow", caught.kind());
    assertEquals(41, caught.line());
  }

  @Test
  void entriesAreTyped() throws Throwable {
    MethodHandle tail = Programs.load(DEEP).entry("tail");
    assertEquals("(long,long)long", tail.type().toString());
    assertEquals(10L, (long) tail.invokeExact(4L, 0L));
  }

  @Test
  void theLoaderFindsTheEngine() {
    assertTrue(Engine.all().stream().anyMatch(e -> e.name().equals("jvm")));
  }

  private static final String FAULTS =
      """
      func @add(%0: i64, %1: any) -> (any) {
        %2 = core.const {value = 1} : i64
        %3 = core.add(%0, %2)
        %4 = host.add(%1, %3)
        %5 = host.get(%1, %4)
        %6 = host.neg(%5)
        core.return(%6)
      }
      func @main(%0: i64, %1: any) -> (any) {
          %2 = core.call(%0, %1) {callee = @add} : any
        core.throw(%2)
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, OverflowError, 3, 3",
    "1, TypeError, 4, 3",
  })
  void errorsKnowTheirPlace(long x, String kind, int line, int column) {
    GuestError error =
        assertThrows(GuestError.class, () -> Programs.run(FAULTS, "main", x, ListValue.ofLongs(1)));
    assertEquals(kind, error.kind());
    assertEquals(line + ":" + column, error.line() + ":" + error.column());
  }

  @Test
  void laterOperationsHaveTheirOwnPlaces() {
    Loaded program = Programs.load(FAULTS);
    for (int i = 0; i < 20; i++) {
      GuestError error =
          assertThrows(GuestError.class, () -> Programs.run(program, "main", 1L, 1L));
      assertEquals("5:3", error.line() + ":" + error.column());
    }
  }

  @Test
  void listingsAreReadable() {
    Module module = Programs.read(DEEP);
    String listing = new JvmEngine().emit(module, "bytecode").getFirst().text();
    assertTrue(listing.contains("tail(JJ)J"), listing);
    assertTrue(listing.contains("invokestatic org/tosc/rt/ops/Arithmetic.sub(JJ)J"), listing);
    assertTrue(listing.contains("invokedynamic add(Ljava/lang/Object;J)Ljava/lang/Object;"));
    assertThrows(IllegalArgumentException.class, () -> new JvmEngine().emit(module, "asm"));
  }

  /// Loads many programs; almost all must be gone at the end.
  @Test
  void loadedProgramsAreCollected() {
    Module module =
        Programs.read(
            """
            func @f(%0: i64) -> (i64) {
              %1 = core.add(%0, %0)
              core.return(%1)
            }
            """);
    int count = Integer.getInteger("tosc.loads", 5_000);
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    long unloadedBefore = classes.getUnloadedClassCount();
    List<WeakReference<Loaded>> programs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Loaded program = new JvmEngine().load(module);
      if (i % 100 == 0) {
        assertEquals(2L * i, Programs.run(program, "f", (long) i));
        programs.add(new WeakReference<>(program));
      }
    }
    long enough = unloadedBefore + count * 9L / 10;
    for (int i = 0; i < 20 && classes.getUnloadedClassCount() < enough; i++) {
      System.gc();
    }
    assertTrue(alive(programs) <= programs.size() / 10, alive(programs) + " alive");
    long unloaded = classes.getUnloadedClassCount() - unloadedBefore;
    assertTrue(unloaded >= count * 9L / 10, unloaded + " classes unloaded");
  }

  private static long alive(List<WeakReference<Loaded>> programs) {
    return programs.stream().filter(p -> p.get() != null).count();
  }
}
