package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "768, 768",
    "1_000, 1000",
    "n, 6",
    "m, -1",
    "2 * n, 12",
    "n + h * 2, 14",
    "n * 2 + h, 16",
    "n div h, 1",
    "n - h - 1, 1",
    "h - n, -1",
    "n div z, -1",
    "n * m, -1",
    "n + m, -1",
    "n * 9_000_000_000_000_000_000, -1",
    "z * n, 0",
  })
  void isWhatArithmeticGives(String dim, long size) {
    assertEquals(size, Sizes.of(dim, Map.of("n", 6L, "h", 4L, "z", 0L)));
  }
}
