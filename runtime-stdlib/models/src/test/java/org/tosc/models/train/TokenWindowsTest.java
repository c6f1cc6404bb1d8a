package org.tosc.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenWindowsTest {
  private static final long NO = TokenWindows.NONE;

  @Test
  void aTextIsAnExample() {
    Examples made = TokenWindows.of(List.of(new int[] {5, 6, 7}, new int[] {8, 9}), 10);
    assertArrayEquals(new long[] {2, 2}, made.inputs().shape());
    assertArrayEquals(new long[] {5, 6, 8, 0}, made.inputs().toLongs());
    assertArrayEquals(new long[] {6, 7, 9, NO}, made.targets().toLongs());
  }

  /// Every token but the first is a target, once.
  @Test
  void longTextsAreSeveral() {
    Examples made = TokenWindows.of(List.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), 3);
    assertArrayEquals(new long[] {1, 2, 3, 4, 5, 6, 7, 0, 0}, made.inputs().toLongs());
    assertArrayEquals(new long[] {2, 3, 4, 5, 6, 7, 8, NO, NO}, made.targets().toLongs());
  }

  @Test
  void lessThanTwoTokensTeachNothing() {
    assertThrows(IllegalArgumentException.class, () -> TokenWindows.of(List.of(), 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> TokenWindows.of(List.of(new int[] {1}, new int[] {}), 3));
  }
}
