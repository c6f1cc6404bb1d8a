package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.error.Place;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.ObjectCell;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

class AccessTest {
  private static final String[] NONE = {};

  private static ListValue digits() {
    return ListValue.ofLongs(0, 1, 2, 3, 4, 5);
  }

  private static Object part(int i) {
    return i == Integer.MIN_VALUE ? null : (Object) (long) i;
  }

  /// start, end, step (MIN_VALUE where left out) and what Python 3.11 gives for `range(6)`.
  private static final Object[][] SLICES = {
    {1, 4, Integer.MIN_VALUE, "[1, 2, 3]", "123"},
    {Integer.MIN_VALUE, 2, Integer.MIN_VALUE, "[0, 1]", "01"},
    {4, Integer.MIN_VALUE, Integer.MIN_VALUE, "[4, 5]", "45"},
    {-2, Integer.MIN_VALUE, 1, "[4, 5]", "45"},
    {Integer.MIN_VALUE, -2, 1, "[0, 1, 2, 3]", "0123"},
    {Integer.MIN_VALUE, Integer.MIN_VALUE, 2, "[0, 2, 4]", "024"},
    {1, Integer.MIN_VALUE, 2, "[1, 3, 5]", "135"},
    {Integer.MIN_VALUE, Integer.MIN_VALUE, -1, "[5, 4, 3, 2, 1, 0]", "543210"},
    {4, 1, -1, "[4, 3, 2]", "432"},
    {-1, 0, -2, "[5, 3, 1]", "531"},
    {6, Integer.MIN_VALUE, -1, "[5, 4, 3, 2, 1, 0]", "543210"},
    {3, 3, 1, "[]", ""},
    {4, 2, 1, "[]", ""},
    {6, 6, 1, "[]", ""},
    {0, 6, 7, "[0]", "0"},
  };

  @Test
  void slices() {
    for (Object[] row : SLICES) {
      Object start = part((int) row[0]);
      Object end = part((int) row[1]);
      Object step = part((int) row[2]);
      assertEquals(row[3], Show.text(Access.slice(digits(), start, end, step)));
      assertEquals(row[4], Show.text(Access.slice(Text.of("012345"), start, end, step)));
      assertEquals(row[3], Show.text(Access.slice(RangeValue.of(0, 6), start, end, step)));
    }
    assertEquals("😀é", Show.text(Access.slice(Text.of("aé😀"), -1L, 0L, -1L)));
  }

  @Test
  void slicesOutsideRaise() {
    for (long bound : new long[] {7, -7, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertEquals(
          "IndexError: slice bound " + bound + " is out of range for length 6",
          assertThrows(GuestError.class, () -> Access.slice(digits(), bound, null, null))
              .toString());
    }
    assertEquals(
        "ValueError",
        assertThrows(GuestError.class, () -> Access.slice(digits(), null, null, 0L)).kind());
    assertThrows(GuestError.class, () -> Access.slice(digits(), 1.0, null, null));
    assertThrows(GuestError.class, () -> Access.slice(5L, null, null, null));
    assertEquals("[0]", Show.text(Access.slice(digits(), null, null, Long.MAX_VALUE)));
    assertEquals("[5]", Show.text(Access.slice(digits(), null, null, Long.MIN_VALUE)));
  }

  @Test
  void slicesAreAssigned() {
    ListValue list = digits();
    Access.setSlice(list, 1L, 3L, null, ListValue.of(Text.of("x")));
    assertEquals("[0, \"x\", 3, 4, 5]", Show.text(list));
    Access.setSlice(list, null, null, 2L, ListValue.ofLongs(7, 8, 9));
    assertEquals("[7, \"x\", 8, 4, 9]", Show.text(list));
    Access.setSlice(list, null, null, null, list);
    assertEquals("[7, \"x\", 8, 4, 9]", Show.text(list));
    Access.setSlice(list, 5L, null, null, RangeValue.of(0, 2));
    assertEquals("[7, \"x\", 8, 4, 9, 0, 1]", Show.text(list));
    assertThrows(
        GuestError.class, () -> Access.setSlice(list, null, null, 2L, ListValue.ofLongs(1)));
    assertThrows(GuestError.class, () -> Access.setSlice(Text.of("a"), null, null, null, list));
  }

  @Test
  void indexes() {
    assertEquals(5L, Access.get(digits(), -1L));
    assertEquals("é", Show.text(Access.get(Text.of("héllo"), 1L)));
    assertEquals(4L, Access.get(RangeValue.of(2, 6), 2L));
    assertEquals("[1, 2]", Show.text(Access.get(digits(), RangeValue.of(1, 3))));
    assertEquals("el", Show.text(Access.get(Text.of("hello"), RangeValue.of(1, 3))));
    Object[][] wrong = {
      {digits(), 6L, "IndexError: list index 6 is out of range for length 6"},
      {digits(), Text.of("0"), "TypeError: a list is indexed by an int, found a string"},
      {digits(), 1.0, "TypeError: a list is indexed by an int, found a float"},
      {new DictValue(), Text.of("k"), "KeyError: the dict has no key \"k\""},
      {new DictValue(), 3L, "KeyError: the dict has no key 3"},
      {null, 0L, "TypeError: nil cannot be indexed"},
      {5L, 0L, "TypeError: an int cannot be indexed"},
    };
    for (Object[] row : wrong) {
      assertEquals(
          row[2], assertThrows(GuestError.class, () -> Access.get(row[0], row[1])).toString());
    }
    assertThrows(GuestError.class, () -> Access.set(Text.of("a"), 0L, Text.of("b")));
    assertThrows(GuestError.class, () -> Access.set(digits(), true, 1L));
  }

  @Test
  void members() {
    assertEquals(6L, Access.member(digits(), "length"));
    assertEquals(2L, Access.member(Text.of("é😀"), "length"));
    DictValue dict = new DictValue().with("keys", 1L);
    assertEquals(1L, Access.member(dict, "keys"));
    Access.setMember(dict, "k", 2L);
    assertEquals("{\"keys\": 1, \"k\": 2}", Show.text(dict));
    assertEquals("KeyError", assertThrows(GuestError.class, () -> Access.member(dict, "z")).kind());
    ErrorValue error = new ErrorValue("K", "m", 7L);
    error.locate(new Place("f", 3, 4));
    assertEquals("K", Show.text(Access.member(error, "kind")));
    assertEquals("m", Show.text(Access.member(error, "message")));
    assertEquals(3L, Access.member(error, "line"));
    assertEquals(4L, Access.member(error, "column"));
    assertEquals(7L, Access.member(error, "value"));
    EnumValue type = new EnumValue("E", List.of("A", "B"), new long[] {0, 9});
    assertEquals("E.B", Show.text(Access.member(type, "B")));
    assertEquals(9L, Access.member(type.find("B"), "value"));
    assertEquals("[E.A, E.B]", Show.text(Access.invoke(type, "values", new Object[0], NONE)));
    assertEquals("[\"A\", \"B\"]", Show.text(Access.invoke(type, "names", new Object[0], NONE)));
    assertThrows(GuestError.class, () -> Access.member(type, "C"));
    ModuleValue module = new ModuleValue("m").export("x", new ObjectCell(1L));
    assertEquals(1L, Access.member(module, "x"));
    assertThrows(GuestError.class, () -> Access.member(module, "y"));
    assertThrows(GuestError.class, () -> Access.setMember(5L, "x", 1L));
    assertEquals(
        "AttributeError: an int has no member `x`",
        assertThrows(GuestError.class, () -> Access.member(5L, "x")).toString());
  }
}
