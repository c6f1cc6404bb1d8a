package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

class CompareTest {
  private static final EnumValue COLOR =
      new EnumValue("Color", List.of("RED", "GREEN"), new long[] {0, 5});

  private static ListValue list(Object... elements) {
    return ListValue.of(elements);
  }

  private static Text text(String s) {
    return Text.of(s);
  }

  @Test
  void equality() {
    Object[][] equal = {
      {1L, 1.0},
      {0.0, -0.0},
      {null, null},
      {text("a"), text("a")},
      {list(1L, list(2L)), list(1.0, list(2L))},
      {new DictValue().with("a", 1L).with("b", 2L), new DictValue().with("b", 2.0).with("a", 1L)},
      {RangeValue.of(1, 3), RangeValue.of(1, 3)},
      {COLOR.members().getFirst(), COLOR.find("RED")},
    };
    for (Object[] pair : equal) {
      assertEquals(true, Compare.eq(pair[0], pair[1]));
      assertEquals(false, Compare.ne(pair[1], pair[0]));
    }
    Object[][] unequal = {
      {1L, 2L},
      {1L, true},
      {null, false},
      {1L, text("1")},
      {Double.NaN, Double.NaN},
      {list(1L), list(1L, 2L)},
      {list(), new DictValue()},
      {new DictValue().with("a", 1L), new DictValue().with("b", 1L)},
      {RangeValue.of(1, 3), list(1L, 2L)},
      {COLOR.find("RED"), COLOR.find("GREEN")},
      {COLOR.find("RED"), 0L},
    };
    for (Object[] pair : unequal) {
      assertEquals(false, Compare.eq(pair[0], pair[1]));
      assertEquals(true, Compare.ne(pair[1], pair[0]));
    }
  }

  @Test
  void order() {
    Object[][] ascending = {
      {1L, 2L},
      {1L, 1.5},
      {-0.5, 0L},
      {text("Z"), text("a")},
      {text("a"), text("ab")},
      {text("\uFFFD"), text("😀")},
      {list(1L, 2L), list(1L, 3L)},
      {list(1L), list(1L, 0L)},
      {list(), list(0L)},
      {COLOR.find("RED"), COLOR.find("GREEN")},
    };
    for (Object[] pair : ascending) {
      Object a = pair[0];
      Object b = pair[1];
      assertEquals(
          List.of(true, true, false, false),
          List.of(Compare.lt(a, b), Compare.le(a, b), Compare.gt(a, b), Compare.ge(a, b)));
      assertEquals(
          List.of(false, false, true, true),
          List.of(Compare.lt(b, a), Compare.le(b, a), Compare.gt(b, a), Compare.ge(b, a)));
      assertEquals(
          List.of(false, true, false, true),
          List.of(Compare.lt(a, a), Compare.le(a, a), Compare.gt(a, a), Compare.ge(a, a)));
      assertTrue(Compare.order(a, b) < 0 && Compare.order(b, a) > 0 && Compare.order(a, a) == 0);
    }
    for (Object x : new Object[] {1L, 1.0, Double.NaN}) {
      assertFalse(
          Compare.isLess(x, Double.NaN)
              || Compare.isLessOrEqual(x, Double.NaN)
              || Compare.isGreater(x, Double.NaN)
              || Compare.isGreaterOrEqual(x, Double.NaN));
    }
  }

  @Test
  void mixedKindsHaveNoOrder() {
    Object[] kinds = {1L, text("a"), list(), new DictValue(), null, true, COLOR.find("RED")};
    for (Object a : kinds) {
      for (Object b : kinds) {
        if (!Kind.of(a).equals(Kind.of(b))) {
          GuestError error = assertThrows(GuestError.class, () -> Compare.lt(a, b));
          assertEquals(
              "TypeError: `<` does not order " + Kind.of(a) + " and " + Kind.of(b),
              error.toString());
        }
      }
    }
    assertThrows(GuestError.class, () -> Compare.le(true, false));
    assertThrows(GuestError.class, () -> Compare.ge(null, null));
  }

  @Test
  void membership() {
    assertTrue(Compare.in(2L, list(1L, 2.0)));
    assertTrue(Compare.in(text("ell"), text("hello")));
    assertTrue(Compare.in(text(""), text("")));
    assertTrue(Compare.in(text("k"), new DictValue().with("k", null)));
    assertTrue(Compare.in(4L, new RangeValue(0, 10, 2, false)));
    assertTrue(Compare.in(4.0, RangeValue.of(0, 5)));
    assertFalse(Compare.in(4.5, RangeValue.of(0, 5)));
    assertFalse(Compare.in(text("2"), list(1L, 2L)));
    assertTrue(Compare.in(COLOR.find("RED"), COLOR));
    assertThrows(GuestError.class, () -> Compare.in(1L, text("1")));
    assertThrows(GuestError.class, () -> Compare.in(1L, 1L));
    assertThrows(GuestError.class, () -> Compare.in(list(), new DictValue()));
  }
}
