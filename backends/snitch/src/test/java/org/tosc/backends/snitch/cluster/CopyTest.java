package org.tosc.backends.snitch.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Copies move each byte of a window to its place, against the window's elements one by one.
class CopyTest {
  @ParameterizedTest
  @CsvSource({
    "4 6, 10 6, 4 6, 8, 0", // whole rows: one row of bytes
    "4 6, 10 9, 4 6, 8, 1",
    "4 6, 4 6, 4 8, 8, 1",
    "2 3 5, 2 3 5, 2 3 5, 8, 0",
    "2 3 5, 7 3 9, 2 3 5, 4, 1", // the outer loops are one
    "2 3 5, 7 4 9, 2 3 5, 2, 2",
    "3 1 4, 3 9 8, 3 1 4, 8, 1",
    "1 1, 9 9, 1 1, 8, 0",
    "6 1, 6 7, 6 1, 8, 1",
  })
  void everyByteArrives(String window, String buffer, String copy, long element, int loops) {
    List<Long> extents = numbers(window);
    List<Long> outside = Operand.rowMajor(numbers(buffer), element);
    List<Long> inside = Operand.rowMajor(numbers(copy), element);
    Copy made = Copy.of(extents, outside, inside, element);
    assertEquals(loops, made.loops().size());
    Map<Long, Long> expected = new TreeMap<>();
    for (long[] point : FootprintTest.points(extents)) {
      for (long at = 0; at < element; at++) {
        expected.put(at + place(point, outside), at + place(point, inside));
      }
    }
    Map<Long, Long> moved = new TreeMap<>();
    List<Long> counts = made.loops().stream().map(Copy.Loop::count).toList();
    List<Long> from = made.loops().stream().map(Copy.Loop::outside).toList();
    List<Long> to = made.loops().stream().map(Copy.Loop::inside).toList();
    for (long[] round : FootprintTest.points(counts)) {
      for (long at = 0; at < made.row(); at++) {
        moved.put(at + place(round, from), at + place(round, to));
      }
    }
    assertEquals(expected, moved);
    assertTrue(made.cycles(true) >= moved.size() / 64);
  }

  private static List<Long> numbers(String text) {
    List<Long> numbers = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      numbers.add(Long.valueOf(word));
    }
    return numbers;
  }

  private static long place(long[] point, List<Long> strides) {
    long place = 0;
    for (int i = 0; i < point.length; i++) {
      place += point[i] * strides.get(i);
    }
    return place;
  }
}
