package org.tosc.rt.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ScratchTest {
  private static final int LARGE = 1000;

  private static float[] elements(View view) {
    Memory.Floats memory = (Memory.Floats) view.memory();
    float[] all = new float[view.size(0)];
    System.arraycopy(memory.cells(), view.offset(), all, 0, all.length);
    return all;
  }

  private static void set(View view, int i, float value) {
    ((Memory.Floats) view.memory()).cells()[view.offset() + i] = value;
  }

  @Test
  void viewsStandWhereTheyAreWantedAndHoldZeros() {
    View other = View.of(new float[1]);
    View[] views = {other, null, null, other};
    Scratch.arrays(List.of(3, LARGE)).into(views, 1);
    assertSame(other, views[0]);
    assertSame(other, views[3]);
    assertArrayEquals(new float[3], elements(views[1]));
    assertArrayEquals(new float[LARGE], elements(views[2]));
  }

  @Test
  void elementsStayWhatTheyAreWhenArraysMove() {
    AtomicInteger before = new AtomicInteger(16);
    Scratch scratch = new ArrayScratch(List.of(LARGE), array -> before.get());
    View[] views = new View[1];
    scratch.into(views, 0);
    assertEquals(4, views[0].offset());
    set(views[0], 0, 1);
    set(views[0], LARGE - 1, 2);
    for (int bytes : new int[] {60, 0, 32}) {
      before.set(bytes);
      scratch.into(views, 0);
      assertEquals(bytes / Float.BYTES, views[0].offset());
      float[] wanted = new float[LARGE];
      wanted[0] = 1;
      wanted[LARGE - 1] = 2;
      assertArrayEquals(wanted, elements(views[0]), "after a move to " + bytes);
    }
  }

  @Test
  void nobodyAsksWhereSmallArraysLie() {
    Scratch scratch =
        new ArrayScratch(
            List.of(16),
            array -> {
              throw new AssertionError("asked");
            });
    View[] views = new View[1];
    scratch.into(views, 0);
    assertEquals(0, views[0].offset());
  }

  @Test
  void linesAreLessThanOneLineAway() {
    int before = CacheLines.before(MemorySegment.ofArray(new float[LARGE]));
    assertTrue(before >= 0 && before < 64 && before % Float.BYTES == 0, "found " + before);
  }
}
