package org.tosc.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Lines of JSON as examples, and what goes before a step: schedules and orders.
class JsonLinesTest {
  private static Examples read(String text) throws IOException {
    return JsonLines.read(
        "t.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void bothFormsAreExamples() throws Exception {
    Examples examples = read("{\"x\": [[1, 2], [3, 4.5]], \"y\": 7}\n[[[0, 0], [1, 1]], 8]\n");
    assertArrayEquals(new long[] {2, 2, 2}, examples.inputs().shape());
    assertArrayEquals(new double[] {1, 2, 3, 4.5, 0, 0, 1, 1}, examples.inputs().toDoubles());
    assertEquals(DType.I64, examples.targets().dtype());
    assertArrayEquals(new long[] {7, 8}, examples.targets().toLongs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{\"x\": 1}",
        "{\"x\": 1, \"x\": 2}",
        "{\"x\": 1, \"y\": 2, \"z\": 3}",
        "[1, 2, 3]",
        "[[1, [2]], 3]",
        "[[1], 3] [[1, 2], 3]",
        "[\"a\", 3]",
        "[1, 2",
        "[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]], 2]"
      })
  void whatIsWrongHasItsByte(String text) {
    assertThrows(TensorFileFault.class, () -> read(text));
  }

  /// Rates worked out by hand: 10 steps, 2 of them warm-up.
  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 0.5",
    "CONSTANT, 1, 1",
    "CONSTANT, 9, 1",
    "LINEAR, 2, 1",
    "LINEAR, 6, 0.5",
    "LINEAR, 9, 0.125",
    "COSINE, 0, 0.5",
    "COSINE, 2, 1",
    "COSINE, 6, 0.5",
    "COSINE, 4, 0.8535533905932737"
  })
  void schedules(Schedule schedule, long step, double share) {
    assertEquals(share, schedule.share(step, 10, 2), 1e-15);
  }

  @Test
  void everyEpochHasEveryExampleOnceInAnOrderOfItsOwn() {
    Order order = new Order(10, 4, 5);
    assertEquals(3, order.stepsPerEpoch());
    StringBuilder[] epochs = {new StringBuilder(), new StringBuilder()};
    for (int epoch = 0; epoch < 2; epoch++) {
      long seen = 0;
      for (int step = 0; step < 3; step++) {
        for (int example : order.examples(3L * epoch + step)) {
          seen |= 1L << example;
          epochs[epoch].append(example);
        }
      }
      assertEquals((1 << 10) - 1, seen);
      assertEquals(10, epochs[epoch].length());
    }
    assertNotEquals(epochs[0].toString(), epochs[1].toString());
  }
}
