package org.tosc.rt.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;

class RangeValueTest {
  private static List<Long> elements(long start, long end, long step, boolean inclusive) {
    List<Long> all = new ArrayList<>();
    for (long i = start; step > 0 ? i <= end : i >= end; i += step) {
      if (inclusive || i != end) {
        all.add(i);
      }
    }
    return all;
  }

  @Test
  void agreesWithALoop() {
    for (long start = -4; start <= 4; start++) {
      for (long end = -4; end <= 4; end++) {
        for (long step : new long[] {-3, -2, -1, 1, 2, 3}) {
          for (boolean inclusive : new boolean[] {true, false}) {
            RangeValue range = new RangeValue(start, end, step, inclusive);
            List<Long> expected = elements(start, end, step, inclusive);
            assertEquals(expected.size(), range.length(), range.toString());
            for (int i = 0; i < expected.size(); i++) {
              assertEquals(expected.get(i), range.get(i));
              assertEquals(expected.get(i), range.get(i - expected.size()));
            }
            for (long x = -6; x <= 6; x++) {
              assertEquals(expected.contains(x), range.contains(x), range + " " + x);
            }
          }
        }
      }
    }
  }

  @Test
  void extremes() {
    assertEquals(Long.MAX_VALUE, RangeValue.of(0, Long.MAX_VALUE).length());
    RangeValue wide = new RangeValue(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false);
    assertEquals(Long.MAX_VALUE - 1, wide.get(2));
    assertEquals(true, new RangeValue(0, Long.MAX_VALUE, 2, true).contains(Long.MAX_VALUE - 1));
    assertThrows(GuestError.class, () -> new RangeValue(0, 1, 0, false));
    assertThrows(GuestError.class, () -> RangeValue.of(Long.MIN_VALUE, Long.MAX_VALUE));
    assertThrows(GuestError.class, () -> new RangeValue(Long.MIN_VALUE, Long.MAX_VALUE, 1, true));
    assertEquals(
        "range index 3 is out of range for length 3",
        assertThrows(GuestError.class, () -> RangeValue.of(0, 3).get(3)).getMessage());
    assertThrows(GuestError.class, () -> RangeValue.of(0, 1L << 40).toList());
  }
}
