package org.tosc.rt.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.Text;

class ErrorsTest {
  private static String caught(Throwable thrown) {
    ErrorValue error = (ErrorValue) Errors.caught(thrown);
    return error == null ? "nil" : error.kind();
  }

  @Test
  void javaThrowablesBecomeGuestErrors() {
    assertEquals("StackOverflow", caught(new StackOverflowError()));
    assertEquals("OutOfMemory", caught(new OutOfMemoryError()));
    assertEquals(
        "ZeroDivisionError",
        caught(assertThrows(ArithmeticException.class, () -> Math.floorMod(1L, 0L))));
    assertEquals(
        "OverflowError",
        caught(assertThrows(ArithmeticException.class, () -> Math.addExact(Long.MAX_VALUE, 1))));
    assertEquals("ShapeError", caught(TensorFault.shape("x")));
    assertEquals("DTypeError", caught(TensorFault.dtype("x")));
  }

  @Test
  void whatIsNotTheGuestsIsThrownAgain() {
    ExitRequest exit = new ExitRequest(3);
    assertSame(exit, assertThrows(ExitRequest.class, () -> Errors.caught(exit)));
    IllegalStateException bug = new IllegalStateException();
    assertSame(bug, assertThrows(IllegalStateException.class, () -> Errors.caught(bug)));
  }

  @Test
  void thrownValuesAreCaughtAsThemselves() {
    Text value = Text.of("plain");
    assertSame(value, Errors.caught(GuestError.thrown(value, new Place("f", 1, 2))));
    assertEquals(null, Errors.caught(GuestError.thrown(null, new Place("f", 1, 2))));
    assertEquals("plain", GuestError.thrown(value, new Place("f", 1, 2)).getMessage());
  }

  @Test
  void theInnermostPositionWins() {
    GuestError error = Errors.index("list", 5, 3).at(new Place("f", 2, 7)).at(new Place("g", 9, 9));
    assertEquals(2, error.line());
    ErrorValue value = (ErrorValue) Errors.caught(error);
    assertEquals(2, value == null ? 0 : value.line());
    assertEquals(7, value == null ? 0 : value.column());
    GuestError again = GuestError.thrown(value, new Place("h", 30, 1));
    assertEquals(new Place("f", 2, 7), again.place());
    assertTrue(error.toString().startsWith("IndexError: list index 5"));
  }

  @Test
  void kindsHaveDifferentNamesAndADoc() {
    Set<String> names = new HashSet<>();
    for (ErrorKind kind : ErrorKind.values()) {
      assertTrue(names.add(kind.text()));
      assertTrue(!kind.doc().isBlank());
    }
  }
}
