package org.tosc.rt.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;

class ListValueTest {
  /// Elements of one kind at a time, so that every storage occurs and generalises.
  private static Object element(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> (long) random.nextInt(5);
      case 1 -> random.nextInt(5) / 2.0;
      case 2 -> random.nextBoolean();
      case 3 -> Text.of("t" + random.nextInt(5));
      default -> null;
    };
  }

  @Test
  void behavesLikeArrayList() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ListValue list = new ListValue();
      List<Object> model = new ArrayList<>();
      int kind = random.nextInt(5);
      for (int step = 0; step < 120; step++) {
        kind = random.nextInt(12) == 0 ? random.nextInt(5) : kind;
        change(random, list, model, element(random, kind));
        assertArrayEquals(model.toArray(), list.toArray(), "seed " + seed + " step " + step);
      }
    }
  }

  private static void change(
      SplittableRandom random, ListValue list, List<Object> model, Object value) {
    int n = model.size();
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> {
        list.add(value);
        model.add(value);
      }
      case 3 -> {
        int at = random.nextInt(n + 1);
        list.insert(at, value);
        model.add(at, value);
      }
      case 4 -> {
        if (n > 0) {
          int at = random.nextInt(n);
          list.set(random.nextBoolean() ? at : at - n, value);
          model.set(at, value);
        }
      }
      case 5 -> {
        if (n > 0) {
          int at = random.nextInt(n);
          assertEquals(model.remove(at), list.removeAt(at));
        }
      }
      case 6 -> {
        list.reverse();
        Collections.reverse(model);
      }
      case 7 -> {
        int from = random.nextInt(n + 1);
        int to = from + random.nextInt(n - from + 1);
        ListValue part = list.slice(from, 1, to - from);
        assertArrayEquals(model.subList(from, to).toArray(), part.toArray());
        part.add(value);
        int at = random.nextInt(n + 1);
        int end = at + random.nextInt(n - at + 1);
        list.replace(at, end, part);
        model.subList(at, end).clear();
        model.addAll(at, Arrays.asList(part.toArray()));
      }
      default -> {
        if (n < 40) {
          list.addAll(list);
          model.addAll(new ArrayList<>(model));
        }
      }
    }
  }

  @Test
  void storagesGeneraliseOnlyWhenNeeded() {
    ListValue list = ListValue.of(1L, 2L);
    assertNotNull(list.longs());
    list.add(3L);
    assertNotNull(list.longs());
    list.add(2.5);
    assertNull(list.longs());
    assertArrayEquals(new Object[] {1L, 2L, 3L, 2.5}, list.toArray());
    assertNotNull(ListValue.of(1.5, 2.0).doubles());
    ListValue emptied = ListValue.of(1L);
    emptied.pop();
    emptied.add(0.5);
    assertNotNull(emptied.doubles());
  }

  @Test
  void repeatsWithoutLookingBehindTheEnd() {
    ListValue shrunk = ListValue.of(1L, 2L, 3L, 4L);
    shrunk.pop();
    for (int count = 0; count < 20; count++) {
      for (ListValue list :
          new ListValue[] {
            shrunk,
            ListValue.of(true),
            ListValue.of(0.5, -0.0),
            ListValue.of(null, 1L, true),
            new ListValue()
          }) {
        ListValue repeated = list.repeat(count);
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          expected.addAll(Arrays.asList(list.toArray()));
        }
        assertArrayEquals(expected.toArray(), repeated.toArray());
        repeated.add(7L);
        assertEquals(7L, repeated.get(-1));
        assertEquals(list.size() * count + 1, repeated.size());
      }
    }
  }

  @Test
  void typedAccess() {
    ListValue longs = ListValue.ofLongs(1, 2, 3);
    longs.setLong(-1, 9);
    assertEquals(9, longs.getLong(2));
    longs.setDouble(0, 0.5);
    assertEquals(0.5, longs.getDouble(0));
    assertEquals(2L, longs.getLong(1));
    GuestError wrong = assertThrows(GuestError.class, () -> longs.getLong(0));
    assertEquals("TypeError", wrong.kind());
    ListValue flags = ListValue.ofBooleans(true, false);
    flags.setBoolean(1, true);
    assertEquals(true, flags.getBoolean(-1));
  }

  @Test
  void indexErrorsNameIndexAndLength() {
    for (long index : new long[] {3, -4, Long.MAX_VALUE, Long.MIN_VALUE}) {
      GuestError error =
          assertThrows(GuestError.class, () -> ListValue.ofLongs(1, 2, 3).get(index));
      assertEquals(
          "IndexError: list index " + index + " is out of range for length 3", error.toString());
    }
    assertThrows(GuestError.class, () -> new ListValue().pop());
  }

  @Test
  void numbersSortUnboxed() {
    ListValue longs = ListValue.ofLongs(3, 1, 2);
    assertEquals(true, longs.sortNumbers());
    assertArrayEquals(new Object[] {1L, 2L, 3L}, longs.toArray());
    assertEquals(false, ListValue.ofDoubles(1, Double.NaN).sortNumbers());
    assertEquals(false, ListValue.ofDoubles(0.0, -0.0).sortNumbers());
    assertEquals(false, ListValue.of(1L, 2.0).sortNumbers());
  }
}
