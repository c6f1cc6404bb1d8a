package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

class IterateTest {
  private static String all(Object value) {
    return Show.text(Iterate.toList(value));
  }

  @Test
  void goesOverEverySequence() {
    assertEquals("[1, \"a\"]", all(ListValue.of(1L, Text.of("a"))));
    assertEquals("[\"a\", \"😀\"]", all(Text.of("a😀")));
    assertEquals("[3, 2, 1]", all(new RangeValue(3, 1, -1, true)));
    assertEquals(
        "[\"k\", 2]", all(new DictValue().with("k", 1L).with("x", 0L)).replace("\"x\"", "2"));
    assertEquals("[E.A]", all(new EnumValue("E", List.of("A"), new long[] {0})));
    Iter last = Iterate.of(new RangeValue(Long.MAX_VALUE - 1, Long.MAX_VALUE, 1, true));
    last.next();
    assertEquals(Long.MAX_VALUE, last.next());
    assertFalse(last.hasNext());
    assertEquals(
        "TypeError: an int cannot be iterated over",
        assertThrows(GuestError.class, () -> Iterate.of(5L)).toString());
    assertThrows(GuestError.class, () -> Iterate.of(null));
  }

  @Test
  void growthOfAListIsSeen() {
    ListValue list = ListValue.of(1L);
    int rounds = 0;
    for (Iter i = Iterate.of(list); i.hasNext(); rounds++) {
      Object x = i.next();
      if (rounds < 3) {
        list.add(x);
      }
    }
    assertEquals(4, rounds);
  }

  @Test
  void changedKeysOfADictAreNoticed() {
    DictValue dict = new DictValue().with("a", 1L).with("b", 2L);
    PairIter pairs = Iterate.pairs(dict);
    pairs.hasNext();
    pairs.advance();
    dict.put(Text.of("a"), 5L);
    assertEquals(true, pairs.hasNext());
    dict.put(Text.of("c"), 5L);
    assertEquals("ValueError", assertThrows(GuestError.class, pairs::hasNext).kind());
  }

  @Test
  void pairs() {
    PairIter pairs = Iterate.pairs(new DictValue().with("a", 1L));
    assertEquals(true, pairs.hasNext());
    assertEquals("[\"a\", 1]", Show.text(pairs.next()));
    assertFalse(pairs.hasNext());
    PairIter list = Iterate.pairs(ListValue.of(ListValue.of(1L, 2L), ListValue.of(3L)));
    list.advance();
    assertEquals(2L, list.value());
    assertThrows(GuestError.class, list::advance);
  }

  @Test
  void unpacking() {
    assertArrayEquals(new Object[] {1L, 2L}, Unpack.exactly(ListValue.ofLongs(1, 2), 2));
    assertArrayEquals(new Object[] {0L, 1L}, Unpack.exactly(RangeValue.of(0, 2), 2));
    assertEquals(
        "ValueError: expected 3 elements to unpack, found 2",
        assertThrows(GuestError.class, () -> Unpack.exactly(ListValue.ofLongs(1, 2), 3))
            .toString());
    assertThrows(GuestError.class, () -> Unpack.exactly(5L, 1));
    ListValue five = ListValue.ofLongs(1, 2, 3, 4, 5);
    String[] expected = {"[[1, 2, 3], 4, 5]", "[1, [2, 3, 4], 5]", "[1, 2, [3, 4, 5]]"};
    for (int rest = 0; rest < 3; rest++) {
      assertEquals(expected[rest], Show.text(ListValue.of(Unpack.withRest(five, 3, rest))));
    }
    assertEquals("[1, []]", Show.text(ListValue.of(Unpack.withRest(ListValue.ofLongs(1), 2, 1))));
    assertThrows(GuestError.class, () -> Unpack.withRest(ListValue.ofLongs(1), 3, 1));
  }
}
